import type { MediaPlaylist } from '../../src/hls/media-playlist.ts';
import type { MediaSegment } from '../../src/hls/media-segment.ts';

export const TARGET_SECONDS = 4;
/** The date of segment 0 in `run` at its usual pace. */
export const STARTED_AT_MS = Date.UTC(2026, 10, 1, 20);

export function mediaSegment(sequence: number, more: Partial<MediaSegment> = {}): MediaSegment {
  return {
    sequence,
    discontinuitySequence: 0,
    uri: `https://origin.example/seg${sequence}.m4s`,
    durationSeconds: TARGET_SECONDS,
    title: '',
    byteRange: null,
    map: null,
    key: null,
    programDateTimeMs: null,
    gap: false,
    bitrateKbps: null,
    ...more,
  };
}

export function mediaPlaylist(
  segments: readonly MediaSegment[],
  more: Partial<MediaPlaylist> = {},
): MediaPlaylist {
  return {
    kind: 'media',
    targetDurationSeconds: TARGET_SECONDS,
    mediaSequence: segments[0]?.sequence ?? 0,
    discontinuitySequence: segments[0]?.discontinuitySequence ?? 0,
    playlistType: null,
    endList: false,
    holdBackSeconds: null,
    canBlockReload: false,
    canSkipUntilSeconds: null,
    independentSegments: true,
    segments,
    dateRanges: [],
    ...more,
  };
}

/** Segments `first` to `last` of one encoder run. */
export function windowOf(
  first: number,
  last: number,
  more: (sequence: number) => Partial<MediaSegment> = () => ({}),
) {
  return mediaPlaylist(
    Array.from({ length: last - first + 1 }, (_, index) => mediaSegment(first + index, more(first + index))),
  );
}

/** Named by a run, so that no other run has the same names. */
export const named =
  (name: string) =>
  (sequence: number): Partial<MediaSegment> => ({ uri: `https://origin.example/${name}-${sequence}.m4s` });

/** Dated at the usual pace; segment 0 at `startMs`. */
export const dated =
  (name: string, startMs = STARTED_AT_MS) =>
  (sequence: number): Partial<MediaSegment> => ({
    ...named(name)(sequence),
    programDateTimeMs: startMs + sequence * TARGET_SECONDS * 1000,
  });
