import { expect, it } from 'vitest';
import { median, seekPlan } from '../../e2e/bench/seek-plan.ts';

it('both go to the same moments by turns, all of them inside what is held', () => {
  const plan = seekPlan(20, { fromSeconds: 0, toSeconds: 100 });
  expect(plan).toHaveLength(40);
  const of = (who: string) => plan.filter((trial) => trial.who === who).map(({ toSeconds }) => toSeconds);
  expect(of('holdline')).toEqual(of('bare'));
  expect(Math.min(...of('bare'))).toBeGreaterThanOrEqual(6);
  expect(Math.max(...of('bare'))).toBeLessThanOrEqual(94);
  expect(new Set(of('bare')).size).toBe(20);
  expect(plan.slice(0, 4).map(({ who }) => who)).toEqual(['holdline', 'bare', 'bare', 'holdline']);
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])('the median of %j is %s', (values, expected) => {
  expect(median(values)).toBe(expected);
});

it('nothing has no median', () => {
  expect(() => median([])).toThrow('nothing');
});
