import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../../e2e/origin/live-window.ts';
import { isAvailable, liveWindow, segmentStartSeconds } from '../../e2e/origin/live-window.ts';

const broadcast: Broadcast = {
  startsAtSeconds: 10,
  endsAtSeconds: null,
  playlist: 'sliding',
  windowSegments: 6,
};

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
    expect(liveWindow(broadcast, at)).toEqual(expected);
  });

  it('keeps everything of an EVENT', () => {
    expect(liveWindow({ ...broadcast, playlist: 'event' }, 110)).toEqual({
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
        const [now, then] = [liveWindow(broadcast, at), liveWindow(broadcast, at + laterMs / 1000)];
        if (now.kind !== 'open' || then.kind !== 'open') throw new Error('not open');
        expect(then.first).toBeGreaterThanOrEqual(now.first);
        expect(segmentStartSeconds(broadcast, now.last) + 4).toBeLessThanOrEqual(at);
      }),
    );
  });
});

describe('isAvailable', () => {
  const window = liveWindow(broadcast, 110);

  it.each([
    { sequence: 26, expected: false },
    { sequence: 25, expected: true },
    { sequence: 20, expected: true },
    // Gone from the playlist, kept for its own duration and that of the playlist.
    { sequence: 13, expected: true },
    { sequence: 12, expected: false },
    { sequence: -1, expected: false },
  ])('segment $sequence while 20 to 25 are listed: $expected', ({ sequence, expected }) => {
    expect(isAvailable(broadcast, window, sequence)).toBe(expected);
  });

  it('has nothing before the start', () => {
    expect(isAvailable(broadcast, liveWindow(broadcast, 0), 0)).toBe(false);
  });
});
