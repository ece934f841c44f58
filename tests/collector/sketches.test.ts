import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToSketch, createSketch, distinct } from '../../src/collector/distinct.ts';
import { JOIN_TIME_ERROR, joinTimeCount, joinTimes } from '../../src/collector/join-time-histogram.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

function counts(joinsMs: readonly number[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const joinMs of joinsMs) {
    const name = joinTimeCount(joinMs);
    all.set(name, (all.get(name) ?? 0) + 1);
  }
  return all;
}

describe('join times', () => {
  it('are within the stated error of the true quantile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 21_600_000 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0, 0.5, 0.95, 1),
        (joinsMs, share) => {
          const sorted = [...joinsMs].sort((a, b) => a - b);
          const exactMs = sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
          const { n, seconds } = joinTimes(counts(joinsMs), [share]);
          expect(n).toBe(joinsMs.length);
          // Shown in whole milliseconds.
          expect(Math.abs((seconds[0] ?? NaN) * 1000 - exactMs)).toBeLessThanOrEqual(
            exactMs * JOIN_TIME_ERROR + 0.51,
          );
        },
      ),
    );
  });

  it('are not known without a join', () => {
    expect(joinTimes(new Map([['attempts', 3]]), [0.5, 0.95])).toEqual({ n: 0, seconds: [null, null] });
  });

  it('have a bounded number of names', () => {
    const random = seededRandom(3);
    const names = new Set(Array.from({ length: 50_000 }, () => joinTimeCount(random() ** 6 * 21_600_000)));
    expect(names.size).toBeLessThan(440);
  });
});

describe('distinct', () => {
  it.each([0, 1, 100, 5000, 200_000])('counts %d within 5 %%, twice the same once', (n) => {
    const [one, other] = [createSketch(), createSketch()];
    for (let index = 0; index < n; index++) {
      addToSketch(one, `session-${index}`);
      if (index % 2 === 0) addToSketch(other, `session-${index}`);
    }
    expect(Math.abs(distinct([one, other]) - n)).toBeLessThanOrEqual(n * 0.05);
  });

  it('adds up what only one of two has seen', () => {
    const [one, other] = [createSketch(), createSketch()];
    for (let index = 0; index < 1000; index++) addToSketch(index < 500 ? one : other, `session-${index}`);
    expect(Math.abs(distinct([one]) - 500)).toBeLessThan(30);
    expect(Math.abs(distinct([one, other]) - 1000)).toBeLessThan(60);
  });
});
