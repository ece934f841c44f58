import { describe, expect, it } from 'vitest';
import { cachedErrorSpread, fullJitter, ownPace, retryAfterSpread } from '../../src/network/backoff.ts';
import { cyclicRandom, seededRandom } from '../fakes/seeded-random.ts';

const almostOne = () => 1 - Number.EPSILON;

describe('fullJitter', () => {
  const limits = { baseMs: 500, capMs: 10_000 };

  it('doubles its ceiling up to the cap', () => {
    const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 60, 2000].map((failures) =>
      Math.round(fullJitter(failures, limits, almostOne)),
    );
    expect(ceilings).toEqual([0, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
  });

  it('is spread over the whole of it', () => {
    const random = seededRandom(1);
    const delays = Array.from({ length: 4000 }, () => fullJitter(9, limits, random));
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => delays.filter((d) => Math.floor(d / 1000) === tenth).length,
    );
    expect(Math.min(...tenths)).toBeGreaterThan(330);
    expect(Math.max(...tenths)).toBeLessThan(470);
  });

  it('gives this sequence for this chance', () => {
    const random = cyclicRandom(0.5, 0.25, 0);
    expect([1, 2, 3, 4, 5, 6].map((failures) => fullJitter(failures, limits, random))).toEqual([
      250, 250, 0, 2000, 2000, 0,
    ]);
  });
});

describe('retryAfterSpread', () => {
  it.each([
    [5000, 5000, 6250],
    [0, 0, 0],
    [120_000, 120_000, 150_000],
    [3_600_000, 120_000, 150_000],
  ])('keeps %d ms between %d and %d', (retryAfterMs, leastMs, mostMs) => {
    expect(retryAfterSpread(retryAfterMs, () => 0)).toBe(leastMs);
    expect(retryAfterSpread(retryAfterMs, almostOne)).toBeCloseTo(mostMs, 3);
  });
});

describe('cachedErrorSpread', () => {
  it('comes after the error has gone, apart from others that were told the same instant', () => {
    expect(cachedErrorSpread(10_000, () => 0)).toBe(10_000);
    expect(cachedErrorSpread(10_000, almostOne)).toBeCloseTo(12_500);
    expect(cachedErrorSpread(100, almostOne)).toBeCloseTo(1100);
  });
});

describe('ownPace', () => {
  it.each([
    // own failures, the gate's, ceiling
    [0, 0, 0],
    [1, 0, 500],
    [3, 0, 500],
    [4, 0, 1000],
    [8, 0, 10_000],
    [1, 1, 0],
    [3, 1, 0],
    [4, 1, 500],
    [5, 5, 0],
    [12, 10, 0],
    [13, 10, 500],
  ])('after %d failures of its own and %d of the gate it waits up to %d ms', (own, gate, ceilingMs) => {
    expect(Math.round(ownPace(own, gate, almostOne))).toBe(ceilingMs);
  });
});
