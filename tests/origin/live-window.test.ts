import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../../e2e/origin/live-window.ts';
import { availableSegment, listedSegments, liveWindow } from '../../e2e/origin/live-window.ts';

const broadcast: Broadcast = {
  startsAtSeconds: 10,
  endsAtSeconds: null,
  playlist: 'sliding',
  windowSegments: 6,
  restarts: [],
  gaps: [],
  dateRanges: [],
  programDateTime: true,
};

function openWindow(of: Broadcast, at: number) {
  const window = liveWindow(of, at);
  if (window.kind !== 'open') throw new Error(`not open in second ${at}`);
  return window;
}

describe('liveWindow', () => {
  it.each([
    { at: 0, expected: { kind: 'not-started' } },
    { at: 9.999, expected: { kind: 'not-started' } },
    { at: 10, expected: { kind: 'open', first: 0, last: 0, ended: false } },
    { at: 13.999, expected: { kind: 'open', first: 0, last: 0, ended: false } },
    { at: 14, expected: { kind: 'open', first: 0, last: 1, ended: false } },
    { at: 30, expected: { kind: 'open', first: 0, last: 5, ended: false } },
    { at: 34, expected: { kind: 'open', first: 1, last: 6, ended: false } },
    { at: 3610, expected: { kind: 'open', first: 895, last: 900, ended: false } },
  ])('slides: second $at', ({ at, expected }) => {
    expect(liveWindow(broadcast, at)).toMatchObject(expected);
  });

  it('keeps everything of an EVENT', () => {
    expect(liveWindow({ ...broadcast, playlist: 'event' }, 110)).toMatchObject({
      kind: 'open',
      first: 0,
      last: 25,
      ended: false,
    });
  });

  it('stands still once it has ended', () => {
    const ending = { ...broadcast, endsAtSeconds: 50 };
    expect(liveWindow(ending, 49.9)).toMatchObject({ last: 9, ended: false });
    expect(liveWindow(ending, 50)).toMatchObject({ last: 10, ended: true });
    expect(liveWindow(ending, 500)).toMatchObject({ first: 5, last: 10, ended: true });
  });

  it('never goes back, and never lists what has not been spoken', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 1e8 }), fc.nat(100_000), (atMs, laterMs) => {
        const at = atMs / 1000;
        const [now, then] = [openWindow(broadcast, at), openWindow(broadcast, at + laterMs / 1000)];
        expect(then.first).toBeGreaterThanOrEqual(now.first);
        const newest = listedSegments(broadcast, now).at(-1);
        expect(newest).toMatchObject({ sequence: now.last });
        expect((newest?.startSeconds ?? Infinity) + 4).toBeLessThanOrEqual(at);
      }),
    );
  });
});

describe('availableSegment', () => {
  it.each([
    { sequence: 26, expected: false },
    { sequence: 25, expected: true },
    { sequence: 20, expected: true },
    // Gone from the playlist, kept for its own duration and that of the playlist.
    { sequence: 13, expected: true },
    { sequence: 12, expected: false },
    { sequence: -1, expected: false },
  ])('segment $sequence while 20 to 25 are listed: $expected', ({ sequence, expected }) => {
    expect(availableSegment(broadcast, 110, sequence) !== null).toBe(expected);
  });

  it('has nothing before the start', () => {
    expect(availableSegment(broadcast, 0, 0)).toBeNull();
  });
});

