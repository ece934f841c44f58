/** More than this is no faster over one line, and unfair to those beside us. */
const MOST = 4;
/** Before anything is known: init and first segment together. */
const INITIAL = 2;
/**
 * Added by a success, and the share left by requests that failed together (additive increase,
 * multiplicative decrease: Chiu and Jain, 1989). The two balance where one request in four succeeds.
 * Halving would bring four down to one where a third still gets through, and there several requests at each
 * opening are what keeps the sound going.
 */
const INCREASE = 1;
const DECREASE = 0.75;
/** Never under two while there is little audio in hand (DESIGN.md, Concurrency). */
const URGENT_FLOOR = 2;
/** Whoever joins yields to those who listen. */
const JOINING_CEILING = 2;

export interface ConcurrencyState {
  /** 1 to 4, with a fraction. */
  readonly level: number;
  /** Tick of the newest failure that took away. Requests that fail together count once. */
  readonly takenTick: number;
}

export function createConcurrency(): ConcurrencyState {
  return { level: INITIAL, takenTick: 0 };
}

export function onSuccess(state: ConcurrencyState): ConcurrencyState {
  return { ...state, level: Math.min(MOST, state.level + INCREASE) };
}

/** A refusal or a timeout. Ticks count the starts and ends of the gate's requests, see gate-health.ts. */
export function onFailure(state: ConcurrencyState, startedTick: number, tick: number): ConcurrencyState {
  if (startedTick < state.takenTick) return state;
  return { level: Math.max(1, state.level * DECREASE), takenTick: tick };
}

/** How many media requests may be in flight: 1 to 4. */
export function mediaLimit(state: ConcurrencyState, mode: { joining: boolean; urgent: boolean }): number {
  const level = Math.floor(state.level);
  if (mode.joining) return Math.min(JOINING_CEILING, level);
  return mode.urgent ? Math.max(URGENT_FLOOR, level) : level;
}
