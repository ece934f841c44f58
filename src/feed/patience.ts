import type { Random } from '../network/random.ts';

/** First look again after a "not there yet": soon, for a talk that is about to start. */
const FIRST_WAIT_MS = 2_000;
const WAIT_GROWTH = 1.5;

/**
 * How long to wait before asking again for a broadcast that has not started. Grows to `capMs` and is spread over
 * the upper half of it: everybody waits about as long, nobody together, and a shared cache in front of
 * the origin is asked by each client at most twice per `capMs`.
 */
export function notStartedDelayMs(polls: number, capMs: number, random: Random): number {
  const ceiling = Math.min(capMs, FIRST_WAIT_MS * WAIT_GROWTH ** polls);
  return ceiling / 2 + (random() * ceiling) / 2;
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
 * What a 404 or 410 on a segment means. Listed segments may lag behind their playlist in a busy origin's
 * caches, so one target duration is granted; one that is listed no more will never come.
 */
export function missingSegmentVerdict(
  facts: {
    readonly listed: boolean;
    readonly missingForMs: number;
    readonly targetDurationSeconds: number;
  },
  random: Random,
): MissingSegmentVerdict {
  if (!facts.listed) return { kind: 'gap', reason: 'expired' };
  const graceMs = facts.targetDurationSeconds * 1000;
  if (facts.missingForMs >= graceMs) return { kind: 'gap', reason: 'missing' };
  return { kind: 'retry', afterMs: (graceMs * (1 + random())) / 5 };
}
