import { cachedErrorSpread, fullJitter, retryAfterSpread } from '../network/backoff.ts';
import type { Random } from '../network/random.ts';

/** Milliseconds unless named otherwise. */
export interface PollFacts {
  /** There is a document in hand. */
  readonly loaded: boolean;
  /** What it asks for; null when it does not say. */
  readonly pollSeconds: number | null;
  /** Failures in a row; 0 after an answer that could be read or had not changed. */
  readonly failures: number;
  /** Somebody wants to hear and does not yet. */
  readonly joining: boolean;
  /** The listener hears, and wants to use little data. */
  readonly saving: boolean;
  /** Of the document in hand. */
  readonly degrade: number;
  readonly retryAfterMs: number | null;
  /** For how long a cache may go on giving the same error. */
  readonly cachedErrorMs: number | null;
}

/** Where the document does not say. */
export const DEFAULT_POLL_SECONDS = 20;
/** Chance moves each look by so much either way: a crowd that came together must not ask in step. */
const JITTER = 0.2;

/** From level 3 of `degrade` on everybody asks half as often, and at any level who hears already and saves data. */
const SLOWED_FROM_DEGRADE = 3;
const SLOWED = 2;

/** Without a document nobody knows where to listen: the first steps are short, and the waits stay bearable. */
const FIRST_BACKOFF_MS = 2_000;
const FIRST_CAP_MS = 30_000;
/** With one in hand nothing is lost by waiting longer. */
const LATER_CAP_POLLS = 4;
/** Full jitter may say "now"; nobody asks again within a second. */
const LEAST_PAUSE_MS = 1_000;

/**
 * How long to wait before the document is asked for again, in milliseconds. Whoever is joining looks at least as often as
 * the document asks for, whatever else holds: it may say that they should wait.
 */
export function pollPauseMs(facts: PollFacts, random: Random): number {
  const { joining } = facts;
  const slowed = !joining && (facts.saving || facts.degrade >= SLOWED_FROM_DEGRADE) ? SLOWED : 1;
  const pollMs = (facts.pollSeconds ?? DEFAULT_POLL_SECONDS) * 1000 * slowed;
  if (facts.failures === 0) return pollMs * (1 - JITTER + (joining ? JITTER : 2 * JITTER) * random());
  const limits = facts.loaded
    ? { baseMs: pollMs, capMs: joining ? pollMs : pollMs * LATER_CAP_POLLS }
    : { baseMs: FIRST_BACKOFF_MS, capMs: FIRST_CAP_MS };
  return Math.max(
    LEAST_PAUSE_MS,
    fullJitter(facts.failures, limits, random),
    facts.retryAfterMs === null ? 0 : retryAfterSpread(facts.retryAfterMs, random),
    facts.cachedErrorMs === null ? 0 : cachedErrorSpread(facts.cachedErrorMs, random),
  );
}
