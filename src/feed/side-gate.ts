import type { Clock } from '../network/clock.ts';
import { createGate, type Gate, type GateTools } from '../network/gate.ts';
import { createRetryBudget, type RetryBudget } from '../network/retry-budget.ts';

/** As many connections as browsers open to one host over HTTP/1.1; what is beyond would wait for the sound's. */
const MOST_IN_FLIGHT = 6;
/** Nobody notices captions that come two seconds later; longer waits would miss what a live window still lists. */
const LONGEST_BACKOFF_MS = 15_000;
/** With those of the sound never more than a client may start in a second. */
const STARTS_PER_SECOND = 2;
const SECOND_MS = 1000;

/**
 * A way to the same host for what must never stand in the way of the sound: it waits while anything of the sound waits
 * or is kept away by the origin, and what fails on it closes it alone. `own` must be a gate that nothing else uses;
 * `onUnused` is told of a leave that was given back, and of its token.
 */
export function createSideGate(main: Gate, own: Gate, onUnused: () => void): Gate {
  const hasRoomFor = (more: number) => {
    const { shutUntilMs, queued, inFlight } = main.snapshot();
    const isQuiet = shutUntilMs === null && queued === 0;
    return isQuiet && inFlight + own.snapshot().inFlight + more <= MOST_IN_FLIGHT;
  };
  return {
    ...own,
    async acquire(request) {
      for (;;) {
        await untilQuiet(main, () => hasRoomFor(1), request.signal);
        const pass = await own.acquire(request);
        if (hasRoomFor(0)) return pass;
        // The sound has come first after all.
        pass.cancel();
        onUnused();
      }
    },
  };
}

function untilQuiet(main: Gate, isQuiet: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    if (isQuiet()) {
      resolve();
      return;
    }
    const end = (act: () => void) => {
      leave();
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const onAbort = () => end(() => reject(signal.reason as Error));
    const leave = main.subscribe(() => {
      if (isQuiet()) end(resolve);
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** A gate for `createSideGate`, with a budget apart from that of the sound, which it must not use up. */
export function createOwnGate(tools: GateTools): Gate {
  const gate = createGate(tools);
  gate.setMode({ joining: false, urgent: false, capMs: LONGEST_BACKOFF_MS });
  return gate;
}

/** What side gates may start: as little as a lone client that is refused, and never much at once. */
export function createSideBudget(clock: Clock): RetryBudget {
  const inner = createRetryBudget(clock);
  let startsMs: readonly number[] = [];
  return {
    ...inner,
    spend(asker) {
      const nowMs = clock.now();
      startsMs = startsMs.filter((atMs) => atMs > nowMs - SECOND_MS);
      const [oldestMs] = startsMs;
      if (oldestMs !== undefined && startsMs.length >= STARTS_PER_SECOND) return oldestMs + SECOND_MS - nowMs;
      const waitMs = inner.spend(asker);
      if (waitMs === 0) startsMs = [...startsMs, nowMs];
      return waitMs;
    },
  };
}
