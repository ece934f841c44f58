import { type BackoffLimits, fullJitter } from '../../src/network/backoff.ts';

/** As many failures in a row as a byte can count. */
const FAILURES = 256;

/**
 * `fullJitter` made into a table for millions of calls: for each number of failures in a row the longest wait, in seconds.
 * A wait is that, times a random number.
 */
export function longestWaits(limits: BackoffLimits): Float64Array {
  return Float64Array.from(
    { length: FAILURES },
    (_, failures) => fullJitter(failures, limits, () => 1) / 1000,
  );
}
