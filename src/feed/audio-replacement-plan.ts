/** One slot, as the change to another version of the sound sees it. */
export interface ReplaceableSlot {
  readonly sequence: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** It can be asked for in the version that is wanted now. */
  readonly isOffered: boolean;
  /** In hand in another version: to be replaced. */
  readonly isOld: boolean;
}

export interface ReplacementFacts {
  /** In order of time. */
  readonly slots: readonly ReplaceableSlot[];
  readonly positionSeconds: number;
  /** Numbers of slots that have come in the wanted version and wait for their place. */
  readonly ready: ReadonlySet<number>;
  /** Numbers of slots that could not be had in it. */
  readonly failed: ReadonlySet<number>;
  readonly targetDurationSeconds: number;
  /** How often the playhead was there before the sound. */
  readonly misses: number;
  /** Nothing has been given to the player yet. */
  readonly isUntouched: boolean;
}

export type ReplacementPlan =
  /** Nothing in hand is of another version: from here on all that comes is the wanted one. */
  | { readonly kind: 'done' }
  /** So far nothing that could be replaced is offered. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'fetch'; readonly fromSequence: number; readonly sequences: readonly number[] }
  /** The change can be made at the beginning of this slot. */
  | { readonly kind: 'change'; readonly fromSequence: number };

/** A player that is built anew needs so much before it, or the change would come too late for its own place. */
const MARGIN_SECONDS = 1;
/** In hand before the change, in target durations: a change on a single segment would fall silent behind it on a slow line. */
const WANTED_TARGET_DURATIONS = 1.5;

/** Whether a change can be made at the beginning of this slot. */
export function isAhead(
  { startSeconds }: Pick<ReplaceableSlot, 'startSeconds'>,
  positionSeconds: number,
): boolean {
  return startSeconds >= positionSeconds + MARGIN_SECONDS;
}

/**
 * Where and when the sound changes: at the first segment boundary ahead of the playhead from which on the wanted version
 * can be had, as soon as two segments of it are there. A line that is too slow for that gets a place further ahead each
 * time.
 */
export function planReplacement(facts: ReplacementFacts): ReplacementPlan {
  const { slots, positionSeconds, ready, failed, targetDurationSeconds, misses, isUntouched } = facts;
  const marginSeconds = isUntouched ? -Infinity : MARGIN_SECONDS + misses * targetDurationSeconds;
  const ahead = slots.filter(({ startSeconds }) => startSeconds >= positionSeconds + marginSeconds);
  if (!ahead.some(({ isOld }) => isOld)) {
    // Near enough to be heard out, or there is none: further ahead the playhead is only waited for.
    const isOldNear = slots.some(({ isOld, startSeconds }) => isOld && startSeconds > positionSeconds);
    return isOldNear && misses > 0 ? { kind: 'wait' } : { kind: 'done' };
  }
  const start = ahead.findIndex(
    ({ sequence, isOffered, isOld }) => isOld && isOffered && !failed.has(sequence),
  );
  const first = ahead[start];
  if (first === undefined) return { kind: 'wait' };
  if (isUntouched) return { kind: 'change', fromSequence: first.sequence };
  let seconds = 0;
  const missing: number[] = [];
  for (const { sequence, durationSeconds, isOffered, isOld } of ahead.slice(start)) {
    if (!isOffered || failed.has(sequence) || seconds >= WANTED_TARGET_DURATIONS * targetDurationSeconds)
      break;
    seconds += durationSeconds;
    if (isOld && !ready.has(sequence)) missing.push(sequence);
  }
  return missing.length === 0
    ? { kind: 'change', fromSequence: first.sequence }
    : { kind: 'fetch', fromSequence: first.sequence, sequences: missing };
}
