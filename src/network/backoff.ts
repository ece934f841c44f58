import type { Random } from './random.ts';

/** First step of every backoff: long enough for a queue to drain, short enough not to be heard. */
export const BACKOFF_BASE_MS = 500;

/**
 * Before the first sound nothing falls silent by waiting. A crowd that is refused all at once comes back over a second and
 * a half, and at last over twenty: with the waits of those who listen, eight million who join an origin that carries a tenth of
 * them ask for seven times what it can give, with these for less than six (e2e/simulate/README.md).
 */
export const JOIN_BASE_MS = 1500;
export const JOIN_CAP_MS = 20_000;

/**
 * Longest of our own waits while listening: an origin that is back must be found while audio is still in
 * hand.
 */
const BACKOFF_CAP_MS = 10_000;

/**
 * Longest time that a gate stays closed at an origin's word, before the spread. Whoever says more cannot
 * mean a live broadcast.
 */
const MAX_CLOSED_MS = 120_000;

/** Share of a Retry-After by which clients that were told the same number come back apart. */
const RETRY_AFTER_SPREAD = 0.25;

/** Clients that met one cached error are all told the same instant, however little of its life is left. */
const CACHED_ERROR_SPREAD_MS = 1000;

/** Share of a wait for a token by which clients that one failure has brought into step come apart again. */
const TOKEN_SPREAD = 0.5;

/** More failures in a row than the gate has seen before a transfer slows down by itself. */
const OWN_PACE_AFTER = 2;

export interface BackoffLimits {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * Full jitter: uniform in [0, min(cap, base · 2^(failures − 1))) milliseconds; 0 for no failure.
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog.
 */
export function fullJitter(failures: number, { baseMs, capMs }: BackoffLimits, random: Random): number {
  return failures < 1 ? 0 : random() * Math.min(capMs, baseMs * 2 ** (failures - 1));
}

/**
 * A Retry-After as this client keeps it: at least what was asked for, up to 120 s of it, plus a random 0 to
 * 25 %. The spread lies outside of the cap: a crowd told "120" or "3600" must not come back in one instant
 * either.
 */
export function retryAfterSpread(retryAfterMs: number, random: Random): number {
  return Math.min(retryAfterMs, MAX_CLOSED_MS) * (1 + RETRY_AFTER_SPREAD * random());
}

/** How long to wait for a token that is there in `waitMs`, spread. Milliseconds. */
export function tokenSpread(waitMs: number, random: Random): number {
  return waitMs * (1 + TOKEN_SPREAD * random());
}

/** When to ask a URL again whose error a cache keeps for `cachedMs`: after that, spread. Milliseconds. */
export function cachedErrorSpread(cachedMs: number, random: Random): number {
  return cachedMs + random() * Math.max(CACHED_ERROR_SPREAD_MS, RETRY_AFTER_SPREAD * cachedMs);
}

/**
 * How long one transfer waits of its own accord before it tries again, in milliseconds. In an outage the
 * gate sets the pace for everybody and this is next to nothing; it grows when this URL fails while others
 * on the same pathway are answered.
 */
export function ownPace(ownFailures: number, gateFailures: number, random: Random): number {
  if (ownFailures < 1) return 0;
  const failuresOfItsOwn = ownFailures - gateFailures - OWN_PACE_AFTER;
  const steps = gateFailures === 0 ? Math.max(1, failuresOfItsOwn) : failuresOfItsOwn;
  return fullJitter(steps, { baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_CAP_MS }, random);
}
