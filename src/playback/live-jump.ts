import type { FeedSnapshot } from '../feed/feed-snapshot.ts';

/** How to get to the live edge minus the hold-back. Seconds are of the feed's timeline. */
export interface LiveJump {
  readonly targetSeconds: number;
  /** A moment in each segment on the way that is not in hand: nobody needs these any more. */
  readonly passOverSeconds: readonly number[];
}

/** A jump over less than this is none. */
const LEAST_JUMP_SECONDS = 1;

/**
 * Where a jump to live leads from here, or null when one is there already. It need not be in hand: the feed goes there
 * first, and the element follows when there is something to hear.
 */
export function liveJump(
  feed: Pick<FeedSnapshot, 'slots' | 'edgeSeconds'>,
  fromSeconds: number,
  distanceSeconds: number,
): LiveJump | null {
  const { slots, edgeSeconds } = feed;
  if (edgeSeconds === null) return null;
  const wantedSeconds = edgeSeconds - distanceSeconds;
  const target = slots.find((slot) => slot.startSeconds + slot.durationSeconds > wantedSeconds);
  if (target === undefined) return null;
  // What has to be fetched is fetched from its beginning: then the whole of it can be heard.
  const targetSeconds =
    target.state.kind === 'held' ? Math.max(target.startSeconds, wantedSeconds) : target.startSeconds;
  if (targetSeconds <= fromSeconds + LEAST_JUMP_SECONDS) return null;
  const passOverSeconds = slots
    .filter(({ startSeconds, durationSeconds, state }) => {
      const isOnTheWay = startSeconds + durationSeconds > fromSeconds && startSeconds < target.startSeconds;
      return isOnTheWay && (state.kind === 'wanted' || state.kind === 'fetching');
    })
    .map(({ startSeconds, durationSeconds }) => startSeconds + durationSeconds / 2);
  return { targetSeconds, passOverSeconds };
}

/** Where playing can begin, at or after this place: gaps are passed over. */
export function afterGaps(feed: Pick<FeedSnapshot, 'slots'>, fromSeconds: number): number {
  let at = fromSeconds;
  for (const { startSeconds, durationSeconds, state } of feed.slots) {
    const endSeconds = startSeconds + durationSeconds;
    if (endSeconds <= at || startSeconds > at) continue;
    if (state.kind !== 'gap') break;
    at = endSeconds;
  }
  return at;
}
