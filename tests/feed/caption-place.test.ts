import { describe, expect, it } from 'vitest';
import { placeCaptions, placeCues, unknownCueClock, type CueClock } from '../../src/feed/caption-place.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { createTimeline, extend, type Slot } from '../../src/hls/timeline.ts';
import type { WebVttFile } from '../../src/hls/webvtt.ts';

const BASE = 'https://origin.example/live/';
const T0 = Date.UTC(2026, 10, 23, 20);

interface Sketch {
  readonly from: number;
  readonly count: number;
  readonly dated?: boolean;
  readonly offsetMs?: number;
  readonly seconds?: number;
  readonly tail?: string;
}
const playlist = ({ from, count, dated = true, offsetMs = 0, seconds = 4, tail = '' }: Sketch) =>
  parseMediaPlaylist(
    [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:4',
      `#EXT-X-MEDIA-SEQUENCE:${from}`,
      ...Array.from({ length: count }, (_, index) =>
        [
          ...(dated
            ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(T0 + (from + index) * 4000 + offsetMs).toISOString()}`]
            : []),
          `#EXTINF:${seconds},`,
          `${from + index}.vtt`,
        ].join('\n'),
      ),
      tail,
      '',
    ].join('\n'),
    BASE,
  );
const timeline = (dated = true): readonly Slot[] =>
  extend(createTimeline(), playlist({ from: 100, count: 6, dated }), 'main\nlow').timeline.slots;
const sound = (slots: readonly Slot[]) => ({
  slots,
  segmentOn: (slot: Slot) => [...slot.sources.values()][0] ?? null,
});
const places = (sketch: Sketch, slots = timeline()) =>
  placeCaptions(playlist(sketch), sound(slots)).map(({ segment, startSeconds }) => [
    segment.sequence,
    startSeconds,
  ]);

describe('placeCaptions', () => {
  it('goes by date where both have dates, whatever the numbers', () => {
    expect(places({ from: 102, count: 2, offsetMs: 0 })).toEqual([
      [102, 8],
      [103, 12],
    ]);
    expect(places({ from: 102, count: 1, offsetMs: 1500 })).toEqual([[102, 9.5]]);
    // Listed before the sound is, and after it is listed no more.
    expect(places({ from: 99, count: 9 }).map(([, start]) => start)).toEqual([
      -4, 0, 4, 8, 12, 16, 20, 24, 28,
    ]);
  });

  it('does not believe a date of another day', () => {
    expect(places({ from: 102, count: 1, offsetMs: 86_400_000 })).toEqual([[102, 8]]);
  });

  it('goes by number where there are no dates and both are cut alike', () => {
    expect(places({ from: 103, count: 5, dated: false }, timeline(false))).toEqual([
      [103, 12],
      [104, 16],
      [105, 20],
      [106, 24],
      [107, 28],
    ]);
    expect(places({ from: 98, count: 4, dated: false }, timeline(false))).toEqual([
      [100, 0],
      [101, 4],
    ]);
  });

  it('goes by time where numbers mean nothing: from the end of a playlist that slides', () => {
    expect(places({ from: 100, count: 2, dated: false, seconds: 8 }, timeline(false))).toEqual([
      [100, 8],
      [101, 16],
    ]);
    expect(places({ from: 7, count: 3, dated: false }, timeline(false)).map(([, start]) => start)).toEqual([
      12, 16, 20,
    ]);
  });

  it('and from the beginning of one that keeps everything', () => {
    expect(
      places(
        { from: 0, count: 2, dated: false, tail: '#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-ENDLIST' },
        timeline(false),
      ),
    ).toEqual([
      [0, 0],
      [1, 4],
    ]);
  });

  it('has no place without sound', () => {
    expect(places({ from: 100, count: 2 }, [])).toEqual([]);
  });
});

const file = (starts: readonly number[], timestampMap: WebVttFile['timestampMap'] = null): WebVttFile => ({
  timestampMap,
  cues: starts.map((startSeconds) => ({
    startSeconds,
    endSeconds: startSeconds + 2,
    speaker: null,
    text: `at ${startSeconds}`,
  })),
});
const span = { startSeconds: 40, durationSeconds: 4 };
const starts = (placed: { readonly cues: readonly { readonly startSeconds: number }[] }) =>
  placed.cues.map(({ startSeconds }) => startSeconds);
const clockless = (placed: ReturnType<typeof placeCues>) => starts(placed);

describe('placeCues', () => {
  const anchor = { ticks: 36_000_000, atSeconds: 20 };

  it('goes by the timestamps of the sound', () => {
    // 400 s of the sound are at 20 s: 421 s are at 41.
    const map = { localSeconds: 10, mpegts: 421 * 90_000 };
    expect(clockless(placeCues(file([10, 11.5], map), span, anchor, unknownCueClock))).toEqual([41, 42.5]);
  });

  it('takes a cue time for the timestamp where there is no map', () => {
    expect(clockless(placeCues(file([421]), span, anchor, unknownCueClock))).toEqual([41]);
  });

  it('goes on where the 33 bits begin again, on either side', () => {
    const late = { ticks: 2 ** 33 - 90_000, atSeconds: 39 };
    expect(
      clockless(placeCues(file([1], { localSeconds: 0, mpegts: 0 }), span, late, unknownCueClock)),
    ).toEqual([41]);
    const early = { ticks: 90_000, atSeconds: 41 };
    const map = { localSeconds: 0, mpegts: 2 ** 33 - 45_000 };
    expect(clockless(placeCues(file([1], map), span, early, unknownCueClock))).toEqual([40.5]);
  });

  it('does not believe timestamps that lead away from the segment', () => {
    // The map that some packagers always write.
    const map = { localSeconds: 0, mpegts: 900_000 };
    expect(clockless(placeCues(file([1, 3], map), span, anchor, unknownCueClock))).toEqual([41, 43]);
  });

  it('counts from the beginning of the segment where the sound tells nothing', () => {
    expect(clockless(placeCues(file([0, 3.9]), span, null, unknownCueClock))).toEqual([40, 43.9]);
  });

  it('finds out about a clock that runs on, and comes closer with every segment', () => {
    let clock: CueClock = unknownCueClock;
    const errors: number[] = [];
    // Cues every 3 s of a clock that is 1000 s ahead of the timeline.
    for (let start = 40; start < 100; start += 4) {
      const said = [...Array(200).keys()].map((n) => n * 3).filter((at) => at >= start && at < start + 4);
      if (said.length === 0) continue;
      const placed = placeCues(
        file(said.map((at) => at + 1000)),
        { startSeconds: start, durationSeconds: 4 },
        null,
        clock,
      );
      ({ clock } = placed);
      errors.push(Math.abs((placed.cues[0]?.startSeconds ?? NaN) - (said[0] ?? 0)));
    }
    expect(errors[0]).toBeLessThanOrEqual(4);
    expect(errors.at(-1)).toBeLessThanOrEqual(1);
  });

  it('leaves out what is absurdly far away, and brings an absurd end near', () => {
    const cues = [
      { startSeconds: 1, endSeconds: 360_000, speaker: null, text: 'long' },
      { startSeconds: 359_999, endSeconds: 360_000, speaker: null, text: 'far' },
    ];
    const placed = placeCues(
      { timestampMap: { localSeconds: 0, mpegts: 420 * 90_000 }, cues },
      span,
      anchor,
      unknownCueClock,
    );
    expect(placed.cues).toEqual([{ startSeconds: 41, endSeconds: 104, speaker: null, text: 'long' }]);
  });
});
