import { describe, expect, it } from 'vitest';
import { createThreadClock, setDeadline, sleep, type Clock } from '../../src/network/clock.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

describe('sleep', () => {
  it('ends in time and leaves nothing behind', async () => {
    const clock = createFakeClock();
    let isOver = false;
    void sleep(clock, 500, new AbortController().signal).then(() => (isOver = true));
    await clock.advance(499);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('ends at once with the reason of its signal', async () => {
    const clock = createFakeClock();
    const owner = new AbortController();
    const asleep = sleep(clock, 500, owner.signal);
    owner.abort(new Error('woken'));
    await expect(asleep).rejects.toThrow('woken');
    expect(clock.pending()).toBe(0);
    await expect(sleep(clock, 500, owner.signal)).rejects.toThrow('woken');
    expect(clock.pending()).toBe(0);
  });
});

it('the clock of the thread calls once, in time, and not after it was told to forget', async () => {
  const clock = createThreadClock();
  const startMs = clock.now();
  const called: string[] = [];
  const forget = clock.setTimer(() => called.push('forgotten'), 5);
  forget();
  forget();
  await new Promise<void>((resolve) => {
    clock.setTimer(() => called.push('at once'), -10);
    clock.setTimer(resolve, 20);
  });
  expect(called).toEqual(['at once']);
  expect(clock.now() - startMs).toBeGreaterThanOrEqual(19);
  expect(Math.abs(clock.wallNow() - Date.now())).toBeLessThan(1000);
});

describe('setDeadline', () => {
  /** A clock whose timers fire when the test says so, however late. */
  function heldUp() {
    let nowMs = 0;
    const timers = new Map<() => void, number>();
    const clock: Clock = {
      now: () => nowMs,
      wallNow: () => nowMs,
      setTimer(callback, delayMs) {
        timers.set(callback, delayMs);
        return () => void timers.delete(callback);
      },
    };
    const fireAt = (atMs: number) => {
      nowMs = atMs;
      const due = [...timers.keys()];
      timers.clear();
      for (const callback of due) callback();
    };
    return { clock, fireAt, delays: () => [...timers.values()] };
  }

  it('is a timer like any other where it fires in time', () => {
    const { clock, fireAt, delays } = heldUp();
    let fired = 0;
    setDeadline(clock, () => fired++, 4_000);
    fireAt(4_100);
    expect([fired, delays()]).toEqual([1, []]);
  });
  it('gives what came while the thread was held up one more moment, and no more than one', () => {
    const { clock, fireAt, delays } = heldUp();
    let fired = 0;
    setDeadline(clock, () => fired++, 4_000);
    fireAt(9_000);
    expect([fired, delays()]).toEqual([0, [100]]);
    fireAt(15_000);
    expect([fired, delays()]).toEqual([1, []]);
  });
  it('can be cancelled at any time, also twice', () => {
    const { clock, fireAt, delays } = heldUp();
    let fired = 0;
    const cancel = setDeadline(clock, () => fired++, 4_000);
    fireAt(9_000);
    cancel();
    cancel();
    expect([fired, delays()]).toEqual([0, []]);
  });
});