describe('a restart of the encoder', () => {
  /** Segments are complete at 10, 14, … 30; it dies at 32, records again from 42, has its first at 46. */
  const restart = { atSeconds: 32, silentSeconds: 10, mediaSequence: 0, keepsWindow: false };
  const restarted: Broadcast = { ...broadcast, windowSegments: 3, restarts: [restart] };
  const kept: Broadcast = { ...restarted, restarts: [{ ...restart, keepsWindow: true }] };
  const listed = (of: Broadcast, at: number) =>
    listedSegments(of, openWindow(of, at)).map(({ sequence, startSeconds }) => [sequence, startSeconds]);

  it.each([
    {
      at: 31,
      expected: [
        [3, 18],
        [4, 22],
        [5, 26],
      ],
    },
    {
      at: 45.9,
      expected: [
        [3, 18],
        [4, 22],
        [5, 26],
      ],
    },
    { at: 46, expected: [[0, 42]] },
    {
      at: 50,
      expected: [
        [0, 42],
        [1, 46],
      ],
    },
  ])('begins a new playlist: second $at', ({ at, expected }) => {
    expect(listed(restarted, at)).toEqual(expected);
  });

  it.each([
    {
      at: 45.9,
      expected: [
        [3, 18],
        [4, 22],
        [5, 26],
      ],
    },
    {
      at: 46,
      expected: [
        [4, 22],
        [5, 26],
        [6, 42],
      ],
    },
    {
      at: 54,
      expected: [
        [6, 42],
        [7, 46],
        [8, 50],
      ],
    },
  ])('or goes on in the old one: second $at', ({ at, expected }) => {
    expect(listed(kept, at)).toEqual(expected);
  });

  it('marks the seam, and counts it once it has gone', () => {
    const seams = (at: number) =>
      listedSegments(kept, openWindow(kept, at)).map((segment) => [
        segment.discontinuity,
        segment.discontinuitiesBefore,
      ]);
    expect(seams(46)).toEqual([
      [false, 0],
      [false, 0],
      [true, 0],
    ]);
    expect(seams(54)).toEqual([
      [true, 0],
      [false, 1],
      [false, 1],
    ]);
    expect(seams(58)).toEqual([
      [false, 1],
      [false, 1],
      [false, 1],
    ]);
    expect(listedSegments(restarted, openWindow(restarted, 50)).some((s) => s.discontinuity)).toBe(false);
  });

  it('numbers anew with what it is told', () => {
    const elsewhere = { ...restarted, restarts: [{ ...restart, mediaSequence: 700 }] };
    expect(listed(elsewhere, 46)).toEqual([[700, 42]]);
  });

  it('takes numbers again for something else, and keeps the old ones for their time', () => {
    const early = { ...restarted, windowSegments: 6 };
    expect(availableSegment(early, 45.9, 0)).toMatchObject({ startSeconds: 6, place: 0, sound: 0 });
    expect(availableSegment(early, 46, 0)).toMatchObject({ startSeconds: 42, place: 0, sound: 9 });
    // The old number 5 until the new one is there, at most for seven segments.
    expect(availableSegment(early, 65.9, 5)).toMatchObject({ startSeconds: 26, sound: 5 });
    expect(availableSegment(early, 66, 5)).toMatchObject({ startSeconds: 62, sound: 14 });
    const late = { ...early, restarts: [{ ...restart, mediaSequence: 700 }] };
    expect(availableSegment(late, 73.9, 5)).not.toBeNull();
    expect(availableSegment(late, 74, 5)).toBeNull();
  });

  it('keeps what has left the joint playlist as long as anything else', () => {
    const had = [1, 2, 3, 6, 9, 10].filter((n) => availableSegment(kept, 58, n) !== null);
    expect(openWindow(kept, 58)).toMatchObject({ first: 7, last: 9 });
    expect(had).toEqual([3, 6, 9]);
  });

  it('has the sound go on by the clock', () => {
    const [segment] = listedSegments(restarted, openWindow(restarted, 46));
    // Spoken 36 s after the first one.
    expect(segment).toMatchObject({ place: 0, sound: 9, startSeconds: 42 });
  });

  it('leaves a life out that was too short for a segment', () => {
    const twice = { ...kept, restarts: [restart, { ...restart, atSeconds: 45, keepsWindow: true }] };
    expect(listed(twice, 58)).toEqual([
      [3, 18],
      [4, 22],
      [5, 26],
    ]);
    expect(listed(twice, 59)).toEqual([
      [4, 22],
      [5, 26],
      [6, 55],
    ]);
  });

  it('ends with the broadcast', () => {
    const ending = { ...restarted, endsAtSeconds: 52 };
    expect(liveWindow(ending, 60)).toMatchObject({ first: 0, last: 1, ended: true });
    expect(liveWindow({ ...restarted, endsAtSeconds: 40 }, 60)).toMatchObject({ last: 5, ended: true });
  });
});

describe('gaps', () => {
  const gappy = { ...broadcast, gaps: [{ fromSeconds: 19, toSeconds: 26 }] };

  it('are the segments that overlap them', () => {
    const gaps = listedSegments(gappy, openWindow(gappy, 34)).flatMap(({ gap, sequence }) =>
      gap ? [sequence] : [],
    );
    expect(gaps).toEqual([3, 4]);
  });

  it('cannot be had', () => {
    expect([2, 3, 4, 5].map((n) => availableSegment(gappy, 34, n) !== null)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
