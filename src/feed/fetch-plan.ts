import type { SlotState } from './feed-snapshot.ts';

export interface PlannedSlot {
  readonly sequence: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly state: SlotState['kind'];
}

export interface FetchPlanFacts {
  /** In order of time. */
  readonly slots: readonly PlannedSlot[];
  /** The first slot that is still to be heard. */
  readonly neededFrom: number;
  readonly positionSeconds: number;
  /** How far ahead of the playhead to fetch. */
  readonly aheadSeconds: number;
  readonly maxInFlight: number;
}

/**
 * Which slots to begin fetching now, soonest first. Several wanted segments are tried together, because when an
 * attempt succeeds with probability 0.3 one at a time cannot keep up with the sound; how many of them are really
 * in flight is the gate's decision.
 */
export function planFetches(facts: FetchPlanFacts): number[] {
  const horizon = facts.positionSeconds + facts.aheadSeconds;
  const ahead = facts.slots.filter(
    (slot) => slot.sequence >= facts.neededFrom && slot.startSeconds < horizon,
  );
  const inFlight = ahead.filter((slot) => slot.state === 'fetching').length;
  return ahead
    .filter((slot) => slot.state === 'wanted')
    .slice(0, Math.max(0, facts.maxInFlight - inFlight))
    .map((slot) => slot.sequence);
}

/** The slot needed soonest: the first from `neededFrom` on that is neither held nor given up; null when there is none. */
export function soonestNeeded(slots: readonly PlannedSlot[], neededFrom: number): number | null {
  const slot = slots.find(
    ({ sequence, state }) => sequence >= neededFrom && (state === 'wanted' || state === 'fetching'),
  );
  return slot?.sequence ?? null;
}
