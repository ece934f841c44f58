/** One answer that carried the host's clock. Milliseconds; the first two of our wall clock, around the request. */
export interface ClockSample {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** The answer's Date, milliseconds since the epoch. */
  readonly dateMs: number;
}

/** Enough to find a good one, few enough to forget the time before the computer's clock was set. */
const SAMPLES_KEPT = 5;

/** Date has whole seconds, rounded down: half a second is the middle of what it can mean. */
const DATE_ROUNDING_MS = 500;

/** The newest samples with one more. */
export function addSample(samples: readonly ClockSample[], sample: ClockSample): readonly ClockSample[] {
  return [...samples, sample].slice(-SAMPLES_KEPT);
}

/**
 * The host's wall clock minus ours, in milliseconds; null without samples. Every sample says that the offset is at
 * least Date minus the time of receipt: rounding, a slow answer and a cache that hands out an old one can only make
 * that less. So the sample that says most is the best, and half its round trip is added (as in RFC 5905, 8).
 */
export function clockOffsetMs(samples: readonly ClockSample[]): number | null {
  let best: ClockSample | null = null;
  for (const sample of samples) {
    if (best === null || leastOffsetMs(sample) > leastOffsetMs(best)) best = sample;
  }
  if (best === null) return null;
  return leastOffsetMs(best) + (best.receivedAtMs - best.sentAtMs) / 2 + DATE_ROUNDING_MS;
}

function leastOffsetMs(sample: ClockSample): number {
  return sample.dateMs - sample.receivedAtMs;
}

/** Smaller changes are noise of the network, and nothing shown is finer than a second. */
const STEP_MS = 250;

/** True when the offset has moved away from what was told last. */
export function isWorthTelling(offsetMs: number, toldOffsetMs: number | null): boolean {
  return toldOffsetMs === null || Math.abs(offsetMs - toldOffsetMs) >= STEP_MS;
}
