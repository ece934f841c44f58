export interface LimiterOptions {
  readonly requestsPerSecond: number;
  /** The most tokens that a quiet time saves up. */
  readonly burst: number;
}

export interface RequestLimiter {
  /** A request of that client: null when it may pass, else the whole seconds that it is told to wait. */
  ask(client: string, nowMs: number): number | null;
}

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
  /** The last refusal that closed it, and until when; in the past while it is open. */
  readonly closedAtMs: number;
  readonly closedUntilMs: number;
}

/** A whole token that is only short by what floating point lost is a token. */
const wholeToken = 1 - 1e-9;

/** What left before the refusal can have been known is refused, but costs nothing. */
const underWayMs = 250;

/**
 * A token bucket for each client. Without a token a request is refused until one is there, in whole seconds as
 * Retry-After has them (RFC 9110, 10.2.3). It means it: a request before that time is refused too, and takes a token
 * that is not there yet, down to one burst of debt.
 */
export function createRequestLimiter({ requestsPerSecond, burst }: LimiterOptions): RequestLimiter {
  const buckets = new Map<string, Bucket>();

  const wholeSecondsFor = (tokens: number) =>
    Math.max(1, Math.ceil((wholeToken - tokens) / requestsPerSecond));

  return {
    ask(client, nowMs) {
      const before = buckets.get(client) ?? {
        tokens: burst,
        atMs: nowMs,
        closedAtMs: -Infinity,
        closedUntilMs: -Infinity,
      };
      const earned = ((nowMs - before.atMs) / 1000) * requestsPerSecond;
      const tokens = Math.min(burst, before.tokens + earned);
      if (nowMs >= before.closedUntilMs) {
        if (tokens >= wholeToken) {
          buckets.set(client, { ...before, tokens: tokens - 1, atMs: nowMs });
          return null;
        }
        const waitSeconds = wholeSecondsFor(tokens);
        const closedUntilMs = nowMs + waitSeconds * 1000;
        buckets.set(client, { tokens, atMs: nowMs, closedAtMs: nowMs, closedUntilMs });
        return waitSeconds;
      }
      const isUnderWay = nowMs <= before.closedAtMs + underWayMs;
      const left = isUnderWay ? tokens : Math.max(-burst, tokens - 1);
      const closedUntilMs = isUnderWay
        ? before.closedUntilMs
        : Math.max(before.closedUntilMs, nowMs + wholeSecondsFor(left) * 1000);
      buckets.set(client, { ...before, tokens: left, atMs: nowMs, closedUntilMs });
      return Math.ceil((closedUntilMs - nowMs) / 1000);
    },
  };
}
