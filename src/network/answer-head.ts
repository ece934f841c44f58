import { cachedErrorMs } from './cached-error.ts';
import { failureOfStatus } from './classify.ts';
import { parseHttpDate, parseRetryAfter } from './retry-after.ts';

export interface ContentRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
  /** Length of the whole resource in bytes; null for `*`. */
  readonly total: number | null;
}

/** What the header of an answer says, as far as it is visible (across origins most of it is not). */
export interface AnswerHead {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  /** Bytes on the wire. */
  readonly contentLength: number | null;
  readonly contentRange: ContentRange | null;
  readonly etag: string | null;
  readonly retryAfterMs: number | null;
  /** For how long a cache on the way may go on giving this same error; null for good answers. */
  readonly cachedErrorMs: number | null;
  /** The origin's `Date`, milliseconds since the Unix epoch. */
  readonly dateMs: number | null;
  readonly contentType: string | null;
  /** Lower case; null when there is none (identity) or when it is not visible. */
  readonly contentEncoding: string | null;
}

/** Reads the header of an answer to a request for `url`; `wallNowMs` as the Clock tells it. */
export function readHead(response: Response, url: string, wallNowMs: number): AnswerHead {
  const { headers, status } = response;
  const dateMs = parseHttpDate(headers.get('date') ?? '', wallNowMs);
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  return {
    status,
    url: response.url === '' ? url : response.url,
    contentLength: wholeNumber(headers.get('content-length')),
    contentRange: parseContentRange(headers.get('content-range')),
    etag: headers.get('etag'),
    retryAfterMs: parseRetryAfter(headers.get('retry-after'), dateMs ?? wallNowMs),
    cachedErrorMs: failureOfStatus(status) === null ? null : cachedErrorMs(headers),
    dateMs,
    contentType: headers.get('content-type'),
    contentEncoding: encoding === '' || encoding === 'identity' ? null : encoding,
  };
}

/** `Content-Range: bytes 0-499/1234` (RFC 9110 14.4); null for anything else. */
export function parseContentRange(value: string | null): ContentRange | null {
  const parts = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(value ?? '');
  if (parts === null) return null;
  const [start, end] = [Number(parts[1]), Number(parts[2])];
  const total = parts[3] === '*' ? null : Number(parts[3]);
  return end < start || (total !== null && end >= total) ? null : { start, end, total };
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}
