import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import { parseRetryAfter } from '../network/retry-after.ts';
import type { PostOutcome } from './post-pause.ts';

/** A collector that needs longer is in trouble. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Sends one body (`application/cmcd`, CTA-5004-B event mode) and tells what became of it; never rejects. `keepalive`,
 * because any of them may be the last before the page is closed; `low`, because sound goes first; without cookies and
 * without the page's address.
 */
export async function postReports(
  url: string,
  body: string,
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
): Promise<PostOutcome> {
  const abort = new AbortController();
  const cancelTimer = clock.setTimer(() => abort.abort(), ANSWER_WITHIN_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/cmcd' },
      body,
      signal: abort.signal,
      keepalive: true,
      priority: 'low',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    // Read to its end, so that the connection can be used again.
    await response.arrayBuffer().catch(() => undefined);
    return {
      kind: 'answered',
      status: response.status,
      retryAfterMs: parseRetryAfter(response.headers.get('Retry-After'), clock.wallNow()),
    };
  } catch {
    return { kind: 'unanswered' };
  } finally {
    cancelTimer();
  }
}
