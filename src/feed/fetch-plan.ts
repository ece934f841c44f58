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
  /** How many seconds of sound to have or to fetch, from `neededFrom` on. */
  readonly aheadSeconds: number;
  readonly maxInFlight: number;
}

/**
 * Which slots to begin fetching now, soonest first. Several wanted segments are tried together, because when an
 * attempt succeeds with probability 0.3 one at a time cannot keep up with the sound; how many of them are really
 * in flight is the gate's decision.
 */
export function planFetches(facts: FetchPlanFacts): number[] {
  const ahead: PlannedSlot[] = [];
  let seconds = 0;
  for (const slot of facts.slots) {
    // What is known to be lost is passed over in no time and is no reason to fetch less of what comes after it.
    if (slot.sequence < facts.neededFrom || slot.state === 'gap') continue;
    if (seconds >= facts.aheadSeconds) break;
    seconds += slot.durationSeconds;
    ahead.push(slot);
  }
  const inFlight = ahead.filter((slot) => slot.state === 'fetching').length;
  return ahead
    .filter((slot) => slot.state === 'wanted')
    .slice(0, Math.max(0, facts.maxInFlight - inFlight))
    .map((slot) => slot.sequence);
}

export interface TransferOutlook {
  /** Bytes that are still to come; null while the size is not known. */
  readonly remainingBytes: number | null;
  /** What the same sound would take in the rendition that is wanted now. */
  readonly smallerBytes: number;
  /** Until the playhead gets there. */
  readonly secondsLeft: number;
  /** What the line carries, shared by all transfers under way; null before it has been measured. */
  readonly throughputBps: number | null;
  readonly transfers: number;
}

/**
 * True when a segment that was asked for in better days comes too late at this rate, and begun anew in a smaller
 * rendition it would come sooner. What is thrown away is the price of not falling silent.
 */
export function isWorthAbandoning(outlook: TransferOutlook): boolean {
  const { remainingBytes, smallerBytes, secondsLeft, throughputBps, transfers } = outlook;
  if (remainingBytes === null || throughputBps === null || remainingBytes <= smallerBytes) return false;
  return (remainingBytes * 8 * transfers) / throughputBps > secondsLeft;
}

/** On a line that carries less than this many times the rendition, more transfers only delay the one needed soonest. */
const NARROW = 2;
/** Two, so that one that is never answered does not hold up everything. */
const NARROW_TRANSFERS = 2;

/** How many segments may be asked for at a time. Refusals and long ways call for many, a narrow line for few. */
export function transfersAtOnce(
  throughputBps: number | null,
  bandwidthBps: number | null,
  most: number,
): number {
  const isNarrow = throughputBps !== null && bandwidthBps !== null && throughputBps < NARROW * bandwidthBps;
  return isNarrow ? NARROW_TRANSFERS : most;
}

/** The slot needed soonest: the first from `neededFrom` on that is neither held nor given up; null when there is none. */
export function soonestNeeded(slots: readonly PlannedSlot[], neededFrom: number): number | null {
  const slot = slots.find(
    ({ sequence, state }) => sequence >= neededFrom && (state === 'wanted' || state === 'fetching'),
  );
  return slot?.sequence ?? null;
}
