import type { AnswerHead } from './answer-head.ts';
import { readHead } from './answer-head.ts';
import { readBody } from './body.ts';
import { failureOfStatus } from './classify.ts';
import { setDeadline, type Clock } from './clock.ts';
import type { FailureKind } from './failure.ts';

export type { AnswerHead } from './answer-head.ts';

/**
 * The body of a refusal is read so far, and so long, to leave the connection in use: closing it would make
 * a saturated origin shake hands again for every retry.
 */
const DRAIN_BYTES = 8192;
const DRAIN_MS = 500;

/** The part of the web's `fetch` that Holdline uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface AttemptRequest {
  readonly url: string;
  /** Sent as `Range`. Bytes, both ends inclusive; without `end` up to the end of the resource. */
  readonly byteRange?: { readonly start: number; readonly end?: number | undefined } | undefined;
  readonly headerTimeoutMs: number;
  /** Longest silence between two chunks of the body. */
  readonly idleTimeoutMs: number;
  /** A longer body is not read to its end: malformed. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /**
   * Sent as `If-None-Match`, which costs a preflight across origins: only for documents of the page's own
   * host.
   */
  readonly etag?: string | undefined;
  /** Sent as `Accept`, which is safelisted; else the browser's own. */
  readonly accept?: string | undefined;
  /**
   * A look at the head of a 200 or 206 before its body is read: a reason makes it malformed, null lets it
   * through.
   */
  readonly refuse?: ((head: AnswerHead) => string | null) | undefined;
  /** The head of a refusal, as soon as it is here: what it asks for holds whatever becomes of its body. */
  readonly onRefusal?: ((head: AnswerHead) => void) | undefined;
  /** Bytes of this attempt's body so far, all that it will have where the origin says so, and what came just now. */
  readonly onBytes?:
    ((receivedBytes: number, totalBytes: number | null, chunk: Uint8Array) => void) | undefined;
}

/** What became of one request. Times are milliseconds since the request was made. */
export type AttemptOutcome =
  | {
      readonly kind: 'ok';
      readonly head: AnswerHead;
      readonly body: Uint8Array<ArrayBuffer>;
      readonly headersMs: number;
      readonly elapsedMs: number;
    }
  | {
      readonly kind: 'not-modified';
      readonly head: AnswerHead;
      readonly headersMs: number;
      readonly elapsedMs: number;
    }
  | {
      readonly kind: FailureKind;
      /** null when no header arrived. */
      readonly head: AnswerHead | null;
      /** What arrived of it. */
      readonly body: Uint8Array<ArrayBuffer>;
      readonly headersMs: number | null;
      readonly elapsedMs: number;
      /** In English, for the details and the log. */
      readonly message: string;
    };

export interface AttemptTools {
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/**
 * Makes one GET and tells what became of it. Adds nothing to the request that would cost a preflight (but
 * see `etag`), and leaves no timer, listener or open connection behind. Rejects only with the signal's
 * reason, when it aborts.
 *
 * `cache: 'no-store'` because a browser's cache would mend cut bodies in its own way, with requests of its
 * own.
 */
export async function attempt(request: AttemptRequest, tools: AttemptTools): Promise<AttemptOutcome> {
  const { signal } = request;
  signal.throwIfAborted();
  const inner = new AbortController();
  const onAbort = () => inner.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  let isWhole = false;
  try {
    const outcome = await run(request, tools, inner);
    isWhole = outcome.kind === 'ok';
    signal.throwIfAborted();
    return outcome;
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Lets go of whatever was not read to its end.
    if (!isWhole) inner.abort();
  }
}

async function run(
  request: AttemptRequest,
  { fetch, clock }: AttemptTools,
  inner: AbortController,
): Promise<AttemptOutcome> {
  const startedAtMs = clock.now();
  const elapsed = () => clock.now() - startedAtMs;

  const cancelTimer = setDeadline(clock, () => inner.abort(), request.headerTimeoutMs);
  let response: Response;
  try {
    response = await fetch(request.url, {
      headers: headersOf(request),
      signal: inner.signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'follow',
    });
    // It came in the same moment as the abort: its body is broken, and what it says is nobody's any more.
    inner.signal.throwIfAborted();
  } catch (error) {
    request.signal.throwIfAborted();
    const none = { head: null, body: new Uint8Array(0), headersMs: null, elapsedMs: elapsed() };
    return inner.signal.aborted
      ? { ...none, kind: 'timed-out', message: `no headers within ${Math.round(request.headerTimeoutMs)} ms` }
      : { ...none, kind: 'unreachable', message: messageOf(error) };
  } finally {
    cancelTimer();
  }

  const headersMs = elapsed();
  const head = readHead(response, request.url, clock.wallNow());
  const failed = (kind: FailureKind, message: string, body = new Uint8Array(0)): AttemptOutcome => ({
    kind,
    head,
    body,
    headersMs,
    elapsedMs: elapsed(),
    message,
  });

  const failure = failureOfStatus(head.status);
  if (failure !== null) {
    request.onRefusal?.(head);
    if (response.body !== null && (head.contentLength ?? 0) <= DRAIN_BYTES) {
      const cancelDrain = clock.setTimer(() => inner.abort(), DRAIN_MS);
      const limits = { idleTimeoutMs: DRAIN_MS, maxBytes: DRAIN_BYTES };
      await readBody(response.body, limits, { clock, signal: inner.signal });
      cancelDrain();
    }
    return failed(failure, `status ${head.status}`);
  }
  if (head.status === 304 && request.etag !== undefined) {
    return { kind: 'not-modified', head, headersMs, elapsedMs: elapsed() };
  }
  const refusal = unfit(request, head) ?? request.refuse?.(head) ?? null;
  if (refusal !== null) return failed('malformed', refusal);
  if (response.body === null) return failed('malformed', 'empty body');

  const totalBytes = head.contentEncoding === null ? head.contentLength : null;
  const { end, bytes } = await readBody(response.body, request, {
    clock,
    signal: inner.signal,
    onBytes: request.onBytes && ((received, chunk) => request.onBytes?.(received, totalBytes, chunk)),
  });
  if (end === 'too-long') return failed('malformed', `more than ${request.maxBytes} bytes`, bytes);
  const isShort = totalBytes !== null && bytes.length < totalBytes;
  if (end === 'complete' ? isShort : bytes.length !== totalBytes) {
    const message = `${bytes.length} of ${totalBytes ?? 'an unknown number of'} bytes`;
    return failed(end === 'stalled' ? 'stalled' : 'truncated', message, bytes);
  }
  if (bytes.length === 0) return failed('malformed', 'empty body');
  return { kind: 'ok', head, body: bytes, headersMs, elapsedMs: elapsed() };
}

/** What makes a 200, 206 or 304 something that was not asked for, by its head alone. */
function unfit(request: AttemptRequest, head: AnswerHead): string | null {
  if (head.status === 304) return 'status 304 without If-None-Match';
  if (head.status === 206 && request.byteRange === undefined) return 'status 206 without Range';
  if (head.contentLength !== null && head.contentLength > request.maxBytes) {
    return `${head.contentLength} bytes where at most ${request.maxBytes} make sense`;
  }
  return null;
}

/** Both are safelisted or same-origin only; nothing else may be sent. */
function headersOf({ byteRange, etag, accept }: AttemptRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  if (byteRange !== undefined) headers['Range'] = `bytes=${byteRange.start}-${byteRange.end ?? ''}`;
  if (etag !== undefined) headers['If-None-Match'] = etag;
  if (accept !== undefined) headers['Accept'] = accept;
  return headers;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
