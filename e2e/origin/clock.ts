/** All time in the origin comes from here, so that a test can drive an evening by hand. */
export interface Clock {
  /** Monotonic milliseconds; only differences mean anything. */
  now(): number;
  /** Milliseconds since the Unix epoch: dates in playlists and headers. */
  wallNow(): number;
  /** Calls back once after `delayMs`. Returns a disposer that may be called at any time, also twice. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

export function createSystemClock(): Clock {
  return {
    now: () => performance.now(),
    wallNow: () => Date.now(),
    setTimer(callback, delayMs) {
      const handle = setTimeout(callback, Math.max(0, delayMs));
      return () => clearTimeout(handle);
    },
  };
}

/** Resolves after `delayMs`, with Infinity never; resolves early, and leaves nothing behind, when the signal aborts. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || delayMs <= 0) {
      resolve();
      return;
    }
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = Number.isFinite(delayMs) ? clock.setTimer(done, delayMs) : () => undefined;
    signal.addEventListener('abort', done);
  });
}
