import type { CaptionLanguage } from './captions.ts';
import type { RenditionId } from './media-library.ts';
import type { Shape } from './shapes/shape.ts';

/** How a multivariant playlist names its media playlists. */
export type Layout =
  /** Relative to itself: only the server that was asked. */
  | 'own'
  /** Redundant variants: each once per pathway (RFC 8216bis 6.2.4). */
  | 'redundant'
  /** By content steering (RFC 8216bis 7). */
  | 'steered'
  /** The recording, once the broadcast is over. */
  | 'replay';

/** Another version of the sound than the one of the renditions (EXT-X-MEDIA). */
interface OtherLanguage {
  readonly language: string;
  readonly name: string;
  /** The renditions of this version, in the order of the stream's own. */
  readonly renditions: readonly RenditionId[];
}

export interface Stream {
  readonly renditions: readonly RenditionId[];
  readonly layout: Layout;
  /** With these every rendition is a group of its own. */
  readonly others?: readonly OtherLanguage[];
  /** The languages that it can be read in. Only with the layout `own`. */
  readonly captions?: readonly CaptionLanguage[];
  /** How the sound is packed, where it is otherwise than in plain fragmented MP4. */
  readonly shape?: Shape;
}

const aac = ['aac-24', 'aac-48', 'aac-96'] as const;

const inAac = ['aac-24', 'aac-48'] as const;
const otherAac = [
  { language: 'de', name: 'Deutsch', renditions: ['de-aac-24', 'de-aac-48'] },
  { language: 'fr', name: 'Français', renditions: ['fr-aac-24', 'fr-aac-48'] },
] as const;
const otherOpus = [
  { language: 'de', name: 'Deutsch', renditions: ['de-opus-48'] },
  { language: 'fr', name: 'Français', renditions: ['fr-opus-48'] },
] as const;

/** The multivariant playlists, each under /live/NAME.m3u8. */
const streams = {
  main: { renditions: aac, layout: 'own' },
  opus: { renditions: ['opus-48'], layout: 'own' },
  all: { renditions: [...aac, 'opus-48'], layout: 'own' },
  redundant: { renditions: aac, layout: 'redundant' },
  'redundant-opus': { renditions: ['opus-48'], layout: 'redundant' },
  steered: { renditions: aac, layout: 'steered' },
  'steered-opus': { renditions: ['opus-48'], layout: 'steered' },
  replay: { renditions: aac, layout: 'replay' },
  'replay-opus': { renditions: ['opus-48'], layout: 'replay' },
  languages: { renditions: inAac, layout: 'own', others: otherAac },
  'languages-opus': { renditions: ['opus-48'], layout: 'own', others: otherOpus },
  'redundant-languages': { renditions: inAac, layout: 'redundant', others: otherAac },
  'redundant-languages-opus': { renditions: ['opus-48'], layout: 'redundant', others: otherOpus },
  captioned: { renditions: aac, layout: 'own', captions: ['en', 'de'] },
  ts: { renditions: aac, layout: 'own', shape: 'ts' },
  packed: { renditions: aac, layout: 'own', shape: 'adts' },
  encrypted: { renditions: aac, layout: 'own', shape: 'aes' },
  'encrypted-opus': { renditions: ['opus-48'], layout: 'own', shape: 'aes' },
  'byte-ranges': { renditions: aac, layout: 'own', shape: 'ranges' },
  'byte-ranges-opus': { renditions: ['opus-48'], layout: 'own', shape: 'ranges' },
  'low-latency': { renditions: aac, layout: 'own', shape: 'll' },
  'low-latency-opus': { renditions: ['opus-48'], layout: 'own', shape: 'll' },
  'captioned-opus': { renditions: ['opus-48'], layout: 'own', captions: ['en', 'de'] },
} as const satisfies Record<string, Stream>;

export type StreamName = keyof typeof streams;

export const streamNames = Object.keys(streams) as readonly StreamName[];

/** The stream of that name, or null. */
export function findStream(name: string): Stream | null {
  const known = streamNames.find((candidate) => candidate === name);
  return known === undefined ? null : streams[known];
}
