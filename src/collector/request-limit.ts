/** How often something may happen: `ratePerSecond` in the long run, `burst` at once (token bucket). */
export interface RequestLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** A limit that says yes or no by the time. */
export function createLimiter({ ratePerSecond, burst }: RequestLimit): (nowMs: number) => boolean {
  let credit = burst;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    const passedMs = lastMs === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, nowMs - lastMs);
    lastMs = nowMs;
    credit = Math.min(burst, credit + (passedMs / 1000) * ratePerSecond);
    if (credit < 1) return false;
    credit -= 1;
    return true;
  };
}
