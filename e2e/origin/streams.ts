import type { RenditionId } from './media-library.ts';

/** How a multivariant playlist names its media playlists. */
export type Layout =
  /** Relative to itself: only the server that was asked. */
  | 'own'
  /** Redundant variants: each once per pathway (RFC 8216bis 6.2.4). */
  | 'redundant'
  /** By content steering (RFC 8216bis 7). */
  | 'steered';

export interface Stream {
  readonly renditions: readonly RenditionId[];
  readonly layout: Layout;
}

const aac = ['aac-24', 'aac-48', 'aac-96'] as const;

/** The multivariant playlists, each under /live/NAME.m3u8. */
const streams = {
  main: { renditions: aac, layout: 'own' },
  opus: { renditions: ['opus-48'], layout: 'own' },
  all: { renditions: [...aac, 'opus-48'], layout: 'own' },
  redundant: { renditions: aac, layout: 'redundant' },
  'redundant-opus': { renditions: ['opus-48'], layout: 'redundant' },
  steered: { renditions: aac, layout: 'steered' },
  'steered-opus': { renditions: ['opus-48'], layout: 'steered' },
} as const satisfies Record<string, Stream>;

export type StreamName = keyof typeof streams;

export const streamNames = Object.keys(streams) as readonly StreamName[];

/** The stream of that name, or null. */
export function findStream(name: string): Stream | null {
  const known = streamNames.find((candidate) => candidate === name);
  return known === undefined ? null : streams[known];
}
