import { describe, expect, it } from 'vitest';
import {
  clampedRate,
  createChosenRate,
  hasCaughtUp,
  usualDistanceSeconds,
} from '../../src/playback/chosen-rate.ts';

it.each([
  [1.5, 1.5],
  [0.1, 0.75],
  [-1, 0.75],
  [16, 2],
  [Infinity, 2],
  [NaN, null],
])('a rate of %s is %s', (rate, expected) => {
  expect(clampedRate(rate)).toBe(expected);
});

describe('usualDistanceSeconds', () => {
  it.each([
    ['a short window', { joinedSeconds: 24 }, 24],
    ['a long one', { joinedSeconds: 58 }, 58],
    ['a join in the past', { joinedSeconds: 900 }, 60],
    ['at the edge', { joinedSeconds: 3 }, 12],
    ['not known yet', { joinedSeconds: null }, 60],
  ])('%s', (_name, change, expected) => {
    expect(usualDistanceSeconds({ wantedSeconds: 60, jumpSeconds: 12, ...change })).toBe(expected);
  });
});

it.each([
  [1.5, 20, true],
  [1.5, 24, true],
  [1.5, 25, false],
  [1.5, null, false],
  [0.75, 10, false],
  [1, 10, false],
])('at %s, %s s behind, with 24 as usual: caught up is %s', (rate, latency, expected) => {
  expect(hasCaughtUp(rate, latency, 24)).toBe(expected);
});

describe('a chosen rate', () => {
  const look = (latencySeconds: number | null) => ({ latencySeconds, wantedSeconds: 60, jumpSeconds: 12 });

  it('of 1 leaves the pace to the policy', () => {
    const chosen = createChosenRate();
    expect([0.95, 1, 1.1].map((policy) => chosen.rate(policy))).toEqual([0.95, 1, 1.1]);
  });
  it('else is what was asked for, until live is reached again', () => {
    const chosen = createChosenRate();
    chosen.look(look(24));
    chosen.set(1.5);
    expect(chosen.look(look(90))).toBe(false);
    expect(chosen.rate(0.95)).toBe(1.5);
    expect(chosen.look(look(24))).toBe(true);
    expect(chosen.rate(0.95)).toBe(0.95);
    expect(chosen.look(look(20))).toBe(false);
  });
  it('below 1 stays, at live too', () => {
    const chosen = createChosenRate();
    chosen.set(0.8);
    expect(chosen.look(look(3))).toBe(false);
    expect(chosen.rate(1)).toBe(0.8);
  });
  it('outlives a new start, which joins elsewhere', () => {
    const chosen = createChosenRate();
    chosen.look(look(58));
    chosen.set(2);
    chosen.begin();
    chosen.look(look(null));
    expect(chosen.rate(1)).toBe(2);
    // Joined 70 s behind: more than a join aims at, so there is something to catch up.
    expect(chosen.look(look(70))).toBe(false);
    expect(chosen.look(look(60))).toBe(true);
  });
  it('nonsense changes nothing', () => {
    const chosen = createChosenRate();
    chosen.set(1.5);
    chosen.set(NaN);
    expect(chosen.rate(1)).toBe(1.5);
  });
});
