import { describe, expect, test } from 'vitest';
import { hasRunDry, STANDS_STILL_MS, standOf } from '../../src/playback/dry-element.ts';

describe('standOf', () => {
  test('keeps since when the playhead stands, and begins anew with every move, also back', () => {
    const first = { positionSeconds: 4, sinceMs: 1_000 };
    expect(standOf(first, 4, 1_250)).toBe(first);
    expect(standOf(first, 4.1, 1_250)).toEqual({ positionSeconds: 4.1, sinceMs: 1_250 });
    expect(standOf(first, 3, 1_500)).toEqual({ positionSeconds: 3, sinceMs: 1_500 });
  });
});

describe('hasRunDry', () => {
  const stand = { positionSeconds: 27.97, sinceMs: 0 };
  const facts = { stand, nowMs: STANDS_STILL_MS, hasSound: false, seeking: false };

  test.each([
    ['stands at the end of the buffer', {}, true],
    ['has not stood there for long', { nowMs: STANDS_STILL_MS - 1 }, false],
    ['stands before sound: that is for the watch over a stuck element', { hasSound: true }, false],
    ['is on its way elsewhere', { seeking: true }, false],
  ])('%s', (_name, changed, expected) => {
    expect(hasRunDry({ ...facts, ...changed })).toBe(expected);
  });

  test('an element that plays up to its last moment has not run dry before it stands', () => {
    let at = { positionSeconds: 27, sinceMs: 0 };
    for (const [nowMs, positionSeconds, expected] of [
      [250, 27.25, false],
      [500, 27.5, false],
      [750, 27.75, false],
      [1_000, 27.97, false],
      [1_250, 27.97, false],
      [1_750, 27.97, true],
      [2_000, 28.1, false],
    ] as const) {
      at = standOf(at, positionSeconds, nowMs);
      expect(hasRunDry({ stand: at, nowMs, hasSound: false, seeking: false })).toBe(expected);
    }
  });
});
