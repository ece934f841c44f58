import type { FailureKind } from './failure.ts';

/** Statuses that mean something of their own. The rest goes by its class. */
const MEANINGS: Readonly<Partial<Record<number, FailureKind | null>>> = {
  200: null,
  206: null,
  304: null,
  401: 'denied',
  403: 'denied',
  404: 'not-found',
  // The origin, or a proxy before it, had no time for the request, or wants it again later.
  408: 'overloaded',
  410: 'not-found',
  425: 'overloaded',
  429: 'overloaded',
  451: 'denied',
};

/** What a status says about the attempt; null when the answer may be what was asked for (200, 206, 304). */
export function failureOfStatus(status: number): FailureKind | null {
  const meaning = MEANINGS[status];
  if (meaning !== undefined) return meaning;
  return status >= 500 && status <= 599 ? 'overloaded' : 'malformed';
}
