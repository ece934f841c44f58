import { describe, expect, it } from 'vitest';
import type { ConcurrencyState } from '../../src/network/concurrency.ts';
import { createConcurrency, mediaLimit, onFailure, onSuccess } from '../../src/network/concurrency.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const calm = { joining: false, urgent: false };
const urgent = { joining: false, urgent: true };
const joining = { joining: true, urgent: false };

/** Each letter is one request after the other: s succeeds, f fails. */
function after(story: string): ConcurrencyState {
  let tick = 0;
  let state = createConcurrency();
  for (const letter of story) {
    const startedTick = ++tick;
    state = letter === 's' ? onSuccess(state) : onFailure(state, startedTick, ++tick);
  }
  return state;
}

describe('the limit', () => {
  it.each([
    ['', 2, 2, 2],
    ['s', 3, 3, 2],
    ['ss', 4, 4, 2],
    ['ssssss', 4, 4, 2],
    ['f', 1, 2, 1],
    ['ffffff', 1, 2, 1],
    ['ssf', 3, 3, 2],
    ['ssff', 2, 2, 2],
    ['ssfff', 1, 2, 1],
    ['ffffs', 2, 2, 2],
  ])('after %j is %d, %d when urgent, %d when joining', (story, calmly, urgently, joiningly) => {
    const state = after(story);
    expect([calm, urgent, joining].map((mode) => mediaLimit(state, mode))).toEqual([
      calmly,
      urgently,
      joiningly,
    ]);
  });

  it('counts requests that were in flight together as one', () => {
    let state = after('ss');
    for (let i = 0; i < 4; i++) state = onFailure(state, 10 + i, 20 + i);
    expect(mediaLimit(state, calm)).toBe(3);
    state = onFailure(state, 25, 26);
    expect(mediaLimit(state, calm)).toBe(2);
  });

  it.each([
    [0.5, 3.2, 4],
    [0.3, 2, 4],
    [0.1, 1, 1.6],
  ])('settles with a success rate of %d between %d and %d', (rate, least, most) => {
    const random = seededRandom(7);
    let state = createConcurrency();
    let tick = 0;
    let sum = 0;
    const openings = 4000;
    for (let opening = 0; opening < openings; opening++) {
      const limit = mediaLimit(state, calm);
      sum += limit;
      const startedTick = ++tick;
      for (let request = 0; request < limit; request++) {
        state = random() < rate ? onSuccess(state) : onFailure(state, startedTick, ++tick);
      }
    }
    expect(sum / openings).toBeGreaterThanOrEqual(least);
    expect(sum / openings).toBeLessThanOrEqual(most);
  });
});
