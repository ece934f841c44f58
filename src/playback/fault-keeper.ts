import type { Clock } from '../network/clock.ts';
import type { Feed } from '../feed/feed.ts';
import { afterGaps } from './live-jump.ts';
import { mediaRecovery, recentFaults, type MediaFault, type MediaRecovery } from './media-recovery.ts';

type FaultyFeed = Pick<Feed, 'snapshot' | 'giveUp'>;

/** Remembers the faults of one broadcast, and takes out of the feed what cannot be decoded. */
export interface FaultKeeper {
  /** The playhead has moved by so much between two looks; a leap is no sound. */
  moved(seconds: number): void;
  /**
   * A fault: what to do about it, and where (feed time). `atSeconds` is null where the player does not know which
   * segment it was.
   */
  take(
    feed: FaultyFeed,
    atSeconds: number | null,
    playheadSeconds: number,
  ): { readonly recovery: MediaRecovery; readonly atSeconds: number };
  /** Leaves a rendition; true if there is another one to turn to. */
  avoid(feed: FaultyFeed, renditionId: string | null): boolean;
  /** Those that are not left, or all when none is; never empty if `renditions` is not. */
  playable<Rendition extends { readonly id: string }>(renditions: readonly Rendition[]): readonly Rendition[];
}

/** A decoder fails on what comes next, not on what was heard last (about 0.35 s in Chromium). */
const READ_AHEAD_SECONDS = 0.5;
/** Looks come four times a second, and nothing is played faster than 1.1. */
const LEAP_SECONDS = 1;
/** Less is what was left in front of a fault. */
const HEARD_SECONDS = 1;

export function createFaultKeeper(clock: Clock): FaultKeeper {
  let faults: readonly MediaFault[] = [];
  /** Since the last fault. */
  let heardSeconds = 0;
  const avoided = new Set<string>();

  const avoid = (feed: FaultyFeed, renditionId: string | null): boolean => {
    const { renditions } = feed.snapshot();
    if (renditionId === null || renditions.length < 2) return false;
    avoided.add(renditionId);
    const hasOther = renditions.some(({ id }) => !avoided.has(id));
    // When none is left, each may be tried again.
    if (!hasOther) avoided.clear();
    return hasOther;
  };

  /** Gives up the segment at the fault; where that has been done and did not help, what lies about the playhead. */
  const skipSegment = (feed: FaultyFeed, atSeconds: number, playheadSeconds: number): string | null => {
    for (const seconds of [
      atSeconds,
      playheadSeconds,
      afterGaps(feed.snapshot(), playheadSeconds) + READ_AHEAD_SECONDS,
    ]) {
      const heldIn = feed.giveUp(seconds, 'undecodable');
      if (heldIn !== null) return heldIn;
    }
    return null;
  };

  return {
    moved(seconds) {
      if (seconds > 0 && seconds < LEAP_SECONDS) heardSeconds += seconds;
    },
    take(feed, knownSeconds, playheadSeconds) {
      const atMs = clock.now();
      const atSeconds = knownSeconds ?? playheadSeconds + READ_AHEAD_SECONDS;
      const fault: MediaFault = { atMs, atSeconds, heardBefore: heardSeconds >= HEARD_SECONDS };
      const recovery = mediaRecovery(faults, fault);
      faults = [...recentFaults(faults, atMs), fault];
      heardSeconds = 0;
      if (recovery.kind === 'skip' || recovery.kind === 'other-rendition') {
        const heldIn = skipSegment(feed, atSeconds, playheadSeconds);
        if (recovery.kind === 'other-rendition') avoid(feed, heldIn);
      }
      return { recovery, atSeconds };
    },
    avoid,
    playable(renditions) {
      const left = renditions.filter(({ id }) => !avoided.has(id));
      return left.length > 0 ? left : renditions;
    },
  };
}
