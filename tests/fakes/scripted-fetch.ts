import type { Fetch } from '../../src/network/attempt.ts';
import type { Clock } from '../../src/network/clock.ts';

/** One request as the script sees it. */
export interface ScriptedRequest {
  /** 0 for the first request of this fetch. */
  readonly index: number;
  readonly url: string;
  readonly headers: Headers;
  readonly atMs: number;
}

/** What the origin does. Delays are milliseconds of the clock. */
export type ScriptedAnswer =
  | {
      readonly kind: 'answer';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: Uint8Array<ArrayBuffer> | string;
      /** Until the headers come. */
      readonly afterMs?: number;
      /** The body comes in pieces of so many bytes, one every `chunkEveryMs`. */
      readonly chunkBytes?: number;
      readonly chunkEveryMs?: number;
      /** After so many bytes the connection breaks, or nothing comes any more. */
      readonly breakAt?: number;
      readonly stallAt?: number;
    }
  /** Connection refused, reset, no CORS. */
  | { readonly kind: 'refuse'; readonly afterMs?: number }
  | { readonly kind: 'hang' };

export interface ScriptedFetch {
  readonly fetch: Fetch;
  /** Every request made so far. */
  readonly requests: readonly ScriptedRequest[];
  /** Requests that were neither answered to the end nor aborted. */
  open(): number;
}

/** A fetch that does what a script says, on a clock that may be fake. It keeps the rules of aborting. */
export function createScriptedFetch(
  clock: Clock,
  script: (request: ScriptedRequest) => ScriptedAnswer,
): ScriptedFetch {
  const requests: ScriptedRequest[] = [];
  let open = 0;

  const fetch: Fetch = (url, init) => {
    const signal = init.signal ?? new AbortController().signal;
    const request: ScriptedRequest = {
      index: requests.length,
      url,
      headers: new Headers(init.headers),
      atMs: clock.now(),
    };
    requests.push(request);
    const answer = script(request);
    open++;
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        act();
      };
      const onAbort = () =>
        end(() => {
          open--;
          reject(signal.reason as Error);
        });
      let cancel: () => void = () => undefined;
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      if (answer.kind === 'hang') return;
      cancel = clock.setTimer(() => {
        if (answer.kind === 'refuse') {
          end(() => {
            open--;
            reject(new TypeError('fetch failed'));
          });
          return;
        }
        const { status = 200, headers = {} } = answer;
        const bodyless = status === 304 || status === 204;
        const body = bodyless ? null : stream(clock, signal, answer, () => open--);
        if (bodyless) open--;
        end(() => resolve(new Response(body, { status, headers })));
      }, answer.afterMs ?? 0);
    });
  };
  return { fetch, requests, open: () => open };
}

/** `bytes`, or the part that the request's Range asks for, as a well-behaved origin gives it. */
export function serveBytes(
  request: ScriptedRequest,
  bytes: Uint8Array<ArrayBuffer>,
  etag = '"v1"',
): ScriptedAnswer {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (range === null) {
    return { kind: 'answer', headers: { 'content-length': String(bytes.length), etag }, body: bytes };
  }
  const start = Number(range[1]);
  const end = Math.min(range[2] === '' ? Infinity : Number(range[2]), bytes.length - 1);
  if (start > end)
    return { kind: 'answer', status: 416, headers: { 'content-range': `bytes */${bytes.length}` } };
  return {
    kind: 'answer',
    status: 206,
    headers: {
      'content-length': String(end + 1 - start),
      'content-range': `bytes ${start}-${end}/${bytes.length}`,
      etag,
    },
    body: bytes.slice(start, end + 1),
  };
}

function stream(
  clock: Clock,
  signal: AbortSignal,
  answer: Extract<ScriptedAnswer, { kind: 'answer' }>,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const bytes =
    typeof answer.body === 'string'
      ? new TextEncoder().encode(answer.body)
      : (answer.body ?? new Uint8Array(0));
  const { chunkBytes = Math.max(1, bytes.length), chunkEveryMs = 0, breakAt, stallAt } = answer;
  const stopAt = Math.min(breakAt ?? Infinity, stallAt ?? Infinity);
  let sent = 0;
  let isOver = false;
  let cancelTimer: () => void = () => undefined;
  const over = () => {
    if (isOver) return;
    isOver = true;
    cancelTimer();
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        signal.addEventListener(
          'abort',
          () => {
            if (isOver) return;
            over();
            controller.error(signal.reason);
          },
          { once: true },
        );
      },
      pull(controller) {
        return new Promise<void>((resolve) => {
          const send = () => {
            if (isOver) return;
            const next = bytes.slice(sent, Math.min(sent + chunkBytes, stopAt, bytes.length));
            sent += next.length;
            if (next.length > 0) {
              controller.enqueue(next);
            } else if (breakAt !== undefined && sent >= breakAt) {
              over();
              controller.error(new TypeError('terminated'));
            } else if (stallAt !== undefined && sent >= stallAt) {
              return; // never pulled again: nothing comes any more
            } else {
              over();
              controller.close();
            }
            resolve();
          };
          if (chunkEveryMs > 0 && sent > 0) cancelTimer = clock.setTimer(send, chunkEveryMs);
          else send();
        });
      },
      cancel: over,
    },
    { highWaterMark: 0 },
  );
}
