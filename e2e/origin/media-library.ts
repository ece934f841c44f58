import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moveSegment, splitFragments, timescaleOf } from './boxes.ts';

export const segmentSeconds = 4;

/** One encoding of the demo broadcast, an endless loop of whole segments. Immutable and shared by all origins. */
export interface Rendition {
  readonly id: RenditionId;
  readonly codecs: string;
  /** Measured over the loop, bits per second with container: of the largest segment, and on average. */
  readonly peakBps: number;
  readonly averageBps: number;
  readonly loopSegments: number;
  readonly init: Buffer;
  /**
   * The bytes of the `sound`-th segment of the broadcast, `place` segments after the beginning of its timeline. By
   * default the two are one: a continuous timeline from the first segment on.
   */
  readonly segment: (sound: number, place?: number) => Buffer;
}

const codecsOf = {
  'aac-24': 'mp4a.40.2',
  'aac-48': 'mp4a.40.2',
  'aac-96': 'mp4a.40.2',
  'opus-48': 'opus',
  'de-aac-24': 'mp4a.40.2',
  'de-aac-48': 'mp4a.40.2',
  'de-opus-48': 'opus',
  'fr-aac-24': 'mp4a.40.2',
  'fr-aac-48': 'mp4a.40.2',
  'fr-opus-48': 'opus',
} as const;
export type RenditionId = keyof typeof codecsOf;
export const renditionIds = Object.keys(codecsOf) as readonly RenditionId[];

export type MediaLibrary = ReadonlyMap<string, Rendition>;

function createRendition(id: RenditionId, file: Buffer): Rendition {
  const { init, segments } = splitFragments(file);
  const ticksPerSegment = timescaleOf(init) * segmentSeconds;
  const sizes = segments.map((segment) => segment.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const bps = (bytes: number) => Math.ceil((bytes * 8) / segmentSeconds);
  return {
    id,
    codecs: codecsOf[id],
    peakBps: bps(Math.max(...sizes)),
    averageBps: bps(total / segments.length),
    loopSegments: segments.length,
    init,
    segment(sound, place = sound) {
      const segment = segments[sound % segments.length];
      if (segment === undefined) throw new RangeError(`no segment ${sound}`);
      return moveSegment(segment, place * ticksPerSegment, place + 1);
    },
  };
}

/** Reads the committed demo broadcast (made by media/make-media.mjs). */
export async function loadMediaLibrary(): Promise<MediaLibrary> {
  const entries = renditionIds.map(async (id) => {
    const file = await readFile(join(import.meta.dirname, 'media', `${id}.mp4`));
    return [id, createRendition(id, file)] as const;
  });
  return new Map(await Promise.all(entries));
}
