import { expect, it } from 'vitest';
import { seededRandom } from '../../e2e/fleet/seeded-random.ts';
import { planVisitors, type Arrivals } from '../../e2e/fleet/visitors.ts';

const plan = (arrivals: Arrivals, { count = 2000, impatientShare = 0, seed = 1 } = {}) =>
  planVisitors({ count, arrivals, impatientShare, random: seededRandom(seed) });
const shareWithin = (visitors: ReturnType<typeof plan>, from: number, to: number) =>
  visitors.filter(({ arrivesInSeconds: at }) => at >= from && at < to).length / visitors.length;

it('the same seed is the same crowd, another seed another one', () => {
  const crowd: Arrivals = { kind: 'crowd', scheduledInSeconds: 60 };
  expect(plan(crowd)).toEqual(plan(crowd));
  expect(plan(crowd)).not.toEqual(plan(crowd, { seed: 2 }));
});

it('spread arrivals are even, in order, and within their time', () => {
  const visitors = plan({ kind: 'spread', seconds: 40 });
  expect(visitors.map(({ arrivesInSeconds }) => arrivesInSeconds)).toEqual(
    visitors.map(({ arrivesInSeconds }) => arrivesInSeconds).toSorted((one, other) => one - other),
  );
  for (const from of [0, 10, 20, 30]) expect(shareWithin(visitors, from, from + 10)).toBeCloseTo(0.25, 1);
});

it('a crowd comes thickest when the clock strikes', () => {
  const visitors = plan({ kind: 'crowd', scheduledInSeconds: 100 });
  const struck = shareWithin(visitors, 100, 110);
  expect(struck).toBeGreaterThan(0.25);
  expect(struck).toBeGreaterThan(2 * shareWithin(visitors, 90, 100));
  expect(struck).toBeGreaterThan(2 * shareWithin(visitors, 110, 120));
  expect(shareWithin(visitors, 0, 100)).toBeCloseTo(0.3, 1);
  expect(shareWithin(visitors, 0, 260)).toBe(1);
});

it('to what has begun long ago the early come at once', () => {
  const visitors = plan({ kind: 'crowd', scheduledInSeconds: -30 });
  expect(visitors[0]?.arrivesInSeconds).toBe(0);
  expect(Math.min(...visitors.map(({ arrivesInSeconds }) => arrivesInSeconds))).toBe(0);
});

it('the stated share has a limited patience, of 2 s at least', () => {
  const patiences = plan({ kind: 'spread', seconds: 1 }, { impatientShare: 0.4 }).flatMap(
    ({ patienceSeconds }) => patienceSeconds ?? [],
  );
  expect(patiences.length / 2000).toBeCloseTo(0.4, 1);
  expect(Math.min(...patiences)).toBeGreaterThanOrEqual(2);
  // 5.8 % more with each second: half of them within 11.6 s after the first two.
  expect(patiences.toSorted((one, other) => one - other)[patiences.length / 2]).toBeCloseTo(13.6, -0.5);
  expect(plan({ kind: 'spread', seconds: 1 }).every(({ patienceSeconds }) => patienceSeconds === null)).toBe(
    true,
  );
});
