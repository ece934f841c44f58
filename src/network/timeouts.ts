/** Before anything is known, and until enough is. */
const INITIAL_MS = 8000;
/**
 * Less would abort answers of an origin that is merely saturated: a second attempt costs it more than
 * patience.
 */
const SHORTEST_MS = 4000;
/** More is no better than silence. */
const LONGEST_MS = 20_000;

/** Samples before the estimate may go under the initial value: the first may all have been lucky. */
const SAMPLES_TO_TRUST = 8;

/** RFC 6298, 2.3: gain of the mean, and the factor of the deviation. */
const MEAN_GAIN = 1 / 8;
const DEVIATIONS = 4;
/**
 * The deviation follows at once what is slow (RFC 6298 has 1/4 for both) and forgets slowly, because
 * headers come far less often than TCP's acknowledgements and a fast minute says little about the next.
 */
const DEVIATION_GAIN_UP = 1 / 4;
const DEVIATION_GAIN_DOWN = 1 / 16;

/**
 * A timeout makes the next one longer (RFC 6298, 5.5, doubles it; there a packet is lost, here a listener
 * waits).
 */
const TIMEOUT_FACTOR = 1.5;

/**
 * When a request without headers is taken for slow and a second one may start beside it. Until something is known:
 * an origin that needs 2.5 s is not asked twice as a rule, and one that never answers costs a listener two seconds.
 */
const INITIAL_SLOW_MS = 2000;
const SHORTEST_SLOW_MS = 1000;
const LONGEST_SLOW_MS = 6000;
/** Fewer than the timeout allows itself: a second attempt beside the first is cheaper than an aborted first. */
const SLOW_DEVIATIONS = 2.5;
const SAMPLES_TO_CALL_SLOW = 3;

/** How long this origin takes to send headers, lately. */
export interface HeaderTimes {
  readonly samples: number;
  readonly meanMs: number;
  readonly deviationMs: number;
  /** 1, or more after timeouts. */
  readonly factor: number;
  /** Tick of the newest timeout that counted. Requests that time out together count once. */
  readonly raisedTick: number;
}

export function createHeaderTimes(): HeaderTimes {
  return { samples: 0, meanMs: 0, deviationMs: 0, factor: 1, raisedTick: 0 };
}

/**
 * Headers of a good answer came after so long. Refusals do not count: they are quick where the rest is
 * slow.
 */
export function onHeaders(times: HeaderTimes, headersMs: number): HeaderTimes {
  if (times.samples === 0) {
    return { ...times, samples: 1, meanMs: headersMs, deviationMs: headersMs / 2, factor: 1 };
  }
  const error = Math.abs(headersMs - times.meanMs);
  const gain = error > times.deviationMs ? DEVIATION_GAIN_UP : DEVIATION_GAIN_DOWN;
  return {
    ...times,
    samples: times.samples + 1,
    meanMs: times.meanMs + MEAN_GAIN * (headersMs - times.meanMs),
    deviationMs: times.deviationMs + gain * (error - times.deviationMs),
    factor: 1,
  };
}

/** No headers in time. Ticks count the starts and ends of the gate's requests, see gate-health.ts. */
export function onTimeout(times: HeaderTimes, startedTick: number, tick: number): HeaderTimes {
  if (startedTick < times.raisedTick) return times;
  const longestFactor = LONGEST_MS / SHORTEST_MS;
  return { ...times, factor: Math.min(longestFactor, times.factor * TIMEOUT_FACTOR), raisedTick: tick };
}

/** How long to wait for headers, 4,000 to 20,000 ms (after RFC 6298: mean + 4 · deviation). */
export function headerTimeoutMs(times: HeaderTimes): number {
  const estimateMs = times.meanMs + DEVIATIONS * times.deviationMs;
  const baseMs = times.samples < SAMPLES_TO_TRUST ? Math.max(INITIAL_MS, estimateMs) : estimateMs;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, baseMs) * times.factor);
}

/**
 * How long to wait for headers before a second attempt may start beside the first, 1,000 to 6,000 ms: what all but
 * the slowest answers have lately needed ("The Tail at Scale", Dean and Barroso, 2013).
 */
export function slowAfterMs(times: HeaderTimes): number {
  if (times.samples < SAMPLES_TO_CALL_SLOW) return INITIAL_SLOW_MS;
  const estimateMs = times.meanMs + SLOW_DEVIATIONS * times.deviationMs;
  return Math.min(LONGEST_SLOW_MS, Math.max(SHORTEST_SLOW_MS, estimateMs));
}
