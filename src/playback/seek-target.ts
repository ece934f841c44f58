/** What the clamping of a seek depends on. Seconds are of the feed's timeline. */
export interface SeekTargetFacts {
  readonly wantedSeconds: number;
  /** The playhead. */
  readonly fromSeconds: number;
  readonly seekableFromSeconds: number | null;
  readonly edgeSeconds: number | null;
  /** How far behind the edge to stay while more is coming. */
  readonly distanceSeconds: number;
  /** No more is coming: everything up to the edge can be heard. */
  readonly ended: boolean;
}

/**
 * The moment that a seek leads to; null when there is nothing to seek in, or no number was asked for. Never nearer to
 * the live edge than a player should be, unless the playhead is there already: a step forward never leads back.
 */
export function seekTarget(facts: SeekTargetFacts): number | null {
  const { wantedSeconds, fromSeconds, seekableFromSeconds, edgeSeconds } = facts;
  if (Number.isNaN(wantedSeconds) || seekableFromSeconds === null || edgeSeconds === null) return null;
  const liveSeconds = facts.ended ? edgeSeconds : edgeSeconds - facts.distanceSeconds;
  const latestSeconds = Math.max(liveSeconds, Math.min(fromSeconds, edgeSeconds), seekableFromSeconds);
  return Math.min(latestSeconds, Math.max(seekableFromSeconds, wantedSeconds));
}
