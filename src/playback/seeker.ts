import type { Feed } from '../feed/feed.ts';
import type { Clock } from '../network/clock.ts';
import { liveJump } from './live-jump.ts';
import { seekTarget } from './seek-target.ts';

/** In hand at the place of a jump before the player follows, in target durations; less after twice that time. */
const FOLLOW_TARGET_DURATIONS = 1.5;
/** More segments than this are not made gaps of one by one: the player gets a playlist that begins behind them. */
const MOST_PASSED_OVER = 32;

type SoughtFeed = Pick<
  Feed,
  'snapshot' | 'seekPlace' | 'goTo' | 'beginAt' | 'movePlayhead' | 'giveUp' | 'inHandSeconds'
>;

export interface SeekerOptions {
  readonly clock: Clock;
  positionSeconds(): number;
  /** There has been sound. */
  hasMoved(): boolean;
  targetDurationSeconds(): number;
  /** How far behind the edge "live" is. */
  liveDistanceSeconds(): number;
  /** To a place that the player's playlist has. */
  moveTo(positionSeconds: number): void;
  /** The player is to be made anew: its playlist begins at this place from now on. */
  beginAt(positionSeconds: number): void;
}

/**
 * Brings the listener to other moments of the broadcast: the feed goes there first, and the player follows when there is
 * something to hear. Until then what was heard goes on.
 */
export interface Seeker {
  seek(feed: SoughtFeed, wantedSeconds: number): void;
  jumpToLive(feed: SoughtFeed): void;
  /** Call a few times a second. */
  follow(feed: SoughtFeed): void;
  /** Where the listener wants to be; null when they are there. */
  wantedSeconds(): number | null;
  reset(): void;
}

interface Aim {
  readonly toSeconds: number;
  readonly sinceMs: number;
  /** `past`: being further on is as good. */
  readonly kind: 'exactly' | 'past';
}

export function createSeeker(options: SeekerOptions): Seeker {
  const { clock } = options;
  let aim: Aim | null = null;

  const isEnough = (feed: SoughtFeed, toSeconds: number, sinceMs: number): boolean => {
    const inHandSeconds = feed.inHandSeconds(toSeconds);
    const patienceSeconds = FOLLOW_TARGET_DURATIONS * options.targetDurationSeconds();
    const isWhole = feed.snapshot().ended && inHandSeconds > 0;
    const hasWaited = (clock.now() - sinceMs) / 1000 >= 2 * patienceSeconds;
    return inHandSeconds >= patienceSeconds || isWhole || (inHandSeconds > 0 && hasWaited);
  };

  /** Over gaps on the way, within the playlist that the player has. */
  const followPast = (feed: SoughtFeed, { toSeconds, sinceMs }: Aim) => {
    const isThere = options.positionSeconds() >= toSeconds;
    if (!isThere && !isEnough(feed, toSeconds, sinceMs)) return;
    aim = null;
    if (!isThere) options.moveTo(toSeconds);
  };

  const followExactly = (feed: SoughtFeed, { toSeconds, sinceMs }: Aim) => {
    const place = feed.seekPlace(toSeconds);
    if (place === null) {
      aim = null;
      return;
    }
    const { positionSeconds, isListed } = place;
    if (positionSeconds !== toSeconds) {
      // What lay there is lost: on to the next sound.
      aim = { kind: 'exactly', toSeconds: positionSeconds, sinceMs };
      if (!isListed) feed.goTo(positionSeconds);
    }
    if (isListed) {
      aim = null;
      options.moveTo(positionSeconds);
    } else if (isEnough(feed, positionSeconds, sinceMs)) {
      aim = null;
      options.beginAt(positionSeconds);
    }
  };

  const follow = (feed: SoughtFeed) => {
    if (aim === null) return;
    if (aim.kind === 'past') followPast(feed, aim);
    else followExactly(feed, aim);
  };

  const goTo = (feed: SoughtFeed, wantedSeconds: number) => {
    const place = feed.seekPlace(wantedSeconds);
    if (place === null) return;
    const { positionSeconds } = place;
    aim = { kind: 'exactly', toSeconds: positionSeconds, sinceMs: clock.now() };
    feed.goTo(positionSeconds);
    if (options.hasMoved()) {
      follow(feed);
      return;
    }
    // Nothing is heard yet that would have to go on meanwhile.
    aim = null;
    options.beginAt(positionSeconds);
  };

  return {
    seek(feed, wantedSeconds) {
      const { seekableFromSeconds, edgeSeconds, ended } = feed.snapshot();
      const target = seekTarget({
        wantedSeconds,
        fromSeconds: options.positionSeconds(),
        seekableFromSeconds,
        edgeSeconds,
        distanceSeconds: options.liveDistanceSeconds(),
        ended,
      });
      if (target !== null) goTo(feed, target);
    },
    jumpToLive(feed) {
      if (!options.hasMoved()) return;
      const found = liveJump(feed.snapshot(), options.positionSeconds(), options.liveDistanceSeconds());
      if (found === null) {
        // One is there; what was sought before that is not wanted any more.
        aim = null;
        return;
      }
      const { targetSeconds, passOverSeconds } = found;
      if (passOverSeconds.length > MOST_PASSED_OVER) {
        goTo(feed, targetSeconds);
        return;
      }
      aim = { kind: 'past', toSeconds: targetSeconds, sinceMs: clock.now() };
      // First there, so that nothing on the way is begun any more.
      feed.movePlayhead({ positionSeconds: targetSeconds, heard: true });
      for (const seconds of passOverSeconds) feed.giveUp(seconds, 'passed-over');
      follow(feed);
    },
    follow,
    wantedSeconds: () => aim?.toSeconds ?? null,
    reset() {
      aim = null;
    },
  };
}
