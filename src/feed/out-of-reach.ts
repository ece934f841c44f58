/** A segment that is not in hand, with the pathways that have it in the rendition that is asked for. */
interface SoughtSlot {
  readonly sequence: number;
  readonly startSeconds: number;
  readonly pathwayIds: readonly string[];
}

export interface ReachFacts {
  readonly sought: readonly SoughtSlot[];
  /** The newest segment that the pathway lists which is followed; null when it lists none. */
  readonly followedUntil: number | null;
  readonly followedId: string;
  /** A pathway fails, or lets nothing start for so many milliseconds. */
  isFailing(pathwayId: string, forMs: number): boolean;
  readonly positionSeconds: number;
  readonly targetDurationSeconds: number;
}

/**
 * Segments that only pathways have that fail, while the one that is followed lists what comes after: they slid out of
 * its window before they were seen there. Nobody says 404 for them, so they would be waited for without end. As long as
 * the playhead is not within a target duration of one, a pathway that has it may come back.
 */
export function outOfReach(facts: ReachFacts): number[] {
  const { followedUntil, followedId, positionSeconds, targetDurationSeconds } = facts;
  return facts.sought
    .filter(({ sequence, startSeconds, pathwayIds }) => {
      const isPassed = followedUntil !== null && sequence < followedUntil && !pathwayIds.includes(followedId);
      return (
        isPassed &&
        pathwayIds.length > 0 &&
        startSeconds - positionSeconds <= targetDurationSeconds &&
        pathwayIds.every((id) => facts.isFailing(id, targetDurationSeconds * 1000))
      );
    })
    .map(({ sequence }) => sequence);
}
