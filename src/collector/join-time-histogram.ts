import { JOIN_TIME_PREFIX } from './tally.ts';

/**
 * Quantiles from counts that can be added up across buckets and collectors: bins grow by a constant factor, as in
 * DDSketch (Masson, Rim, Lee: "DDSketch", VLDB 2019). A quantile is off by at most 2 % of its value, plus what lies
 * between two neighbouring ranks.
 */
export const JOIN_TIME_ERROR = 0.02;
const GROWTH = (1 + JOIN_TIME_ERROR) / (1 - JOIN_TIME_ERROR);
const LOG_GROWTH = Math.log(GROWTH);
/** Nobody hears a millisecond; the number of bins is bounded from below by it, from above by the longest join taken. */
const LEAST_MS = 1;

/** The name under which a join of `joinMs` milliseconds is counted; about 430 different ones up to six hours. */
export function joinTimeCount(joinMs: number): string {
  return `${JOIN_TIME_PREFIX}${Math.ceil(Math.log(Math.max(joinMs, LEAST_MS)) / LOG_GROWTH)}`;
}

/** Of all that were counted: how many, and the quantiles `shares` (0 to 1) in seconds; null without any. */
export function joinTimes(
  counts: ReadonlyMap<string, number>,
  shares: readonly number[],
): { readonly n: number; readonly seconds: readonly (number | null)[] } {
  const bins: [bin: number, count: number][] = [];
  let n = 0;
  for (const [name, count] of counts) {
    if (!name.startsWith(JOIN_TIME_PREFIX)) continue;
    bins.push([Number(name.slice(JOIN_TIME_PREFIX.length)), count]);
    n += count;
  }
  bins.sort((a, b) => a[0] - b[0]);
  return { n, seconds: shares.map((share) => (n === 0 ? null : quantileSeconds(bins, n, share))) };
}

function quantileSeconds(bins: readonly (readonly [number, number])[], n: number, share: number): number {
  const rank = share * (n - 1);
  let seen = 0;
  let bin = 0;
  for (const [index, count] of bins) {
    bin = index;
    seen += count;
    if (seen > rank) break;
  }
  // The point of the bin from which both of its ends are equally far, in proportion.
  const middleMs = (2 * GROWTH ** bin) / (GROWTH + 1);
  return Math.round(middleMs) / 1000;
}
