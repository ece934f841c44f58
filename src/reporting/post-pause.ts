import { fullJitter, retryAfterSpread } from '../network/backoff.ts';
import type { Random } from '../network/random.ts';

/** What became of one batch. */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  /** Refused, reset, no CORS, or too slow. */
  | { readonly kind: 'unanswered' };

export type AfterPost =
  | { readonly kind: 'taken' }
  /** The batch is gone; the next one waits so long. */
  | { readonly kind: 'dropped'; readonly pauseMs: number }
  /** No more of it (CTA-5004-B: after 410 Gone nothing more is sent). */
  | { readonly kind: 'over' };

/** Reports may wait long: the figures rest on others meanwhile, and a collector in trouble needs the room. */
const BACKOFF = { baseMs: 2_000, capMs: 60_000 };

/** What follows from an outcome. `failures` in a row, this one included. Nothing is ever sent a second time. */
export function afterPost(outcome: PostOutcome, failures: number, random: Random): AfterPost {
  if (outcome.kind === 'answered') {
    if (outcome.status >= 200 && outcome.status < 300) return { kind: 'taken' };
    if (outcome.status === 410) return { kind: 'over' };
  }
  const retryAfterMs = outcome.kind === 'answered' ? outcome.retryAfterMs : null;
  return {
    kind: 'dropped',
    pauseMs: Math.max(
      fullJitter(failures, BACKOFF, random),
      retryAfterMs === null ? 0 : retryAfterSpread(retryAfterMs, random),
    ),
  };
}
