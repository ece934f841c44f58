import { describe, expect, it } from 'vitest';
import { hear, nothingHeard, type Heard } from '../../src/listener/heard.ts';

/** Readings as [position in seconds, clock in seconds]. */
function after(readings: readonly (readonly [number, number])[], from: Heard = nothingHeard): Heard {
  return readings.reduce((heard, [position, second]) => hear(heard, position, second * 1000), from);
}

describe('hear', () => {
  it('has heard nothing at the first reading', () => {
    expect(after([[40, 0]])).toMatchObject({ spans: [], totalSeconds: 0 });
  });

  it('joins what was heard without a break', () => {
    expect(
      after([
        [40, 0],
        [40.5, 0.5],
        [41, 1],
        [42.1, 2],
      ]),
    ).toMatchObject({
      spans: [{ startSeconds: 40, endSeconds: 42.1 }],
      totalSeconds: expect.closeTo(2.1, 6) as number,
    });
  });

  it('leaves out what was jumped over: a gap, or a jump to live', () => {
    const heard = after([
      [40, 0],
      [41, 1],
      [46, 2],
      [47, 3],
    ]);
    expect(heard.spans).toEqual([
      { startSeconds: 40, endSeconds: 41 },
      { startSeconds: 46, endSeconds: 47 },
    ]);
    expect(heard.totalSeconds).toBe(2);
  });

  it('does not count standing still, nor going back', () => {
    const heard = after([
      [40, 0],
      [41, 1],
      [41, 30],
      [41.5, 30.5],
      [20, 31],
      [21, 32],
    ]);
    expect(heard.spans).toEqual([
      { startSeconds: 20, endSeconds: 21 },
      { startSeconds: 40, endSeconds: 41.5 },
    ]);
    expect(heard.totalSeconds).toBe(2.5);
  });

  it('believes in playback that runs a little fast and in readings that come late, as in a hidden tab', () => {
    expect(
      after([
        [40, 0],
        [51, 10],
      ]).totalSeconds,
    ).toBe(11);
    expect(
      after([
        [40, 0],
        [60, 10],
      ]).totalSeconds,
    ).toBe(0);
  });

  it('joins what is heard again with what it leads into', () => {
    const heard = after([
      [40, 0],
      [50, 10],
      [30, 11],
      [42, 23],
    ]);
    expect(heard.spans).toEqual([{ startSeconds: 30, endSeconds: 50 }]);
    expect(heard.totalSeconds).toBe(22);
  });

  it('believes in as much speed as the listener has asked for', () => {
    const before = hear(nothingHeard, 40, 0);
    expect(hear(before, 60, 10_000, 2).totalSeconds).toBe(20);
    expect(hear(before, 60, 10_000, 1.5).totalSeconds).toBe(0);
  });

  it('forgets the distant past but not how long it was', () => {
    const parts = Array.from({ length: 400 }, (_, index) => [
      [index * 20, index * 10] as const,
      [index * 20 + 5, index * 10 + 5] as const,
    ]).flat();
    const heard = after(parts);
    expect(heard.totalSeconds).toBe(2000);
    expect(heard.spans.length).toBe(200);
    expect(heard.spans.at(-1)).toEqual({ startSeconds: 399 * 20, endSeconds: 399 * 20 + 5 });
  });
});
