const SECOND_MS = 1000;

/** Nobody means more than a day by it; the gate keeps far less anyway (backoff.ts, MAX_CLOSED_MS). */
const LONGEST_MS = 86_400_000;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The three forms of RFC 9110 5.6.7. The day name is not checked: it adds nothing to the date. */
const HTTP_DATES = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  /^[A-Z][a-z]{2}, (?<day>\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  // Sunday, 06-Nov-94 08:49:37 GMT
  /^[A-Z][a-z]{5,8}, (?<day>\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  // Sun Nov  6 08:49:37 1994
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
];

/**
 * `Retry-After` (RFC 9110 10.2.3) as a delay in milliseconds from now; null when there is none or when it
 * says nothing that can be understood.
 *
 * Delta-seconds may carry a fraction, which some servers send, and may come twice, from the origin and from
 * a cache before it: the longest counts. A date that has passed means 0. A negative number is nonsense.
 * More than a day is read as a day. A date is best measured against the answer's own `Date` where that is
 * visible, which takes a wrong clock on this side out of the sum.
 */
export function parseRetryAfter(value: string | null, wallNowMs: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?)*$/.test(text)) {
    const longestSeconds = Math.max(...text.split(',').map(Number));
    return Math.min(longestSeconds * SECOND_MS, LONGEST_MS);
  }
  const atMs = parseHttpDate(text, wallNowMs);
  return atMs === null ? null : Math.min(Math.max(0, atMs - wallNowMs), LONGEST_MS);
}

/**
 * An HTTP-date (RFC 9110 5.6.7) in milliseconds since the Unix epoch, or null. `Date.parse` would also take
 * what is no HTTP-date, each browser its own way. `wallNowMs` decides the century of a two-digit year.
 */
export function parseHttpDate(text: string, wallNowMs: number): number | null {
  for (const form of HTTP_DATES) {
    const parts = form.exec(text)?.groups;
    if (parts === undefined) continue;
    const month = MONTHS.indexOf(parts['month'] ?? '');
    const day = Number(parts['day']);
    const [hours = 0, minutes = 0, seconds = 0] = (parts['time'] ?? '').split(':').map(Number);
    if (month < 0 || hours > 23 || minutes > 59 || seconds > 60) return null;
    const year = fullYear(parts['year'] ?? '', new Date(wallNowMs).getUTCFullYear());
    const midnight = new Date(Date.UTC(year, month, day));
    if (midnight.getUTCDate() !== day) return null; // 31 Feb
    return midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * SECOND_MS;
  }
  return null;
}

/**
 * RFC 9110 5.6.7: a two-digit year that seems to be more than 50 years ahead is the last one that ended so.
 */
function fullYear(digits: string, thisYear: number): number {
  if (digits.length === 4) return Number(digits);
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}
