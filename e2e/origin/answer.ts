import type { Line } from './line.ts';

/** How the sending of an answer ends. Byte counts are of this answer's body. */
type Ending =
  | { readonly kind: 'complete' }
  /** The connection is reset (RST) after that many bytes; null: before the headers. */
  | { readonly kind: 'reset'; readonly afterBytes: number | null }
  /** The connection is closed in good order (FIN), short of the stated Content-Length. */
  | { readonly kind: 'close'; readonly afterBytes: number }
  /** Nothing more comes for that long, Infinity: for ever; the connection stays open. */
  | { readonly kind: 'stall'; readonly afterBytes: number; readonly forMs: number }
  /** The connection is closed in good order before the headers. */
  | { readonly kind: 'drop' }
  /** The connection is closed when it has carried that many bytes, those of earlier answers and all headers included. */
  | { readonly kind: 'limit'; readonly connectionBytes: number }
  /** Complete, without Content-Length: the connection, closed so much later, tells the end. */
  | { readonly kind: 'slow-close'; readonly afterMs: number };

/** A body that is sent in small pieces. */
interface Slices {
  /** How many bytes the piece with that index has, at least 1. */
  readonly sizeOf: (index: number) => number;
  /** Between two. */
  readonly delayMs: number;
}

/**
 * One answer as it is going to be sent: what is said, and how the sending goes. The healthy origin makes it, faults
 * transform it, `deliver` carries it out.
 */
export interface Answer {
  readonly status: number;
  /** Without Content-Length, Date and the CORS fields, which are added on sending. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The wait before the first byte; Infinity: never answered. */
  readonly headersAfterMs: number;
  readonly ending: Ending;
  /** Saturated lines that every byte has to pass. */
  readonly lines: readonly Line[];
  /** False: CORS fields are left out, whatever the origin does otherwise. */
  readonly cors: boolean;
  /** Null: as large as it comes. */
  readonly slices: Slices | null;
  /** How wrong the Date is. */
  readonly dateSkewMs: number;
}

export function createAnswer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Answer {
  return {
    status,
    headers,
    body,
    headersAfterMs: 0,
    ending: { kind: 'complete' },
    lines: [],
    cors: true,
    slices: null,
    dateSkewMs: 0,
  };
}

/** An error page as origins and CDNs send it, `cacheSeconds` null: without Cache-Control. */
export function createErrorAnswer(status: number, title: string, cacheSeconds: number | null): Answer {
  return createAnswer(
    status,
    {
      'Content-Type': 'text/html; charset=utf-8',
      ...(cacheSeconds === null ? {} : { 'Cache-Control': `max-age=${cacheSeconds}` }),
    },
    htmlPage(`${status} ${title}`),
  );
}

/** The same answer with something else said: how it is sent stays. */
export function sayInstead(answer: Answer, said: Pick<Answer, 'status' | 'headers' | 'body'>): Answer {
  return { ...answer, status: said.status, headers: said.headers, body: said.body };
}

export function htmlPage(title: string): Uint8Array {
  const text = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return Buffer.from(text);
}
