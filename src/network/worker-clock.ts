import type { Clock } from './clock.ts';
import { createThreadClock } from './clock.ts';
import type { TimerNotice, TimerOrder } from './timer-service.ts';

/** The part of `Worker` that the clock uses. */
export interface TimerWorker {
  addEventListener(type: 'message', listener: (event: MessageEvent<TimerNotice>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  postMessage(order: TimerOrder): void;
  terminate(): void;
}

export interface WorkerClockParts {
  /** May throw where there are no workers. */
  readonly createWorker: () => TimerWorker;
  /** Tells the time, and keeps the timers while no worker does. */
  readonly threadClock: Clock;
}

interface Timer {
  readonly callback: () => void;
  readonly dueMs: number;
  /** Set while the timer is kept on this thread. */
  cancelOnThread: (() => void) | null;
}

/**
 * A Clock whose timers live in a dedicated worker: in a silent hidden tab the page's own are held to one a
 * second, later one a minute, and somebody who waits there for a broadcast would come late (FACTS.md,
 * Browsers).
 *
 * Where there is no worker, or it fails sooner or later, the timers are the thread's; none is lost on the
 * way. Until the worker has said that it runs, each timer is kept on both sides.
 */
export function createWorkerClock(
  { createWorker, threadClock }: WorkerClockParts = {
    // Written out here because bundlers look for exactly this expression.
    createWorker: () => new Worker(new URL('./timer-worker.ts', import.meta.url), { type: 'module' }),
    threadClock: createThreadClock(),
  },
): Clock & { dispose(): void } {
  const timers = new Map<number, Timer>();
  let lastId = 0;
  let isReady = false;
  let worker: TimerWorker | null = null;

  /** Takes the timer out, on this side at least. */
  const take = (id: number): Timer | undefined => {
    const timer = timers.get(id);
    timers.delete(id);
    timer?.cancelOnThread?.();
    return timer;
  };
  const forget = (id: number) => {
    if (take(id) !== undefined) worker?.postMessage({ kind: 'clear', id });
  };
  const keepOnThread = (id: number, timer: Timer) => {
    timer.cancelOnThread ??= threadClock.setTimer(() => {
      forget(id);
      timer.callback();
    }, timer.dueMs - threadClock.now());
  };
  const leaveWorker = () => {
    worker?.terminate();
    worker = null;
    for (const [id, timer] of timers) keepOnThread(id, timer);
  };

  try {
    worker = createWorker();
    worker.addEventListener('error', leaveWorker);
    worker.addEventListener('message', ({ data }) => {
      if (data.kind === 'due') {
        take(data.id)?.callback();
        return;
      }
      isReady = true;
      for (const timer of timers.values()) {
        timer.cancelOnThread?.();
        timer.cancelOnThread = null;
      }
    });
  } catch {
    leaveWorker();
  }

  return {
    now: () => threadClock.now(),
    wallNow: () => threadClock.wallNow(),
    setTimer(callback, delayMs) {
      const id = ++lastId;
      const timer: Timer = {
        callback,
        dueMs: threadClock.now() + Math.max(0, delayMs),
        cancelOnThread: null,
      };
      timers.set(id, timer);
      worker?.postMessage({ kind: 'set', id, delayMs });
      if (worker === null || !isReady) keepOnThread(id, timer);
      return () => forget(id);
    },
    /** Ends the worker and drops all timers. Timers set later are the thread's. */
    dispose() {
      for (const id of [...timers.keys()]) forget(id);
      leaveWorker();
    },
  };
}
