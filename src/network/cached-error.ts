/**
 * A longer life of an error is taken for a mistake in somebody's configuration (a site-wide max-age of a
 * year on a 404, say): asking once in two minutes harms nobody and finds the broadcast again.
 */
const LONGEST_MS = 120_000;

/**
 * For how many milliseconds a cache on the way may go on giving this same error (RFC 9111 4.2.1: `s-maxage`
 * or `max-age`, minus `Age`), 0 to 120,000; null when the answer does not say, or when it may not be kept.
 * Asking the same URL earlier only meets the cached error again.
 *
 * `Expires` is left out: it means something only beside `Date`, which is not visible across origins, and
 * CDNs state the life of their errors as `max-age`. Where `Age` is not visible the whole life is waited:
 * too long rather than too short.
 */
export function cachedErrorMs(headers: Headers): number | null {
  const control = headers.get('cache-control')?.toLowerCase() ?? '';
  if (/\b(?:no-store|no-cache|private)\b/.test(control)) return null;
  const lifeSeconds = seconds(control, 's-maxage') ?? seconds(control, 'max-age');
  if (lifeSeconds === null) return null;
  const ageSeconds = /^\d+$/.test(headers.get('age') ?? '') ? Number(headers.get('age')) : 0;
  return Math.min(Math.max(0, lifeSeconds - ageSeconds) * 1000, LONGEST_MS);
}

function seconds(cacheControl: string, directive: string): number | null {
  const digits = new RegExp(`(?:^|[\\s,])${directive}\\s*=\\s*"?(\\d+)`).exec(cacheControl)?.[1];
  return digits === undefined ? null : Number(digits);
}
