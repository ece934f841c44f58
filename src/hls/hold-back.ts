import { isGap, type Slot } from './timeline.ts';

export interface JoinWindow {
  /** What the newest playlist lists, in order: what it no longer lists cannot be joined any more. */
  readonly slots: readonly Slot[];
  readonly targetDurationSeconds: number;
  /** HOLD-BACK of the playlist; null when it does not say. */
  readonly holdBackSeconds: number | null;
  /** A recording: begin at the beginning. */
  readonly fromStart: boolean;
  /** How far behind the edge to join where the window allows it; a producer may ask for more. */
  readonly wantedSeconds?: number;
}

/**
 * Continuity before latency: what lies between the playhead and the edge is what an outage can last without being
 * heard, and joining 12 s behind the edge makes a blackout of 20 s audible though the window offers 24 s (measured).
 * A listener alone with a talk cannot tell 20 s behind from 56 s, but hears every second of silence; most windows
 * are shorter and decide by themselves. "Jump to live" is there for whoever wants it otherwise.
 */
export const JOIN_WANTED_SECONDS = 56;

/** The least that a player should keep behind the end (RFC 8216bis 6.3.3, and HOLD-BACK in 4.4.3.8). */
const TARGET_DURATIONS_BEHIND = 3;

/**
 * The slot to join at; null when there is none that could be played. The wanted distance behind the edge, but at
 * least HOLD-BACK and three target durations; where the window is shorter, as far back as it goes. The oldest slot
 * is about to leave a sliding window, but may still be asked for as long as the window lasts (RFC 8216bis 6.2.2).
 */
export function joinPosition(window: JoinWindow): Slot | null {
  const slots = window.slots.filter((slot) => !isGap(slot));
  const [oldest] = slots;
  if (oldest === undefined || window.fromStart) return oldest ?? null;

  const behindSeconds = (slot: Slot) => edgeSeconds(window.slots) - slot.startSeconds;
  const leastSeconds = TARGET_DURATIONS_BEHIND * window.targetDurationSeconds;
  const wanted = Math.max(
    window.wantedSeconds ?? JOIN_WANTED_SECONDS,
    window.holdBackSeconds ?? 0,
    leastSeconds,
  );
  return slots.findLast((slot) => behindSeconds(slot) >= wanted - ROUNDING_SECONDS) ?? oldest;
}

/** Durations are rounded in playlists: six segments of 3.999 s are 24 s. */
const ROUNDING_SECONDS = 0.1;

function edgeSeconds(slots: readonly Slot[]): number {
  const last = slots.at(-1);
  return last === undefined ? 0 : last.startSeconds + last.durationSeconds;
}
