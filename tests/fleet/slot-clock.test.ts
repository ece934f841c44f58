import { beforeEach, expect, it } from 'vitest';
import { createSlotClock } from '../../e2e/fleet/slot-clock.ts';
import type { Clock } from '../../src/network/clock.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

let base: FakeClock;
let clock: Clock;
let fired: string[];
beforeEach(() => {
  base = createFakeClock();
  clock = createSlotClock(base, 25);
  fired = [];
});
const set = (name: string, delayMs: number) => clock.setTimer(() => fired.push(name), delayMs);

it('a thousand timers of one moment are one timer of the clock below', () => {
  for (let owner = 0; owner < 1000; owner += 1) set(String(owner), 251 + (owner % 20));
  expect(base.pending()).toBe(1);
});

it('a timer is never early, and at most one slot late', async () => {
  await base.advance(7);
  set('timer', 30);
  await base.advance(29);
  expect(fired).toEqual([]);
  await base.advance(25);
  expect(fired).toEqual(['timer']);
  expect(base.pending()).toBe(0);
});

it('slots fire in order of time, timers of one slot in order of setting', async () => {
  set('late', 100);
  set('first', 20);
  set('second', 10);
  await base.advance(200);
  expect(fired).toEqual(['first', 'second', 'late']);
});

it('what is cancelled does not fire, and the last one takes the timer with it', async () => {
  const cancelOne = set('one', 10);
  const cancelOther = set('other', 10);
  cancelOne();
  expect(base.pending()).toBe(1);
  cancelOther();
  cancelOther();
  expect(base.pending()).toBe(0);
  await base.advance(50);
  expect(fired).toEqual([]);
});

it('a timer can cancel another of its slot, and set one anew', async () => {
  clock.setTimer(() => {
    cancel();
    set('anew', 0);
  }, 10);
  const cancel = set('cancelled', 10);
  await base.advance(50);
  expect(fired).toEqual(['anew']);
  expect(base.pending()).toBe(0);
});

it('cancelling what has fired touches nobody else', async () => {
  const cancel = set('fired', 0);
  await base.advance(0);
  set('next', 0);
  cancel();
  await base.advance(25);
  expect(fired).toEqual(['fired', 'next']);
});
