import type { Random } from '../network/random.ts';

/** First look again after a "not there yet": soon, for a talk that is about to start. */
const FIRST_WAIT_MS = 2_000;
/** Nobody who has waited for a minute minds six seconds more; a crowd that is told "now" must not be late by ten. */
const SHARE_OF_WAITED = 0.1;

/**
 * How long to wait before asking again for a broadcast that has not started, when one has waited so long already.
 * Grows to `capMs` and is spread over the upper half of it: everybody waits about as long, nobody together, and a
 * shared cache in front of the origin is asked by each client at most twice per `capMs`.
 */
export function notStartedDelayMs(waitedMs: number, capMs: number, random: Random): number {
  const ceiling = Math.min(capMs, Math.max(FIRST_WAIT_MS, waitedMs * SHARE_OF_WAITED));
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** How long to wait before asking again for something that is listed and missing: a few times a target duration. */
export function missingDelayMs(targetDurationSeconds: number, random: Random): number {
  return (targetDurationSeconds * 1000 * (1 + random())) / 5;
}

/**
 * An HTML page with status 200 may be an overloaded host or a captive portal, which pass, or a wrong address,
 * which does not. Before anything has been right at this address, this many in a row are taken for the latter.
 */
const PAGES_BEFORE_GIVING_UP = 5;
/** Five answers may come within two seconds: a host that is busy for a moment is no wrong address. */
const PAGES_FOR_AT_LEAST_MS = 15_000;

/** Whether so many pages in a row, the first of them so long ago, mean a wrong address. */
export function isWrongAddress(pages: number, forMs: number): boolean {
  return pages >= PAGES_BEFORE_GIVING_UP && forMs >= PAGES_FOR_AT_LEAST_MS;
}

/**
 * True for a segment that is not worth a request any more. An origin keeps what it has taken out of its playlist for as
 * long as the segment and the playlist last (RFC 8216bis 6.2.2); who comes back from half an hour's pause must not ask
 * for hundreds of segments that are known to be gone.
 */
export function isLongGone(facts: {
  readonly endSeconds: number;
  readonly durationSeconds: number;
  /** Of the newest playlist. */
  readonly listedFromSeconds: number;
  readonly listedToSeconds: number;
}): boolean {
  const keptSeconds = facts.listedToSeconds - facts.listedFromSeconds + facts.durationSeconds;
  return facts.endSeconds < facts.listedFromSeconds - keptSeconds;
}

export type MissingSegmentVerdict =
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'gap'; readonly reason: 'expired' | 'missing' };

/**
 * A missing segment is settled so many target durations before the playhead is there: the player must know of the hole,
 * and have what lies behind it, in time.
 */
const SETTLED_AHEAD_TARGET_DURATIONS = 2;
/** Each look at a segment that has been missing for long takes this share of the time that is left. */
const SHARE_OF_TIME_LEFT = 0.5;

/**
 * What a 404 or 410 on a segment means. Listed segments may lag behind their playlist in a busy origin's
 * caches, so one target duration is granted, and more while nobody needs it yet: then ever closer looks, some five of
 * them. One that is listed no more will never come.
 */
export function missingSegmentVerdict(
  facts: {
    readonly listed: boolean;
    readonly missingForMs: number;
    readonly targetDurationSeconds: number;
    /** From the playhead to this segment. */
    readonly secondsAhead: number;
  },
  random: Random,
): MissingSegmentVerdict {
  const { targetDurationSeconds } = facts;
  if (!facts.listed) return { kind: 'gap', reason: 'expired' };
  const soonMs = missingDelayMs(targetDurationSeconds, random);
  if (facts.missingForMs < targetDurationSeconds * 1000) return { kind: 'retry', afterMs: soonMs };
  const leftMs = (facts.secondsAhead - SETTLED_AHEAD_TARGET_DURATIONS * targetDurationSeconds) * 1000;
  if (leftMs <= 0) return { kind: 'gap', reason: 'missing' };
  return { kind: 'retry', afterMs: Math.max(soonMs, leftMs * SHARE_OF_TIME_LEFT) };
}

/**
 * Whether a segment that has come as nonsense so often, for so long, will never come otherwise: an object that is broken
 * where it is kept, not a busy host that answers with its page now and then.
 */
export function isHopeless(times: number, forMs: number, targetDurationSeconds: number): boolean {
  return times >= NONSENSE_BEFORE_GIVING_UP && forMs >= targetDurationSeconds * 1000;
}
/** Where every second answer is a page, one segment in sixty meets so many in a row. */
const NONSENSE_BEFORE_GIVING_UP = 6;

/**
 * An ENDLIST may be the mistake of a packager that restarts, or of a cache. It is believed when it has stood for so
 * long: about what a listener still has in hand, so that the end is told when the last word has been heard.
 */
const ENDLIST_BELIEVED_AFTER_MS = 30_000;
/** An EVENT playlist is closed by its packager's last act; two target durations show that it was meant. */
const EVENT_ENDLIST_TARGET_DURATIONS = 2;
/** Then it is still looked at now and then, for whoever stayed: a mistake of minutes has been seen to be taken back. */
const LOOK_AGAIN_MS = 10_000;
const LOOK_AGAIN_FOR_MS = 5 * 60_000;

export interface EndingVerdict {
  readonly isOver: boolean;
  /** Once it is over, the least time until another look; null when none is worth it. */
  readonly lookAgainMs: number | null;
}

/** What an ENDLIST that has stood for `forMs` (null: there is none) means for a broadcast. */
export function endingVerdict(facts: {
  readonly forMs: number | null;
  readonly playlistType: 'VOD' | 'EVENT' | null;
  readonly targetDurationSeconds: number;
  /** It has been seen without: what never was is a recording. */
  readonly wasLive: boolean;
}): EndingVerdict {
  const { forMs, playlistType } = facts;
  if (forMs === null) return { isOver: false, lookAgainMs: 0 };
  if (playlistType === 'VOD') return { isOver: true, lookAgainMs: null };
  const eventMs = EVENT_ENDLIST_TARGET_DURATIONS * facts.targetDurationSeconds * 1000;
  const liveMs = playlistType === 'EVENT' ? eventMs : ENDLIST_BELIEVED_AFTER_MS;
  const believedAfterMs = facts.wasLive ? liveMs : 0;
  return {
    isOver: forMs >= believedAfterMs,
    lookAgainMs: forMs < believedAfterMs + LOOK_AGAIN_FOR_MS ? LOOK_AGAIN_MS : null,
  };
}
