import { isGap, type Slot } from './timeline.ts';

export interface JoinWindow {
  /** What the newest playlist lists, in order: what it no longer lists cannot be joined any more. */
  readonly slots: readonly Slot[];
  readonly targetDurationSeconds: number;
  /** HOLD-BACK of the playlist; null when it does not say. */
  readonly holdBackSeconds: number | null;
  /** Old segments go away: neither EVENT nor VOD nor ended. */
  readonly sliding: boolean;
  /** A recording: begin at the beginning. */
  readonly fromStart: boolean;
  /** How far behind the edge to join where the window allows it; a producer may ask for more. */
  readonly wantedSeconds?: number;
}

/**
 * Continuity before latency: joining 12 s behind the edge makes a blackout of 20 s audible though the window offers
 * 24 s (measured). With segments of 4 to 6 s this lands 24 to 30 s behind the edge.
 */
const WANTED_SECONDS = 24;

/** The least that a player should keep behind the end (RFC 8216bis 6.3.3, and HOLD-BACK in 4.4.3.8). */
const TARGET_DURATIONS_BEHIND = 3;

/**
 * The slot to join at; null when there is none that could be played. The wanted distance behind the edge, but at
 * least HOLD-BACK and three target durations; where the window is shorter, as far back as it goes. The oldest slot
 * of a sliding window is about to expire and is taken only if the next one is too near to the edge.
 */
export function joinPosition(window: JoinWindow): Slot | null {
  const slots = window.slots.filter((slot) => !isGap(slot));
  const [oldest, second] = slots;
  if (oldest === undefined || window.fromStart) return oldest ?? null;

  const behindSeconds = (slot: Slot) => edgeSeconds(window.slots) - slot.startSeconds;
  const leastSeconds = TARGET_DURATIONS_BEHIND * window.targetDurationSeconds;
  const wanted = Math.max(window.wantedSeconds ?? WANTED_SECONDS, window.holdBackSeconds ?? 0, leastSeconds);
  const chosen = slots.findLast((slot) => behindSeconds(slot) >= wanted - ROUNDING_SECONDS) ?? oldest;

  const mayLeaveOldest = second !== undefined && behindSeconds(second) >= leastSeconds - ROUNDING_SECONDS;
  return window.sliding && chosen === oldest && mayLeaveOldest ? second : chosen;
}

/** Durations are rounded in playlists: six segments of 3.999 s are 24 s. */
const ROUNDING_SECONDS = 0.1;

function edgeSeconds(slots: readonly Slot[]): number {
  const last = slots.at(-1);
  return last === undefined ? 0 : last.startSeconds + last.durationSeconds;
}
