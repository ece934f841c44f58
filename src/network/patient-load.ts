import { fullJitter } from './backoff.ts';
import { sleep, type Clock } from './clock.ts';
import type { Random } from './random.ts';

/** The page's own host may be choked as well; it is asked this often before a person is asked to help. */
const ATTEMPTS = 6;
const BACKOFF = { baseMs: 1_000, capMs: 8_000 };

export interface PatientLoad<Module> {
  /** The module, fetched once; rejects after the last attempt, or when the signal aborts the waiting. */
  get(signal: AbortSignal): Promise<Module>;
}

/** Fetches code with backoff. One fetch serves all who ask; a failure is forgotten, so that a later press tries again. */
export function loadPatiently<Module>(options: {
  load(): Promise<Module>;
  readonly clock: Clock;
  readonly random: Random;
}): PatientLoad<Module> {
  let loading: Promise<Module> | null = null;
  const attempt = async (failures: number): Promise<Module> => {
    try {
      return await options.load();
    } catch (error) {
      if (failures + 1 >= ATTEMPTS) throw error;
      await sleep(options.clock, fullJitter(failures, BACKOFF, options.random), new AbortController().signal);
      return attempt(failures + 1);
    }
  };
  return {
    get(signal) {
      loading ??= attempt(0).catch((error: unknown) => {
        loading = null;
        throw error;
      });
      return untilAborted(loading, signal);
    },
  };
}

function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
