import type { Clock } from '../network/clock.ts';
import { parseRetryAfter } from '../network/retry-after.ts';

/** Why the collector did not give what it was asked for. */
export type Refusal =
  | { readonly kind: 'token' }
  /** `retryAfterMs`: as asked for; null if nothing was. */
  | { readonly kind: 'limited'; readonly retryAfterMs: number | null }
  /** `status` is null where there was no answer. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly message: string };

/** What an answer that is none of ours says. */
export async function refusalOf(response: Response, clock: Clock): Promise<Refusal> {
  if (response.status === 401) return { kind: 'token' };
  const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), clock.wallNow());
  if (response.status === 429) return { kind: 'limited', retryAfterMs };
  return { kind: 'failed', status: response.status, message: await messageOf(response) };
}

/** What `{ error: { message } }` says; empty for anything else. */
export async function messageOf(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : '';
  } catch {
    return '';
  }
}
