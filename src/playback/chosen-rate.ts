/** Slower is no speech any more, and faster nobody can follow. */
const LEAST_RATE = 0.75;
const MOST_RATE = 2;

/** A rate that can be had; null for what is no number. */
export function clampedRate(rate: number): number | null {
  return Number.isNaN(rate) ? null : Math.min(MOST_RATE, Math.max(LEAST_RATE, rate));
}

export interface UsualDistanceFacts {
  /** The latency at the first sound of this start; null before it. */
  readonly joinedSeconds: number | null;
  /** The latency that needs no catching up (latency-policy.ts). */
  readonly wantedSeconds: number;
  /** Where a jump to live leads. */
  readonly jumpSeconds: number;
}

/**
 * How far behind live somebody is who has missed nothing (seconds): where they joined, for windows differ, but no
 * further than a join aims at, and no nearer than a jump to live leads.
 */
export function usualDistanceSeconds({
  joinedSeconds,
  wantedSeconds,
  jumpSeconds,
}: UsualDistanceFacts): number {
  return Math.max(jumpSeconds, Math.min(joinedSeconds ?? Infinity, wantedSeconds));
}

/** Whether a rate above 1 has done its work: whoever hears faster than is spoken runs out of talk at the edge. */
export function hasCaughtUp(rate: number, latencySeconds: number | null, usualSeconds: number): boolean {
  return rate > 1 && latencySeconds !== null && latencySeconds <= usualSeconds;
}

/** What the listener has asked for; outlives every start. */
export interface ChosenRate {
  set(rate: number): void;
  /** A new start: where it joins is not known yet. */
  begin(): void;
  /** True when the choice has come to its end at the live edge, and is 1 again. `latencySeconds` is null while unknown. */
  look(
    facts: { readonly latencySeconds: number | null } & Omit<UsualDistanceFacts, 'joinedSeconds'>,
  ): boolean;
  /** What to play at: the policy's rate unless somebody has asked for another. */
  rate(policyRate: number): number;
}

export function createChosenRate(): ChosenRate {
  let chosen = 1;
  let joinedSeconds: number | null = null;
  return {
    set(rate) {
      chosen = clampedRate(rate) ?? chosen;
    },
    begin() {
      joinedSeconds = null;
    },
    look({ latencySeconds, ...facts }) {
      joinedSeconds ??= latencySeconds;
      if (!hasCaughtUp(chosen, latencySeconds, usualDistanceSeconds({ ...facts, joinedSeconds })))
        return false;
      chosen = 1;
      return true;
    },
    rate: (policyRate) => (chosen === 1 ? policyRate : chosen),
  };
}
