import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http-error.ts';

const WRONG_TOKENS_A_MINUTE = 10;
const MINUTE_MS = 60_000;
/** Callers that are told apart while they guess. Beyond that they share one count. */
const MAX_CALLERS = 1000;

/** 256 bits, for an address bar. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

export interface TokenCheck {
  /**
   * Throws an HttpError, 401 or 429, unless the Authorization header carries the token. `caller` is the address it came
   * from: it is kept for a minute at most, as a hash under a key that nobody knows.
   */
  check(authorization: string | undefined, caller: string, nowMs: number): void;
}

interface Guesses {
  readonly sinceMs: number;
  readonly count: number;
}

export function createTokenCheck(token: string): TokenCheck {
  const key = randomBytes(32);
  // Two hashes are of one length, and how much of them agrees tells nothing about the token.
  const hash = (text: string) => createHmac('sha256', key).update(text).digest();
  const expected = hash(token);
  const guesses = new Map<string, Guesses>();

  function guessesOf(name: string, nowMs: number): Guesses {
    const present = guesses.get(name);
    return present !== undefined && nowMs - present.sinceMs < MINUTE_MS
      ? present
      : { sinceMs: nowMs, count: 0 };
  }

  function forgetOld(nowMs: number): void {
    for (const [name, { sinceMs }] of guesses) if (nowMs - sinceMs >= MINUTE_MS) guesses.delete(name);
  }

  return {
    check(authorization, caller, nowMs) {
      forgetOld(nowMs);
      const own = hash(caller).toString('base64url');
      const name = guesses.has(own) || guesses.size < MAX_CALLERS ? own : 'others';
      const before = guessesOf(name, nowMs);
      if (before.count >= WRONG_TOKENS_A_MINUTE) {
        const seconds = Math.max(1, Math.ceil((before.sinceMs + MINUTE_MS - nowMs) / 1000));
        throw new HttpError(429, 'token', 'Too many wrong tokens; wait a minute.', {
          'Retry-After': String(seconds),
        });
      }
      const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
      if (timingSafeEqual(hash(given), expected)) return;
      // Whoever sends none is not guessing: a page that was opened without its address.
      if (given !== '') guesses.set(name, { sinceMs: before.sinceMs, count: before.count + 1 });
      throw new HttpError(401, 'token', 'This needs the producer token.', { 'WWW-Authenticate': 'Bearer' });
    },
  };
}
