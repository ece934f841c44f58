import { setImmediate } from 'node:timers';
import type { Clock } from '../../src/network/clock.ts';

export interface FakeClock extends Clock {
  /**
   * Lets time pass: due timers fire in order, and what they resolve runs to its end before the next one
   * fires.
   */
  advance(ms: number): Promise<void>;
  /** Timers that are still set. A test that ends with one has found something that survives its owner. */
  pending(): number;
}

interface FakeTimer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A Clock that moves by hand only. It starts at neither zero, so that a time is not taken for a duration. */
export function createFakeClock({
  nowMs = 1_000_000,
  wallNowMs = Date.UTC(2026, 10, 23, 20),
} = {}): FakeClock {
  const startMs = nowMs;
  let current = nowMs;
  let lastOrder = 0;
  const timers = new Set<FakeTimer>();

  const nextDue = (untilMs: number): FakeTimer | undefined => {
    let next: FakeTimer | undefined;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      if (
        next === undefined ||
        timer.atMs < next.atMs ||
        (timer.atMs === next.atMs && timer.order < next.order)
      ) {
        next = timer;
      }
    }
    return next;
  };

  return {
    now: () => current,
    wallNow: () => wallNowMs + current - startMs,
    setTimer(callback, delayMs) {
      const timer = { atMs: current + Math.max(0, delayMs), order: ++lastOrder, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = current + ms;
      await settle();
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer);
        current = timer.atMs;
        timer.callback();
        await settle();
      }
      current = untilMs;
    },
    pending: () => timers.size,
  };
}

/** Lets everything run that waits for nothing but its turn: streams need more than a few microtasks. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
