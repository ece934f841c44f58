import type { LogEntry } from './request-log.ts';

export interface HarFacts {
  /** Unix time in milliseconds at second 0. */
  readonly beganAtWallMs: number;
  /** Second of the evening in milliseconds: how long what is open has lasted. */
  readonly nowMs: number;
  /** `http://host:port` of a pathway. */
  readonly urlOf: (pathway: string) => string;
}

interface Field {
  readonly name: string;
  readonly value: string;
}

/**
 * The log as an HTTP Archive, version 1.2, for the tools that draw one. Of the header fields it has those that the log
 * has. What HAR has no place for stands in fields that begin with an underscore; a connection that was refused before
 * it asked for anything is left out.
 */
export function toHar(log: readonly LogEntry[], facts: HarFacts): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Holdline mock origin', version: '1' },
      pages: [],
      entries: log.flatMap((entry) => harEntry(entry, facts) ?? []),
    },
  };
}

function harEntry(entry: LogEntry, { beganAtWallMs, nowMs, urlOf }: HarFacts): object | null {
  const { method, path, atMs, status } = entry;
  if (method === null || path === null) return null;
  const endedAtMs = entry.endedAtMs ?? nowMs;
  const headersAtMs = entry.headersAtMs ?? endedAtMs;
  const wait = Math.max(0, headersAtMs - atMs);
  const receive = Math.max(0, endedAtMs - headersAtMs);
  const url = `${urlOf(entry.pathway)}${path}`;
  // -1: not known (HAR 1.2, "headersSize").
  const notKnown = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 };
  return {
    startedDateTime: new Date(beganAtWallMs + atMs).toISOString(),
    time: wait + receive,
    request: {
      method,
      url,
      ...notKnown,
      headers: fields({ Range: entry.range }),
      queryString: queryOf(path),
      bodySize: 0,
    },
    response: {
      // 0: none was given.
      status: status ?? 0,
      statusText: '',
      ...notKnown,
      headers: fields({ 'Retry-After': entry.retryAfter }),
      content: { size: entry.bytesSent, mimeType: '' },
      redirectURL: '',
      bodySize: entry.bytesSent,
    },
    cache: {},
    timings: { send: 0, wait, receive },
    connection: String(entry.connection),
    _id: entry.id,
    _pathway: entry.pathway,
    _what: entry.what,
    _rendition: entry.rendition,
    _sequence: entry.sequence,
    _fault: entry.fault,
    _client: entry.client,
    _completed: entry.completed,
    _open: entry.endedAtMs === null,
  };
}

function fields(values: Readonly<Record<string, string | null>>): Field[] {
  return Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function queryOf(path: string): Field[] {
  const query = path.includes('?') ? path.slice(path.indexOf('?') + 1) : '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}
