import type { SlotView } from '../../src/feed/feed-snapshot.ts';

export interface PlayheadStep {
  readonly positionSeconds: number;
  /** Sound that was passed over on the way; less than was asked for where there is no more. */
  readonly heardSeconds: number;
}

/** Sums of durations may miss the next segment's start by this much (seconds). */
const ROUNDING_SECONDS = 1e-6;

/**
 * Moves a playhead over a feed's timeline (seconds): through what is held, over gaps that have something held behind
 * them, and not a step into anything else. Nothing after `lastSequence` counts: the player has not been given it.
 */
export function moveOn(
  slots: readonly SlotView[],
  fromSeconds: number,
  seconds: number,
  lastSequence = Infinity,
): PlayheadStep {
  let positionSeconds = fromSeconds;
  let leftSeconds = seconds;
  for (const { sequence, startSeconds, durationSeconds, state } of slots) {
    const endSeconds = startSeconds + durationSeconds;
    if (endSeconds <= positionSeconds + ROUNDING_SECONDS || state.kind === 'gap') continue;
    if (leftSeconds <= 0 || state.kind !== 'held' || sequence > lastSequence) break;
    positionSeconds = Math.max(positionSeconds, startSeconds);
    const stepSeconds = Math.min(leftSeconds, endSeconds - positionSeconds);
    positionSeconds += stepSeconds;
    leftSeconds -= stepSeconds;
  }
  return { positionSeconds, heardSeconds: seconds - leftSeconds };
}
