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
    sliding: true,
    fromStart: false,
    ...more,
  };
}

const join = (window: Window) => joinPosition(windowOf(window))?.sequence ?? null;

describe('joinPosition', () => {
  it.each<[string, Window, number | null]>([
    ['24 s behind the edge of a long window', { count: 30 }, 24],
    ['24 s, by rounded durations', { count: 30, seconds: 3.999 }, 24],
    ['30 s with segments of 6 s and HOLD-BACK 30', { count: 30, seconds: 6, holdBackSeconds: 30 }, 25],
    ['24 s with segments of 6 s', { count: 30, seconds: 6 }, 26],
    ['three target durations with long segments', { count: 30, seconds: 10 }, 27],
    ['further back when a producer asks for it', { count: 30, wantedSeconds: 60 }, 15],
    ['never nearer than three target durations', { count: 30, seconds: 4, wantedSeconds: 5 }, 27],
    ['not at the oldest of six that slide', { count: 6 }, 1],
    ['not at the oldest of five', { count: 5 }, 1],
    ['not at the oldest of four: the next is three target durations behind', { count: 4 }, 1],
    ['at the oldest of three: there is nothing better', { count: 3 }, 0],
    ['at the only one', { count: 1 }, 0],
    ['at the oldest of six that stay', { count: 6, sliding: false }, 0],
    ['not at the beginning of a long EVENT', { count: 900, sliding: false }, 894],
    ['at the beginning of a recording', { count: 900, sliding: false, fromStart: true }, 0],
    ['nowhere when nothing is listed', { count: 0 }, null],
    ['before a gap, not in it', { count: 30, gaps: [24] }, 23],
    ['after a gap at the beginning', { count: 6, gaps: [0, 1] }, 3],
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
      sliding: fc.boolean(),
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
        // Where two or more are far enough, the one that is about to expire is not needed for it.
        if (farEnough.length > 1) expect(distance).toBeGreaterThanOrEqual(least);
        if (some.sliding && behind(playable[1]?.startSeconds ?? Infinity) >= 3 * some.seconds) {
          expect(slot).not.toBe(playable[0]);
        }
      }),
    );
  });
});
