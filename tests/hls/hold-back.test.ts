import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JoinWindow, joinPosition } from '../../src/hls/hold-back.ts';
import { createTimeline, extend, isGap } from '../../src/hls/timeline.ts';
import { mediaPlaylist, mediaSegment } from './playlists.ts';

interface Window extends Partial<Omit<JoinWindow, 'slots'>> {
  readonly count: number;
  readonly seconds?: number;
  readonly gaps?: readonly number[];
}

function windowOf({ count, seconds = 4, gaps = [], ...more }: Window): JoinWindow {
  const segments = Array.from({ length: count }, (_, index) =>
    mediaSegment(index, { durationSeconds: seconds, gap: gaps.includes(index) }),
  );
  const { timeline } = extend(createTimeline(), mediaPlaylist(segments), 'low');
  return {
    slots: timeline.slots,
    targetDurationSeconds: Math.round(seconds),
    holdBackSeconds: null,
    fromStart: false,
    ...more,
  };
}

const join = (window: Window) => joinPosition(windowOf(window))?.sequence ?? null;

describe('joinPosition', () => {
  it.each<[string, Window, number | null]>([
    ['56 s behind the edge of a long window', { count: 30 }, 16],
    ['56 s, by rounded durations', { count: 30, seconds: 3.999 }, 16],
    ['72 s with segments of 6 s and HOLD-BACK 72', { count: 30, seconds: 6, holdBackSeconds: 72 }, 18],
    ['60 s with segments of 6 s', { count: 30, seconds: 6 }, 20],
    ['three target durations with long segments', { count: 30, seconds: 30 }, 27],
    ['further back when a producer asks for it', { count: 30, wantedSeconds: 60 }, 15],
    ['never nearer than three target durations', { count: 30, seconds: 4, wantedSeconds: 5 }, 27],
    ['at the oldest of a short window', { count: 6 }, 0],
    ['at the only one', { count: 1 }, 0],
    ['not at the beginning of a long EVENT', { count: 900 }, 886],
    ['at the beginning of a recording', { count: 900, fromStart: true }, 0],
    ['nowhere when nothing is listed', { count: 0 }, null],
    ['before a gap, not in it', { count: 30, gaps: [16] }, 15],
    ['after a gap at the beginning', { count: 6, gaps: [0, 1] }, 2],
    ['after a gap at the beginning of a recording', { count: 6, gaps: [0], fromStart: true }, 1],
    ['nowhere when there are only gaps', { count: 2, gaps: [0, 1] }, null],
  ])('joins %s', (_, window, expected) => {
    expect(join(window)).toBe(expected);
  });

  it('keeps its distance wherever the window allows it', () => {
    const window = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      seconds: fc.constantFrom(1, 2, 4, 6, 10),
      holdBackSeconds: fc.option(fc.integer({ min: 1, max: 60 })),
      gaps: fc.array(fc.nat(59), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(window, (some) => {
        const joined = windowOf(some);
        const slot = joinPosition(joined);
        const playable = joined.slots.filter((candidate) => !isGap(candidate));
        if (slot === null) {
          expect(playable).toEqual([]);
          return;
        }
        const behind = (start: number) => some.count * some.seconds - start;
        const least = Math.max(some.holdBackSeconds ?? 0, 3 * some.seconds);
        const farEnough = playable.filter((candidate) => behind(candidate.startSeconds) >= least);
        expect(isGap(slot)).toBe(false);
        const distance = behind(slot.startSeconds);
        if (farEnough.length > 0) expect(distance).toBeGreaterThanOrEqual(least);
        else expect(slot).toBe(playable[0]);
      }),
    );
  });
});
