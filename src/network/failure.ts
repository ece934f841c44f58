/**
 * What went wrong with one attempt, as far as a single answer can tell. What it means (a 404 may be "not
 * started", "not there yet" or "expired") is decided by whoever knows what was asked for.
 */
export type FailureKind =
  /** 429, 503 or any other 5xx: the origin answered that it cannot. */
  | 'overloaded'
  /** 404 or 410. */
  | 'not-found'
  /** 401, 403 or 451. */
  | 'denied'
  /** fetch rejected: refused, reset before the headers, DNS, CORS. */
  | 'unreachable'
  /** No response headers in time. */
  | 'timed-out'
  /** Headers came, then bytes stopped arriving. */
  | 'stalled'
  /** The body ended before its stated length, or the connection broke in the middle of it. */
  | 'truncated'
  /**
   * An answer that is not what was asked for: an HTML page, an empty body, any other unexpected status or
   * size.
   */
  | 'malformed';
