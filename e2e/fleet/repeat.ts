import type { Clock } from '../../src/network/clock.ts';

/** Calls back every so often. Returns a disposer. */
export function repeat(clock: Clock, everyMs: number, callback: () => void): () => void {
  let cancel = clock.setTimer(again, everyMs);
  function again() {
    cancel = clock.setTimer(again, everyMs);
    callback();
  }
  return () => cancel();
}
