/**
 * Nothing is shown before so many target durations are in hand: two segments, as a rule. The next segment may be seen
 * one and a half target durations after the one before (RFC 8216bis 6.3.4), so a talk that was begun on a single
 * segment would fall silent with the first word that it waits for.
 */
const BEGIN_WITH_TARGET_DURATIONS = 1.5;
/**
 * A talk in its first seconds has no more than one segment: then this many target durations are waited for, as much
 * as chance adds to the time between two looks, to see the next segment before this one has been heard.
 */
const BEGIN_WITH_ALL_TARGET_DURATIONS = 0.25;
/** Where the next segment is hard to get, waiting longer would only be another silence. */
const BEGIN_ANYWAY_TARGET_DURATIONS = 0.5;

/** How long so much in hand is waited with before the first sound, for more, in milliseconds; 0: it is enough. */
export function beginningWaitMs(facts: {
  readonly heldSeconds: number;
  /** Nothing is listed that is not in hand. */
  readonly isAll: boolean;
  readonly targetDurationSeconds: number;
}): number {
  const { heldSeconds, isAll, targetDurationSeconds } = facts;
  if (heldSeconds >= BEGIN_WITH_TARGET_DURATIONS * targetDurationSeconds) return 0;
  const targetDurations = isAll ? BEGIN_WITH_ALL_TARGET_DURATIONS : BEGIN_ANYWAY_TARGET_DURATIONS;
  return targetDurations * targetDurationSeconds * 1000;
}
