/**
 * The one way to time in Holdline. Policies get `now` as a number; shells get a Clock, so that a test can
 * drive it by hand and a waiting page can take it from a worker whose timers are not throttled.
 */
export interface Clock {
  /**
   * Monotonic time in milliseconds; only differences mean anything. Not moved by changes of the computer's
   * clock.
   */
  now(): number;
  /** Wall-clock time in milliseconds since the Unix epoch, as the computer believes it. May jump. */
  wallNow(): number;
  /**
   * Calls back once after `delayMs` (at least 0). Returns a disposer that may be called at any time, also
   * twice.
   */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The clock of the current thread. In a silent hidden tab its timers are throttled by the browser. */
export function createThreadClock(): Clock {
  return {
    now: () => performance.now(),
    wallNow: () => Date.now(),
    setTimer(callback, delayMs) {
      const handle = setTimeout(callback, Math.max(0, delayMs));
      return () => clearTimeout(handle);
    },
  };
}

/**
 * Resolves after `delayMs`, or rejects with the signal's reason as soon as it aborts.
 * Leaves neither timer nor listener behind in either case.
 */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = () => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.setTimer(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** A browser's timer comes some milliseconds late; by so much only where the whole thread was held up. */
const HELD_UP_MS = 250;
/** For what came while the thread was held up, and waits behind the timer. */
const CATCH_UP_MS = 100;

/**
 * A timer that ends a wait for an answer. Where it fires late the answer may be there already, only not taken in: a
 * machine that is short of time must not blame the origin for it. Then it is given one more moment.
 */
export function setDeadline(clock: Clock, callback: () => void, delayMs: number): () => void {
  const dueMs = clock.now() + delayMs;
  let cancel = clock.setTimer(() => {
    if (clock.now() - dueMs < HELD_UP_MS) callback();
    else cancel = clock.setTimer(callback, CATCH_UP_MS);
  }, delayMs);
  return () => cancel();
}
