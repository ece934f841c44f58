import { parseBroadcastDocument } from '../broadcast/broadcast-document.ts';
import { KEPT_TYPE } from '../broadcast/kept-copy.ts';
import { readBody } from '../network/body.ts';
import type { Clock } from '../network/clock.ts';

/** Beside what Workbox keeps; told from other caches of the same host by its beginning. */
export const DOCUMENT_CACHE = 'holdline-document';

/** A choked host answers late or never. The page gives up after ten seconds, so the copy has to come before that. */
const PATIENCE_MS = 6_000;

/** No text of a document can be longer: a character has at least one byte. */
const LIMITS = { idleTimeoutMs: 10_000, maxBytes: 256 * 1024 };

export interface DocumentPlaces {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly clock: Clock;
  /** Keeps the worker alive until that is done. */
  readonly waitUntil: (work: Promise<unknown>) => void;
}

type HostAnswer =
  | { readonly kind: 'answered'; readonly response: Response }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * The broadcast document: from the network where it answers, else the copy of the last good one, marked by its type.
 * A host that refuses for overload (429, 5xx) has failed; its Retry-After is passed on with the copy. Rejects as
 * `fetch` does where there is neither. No trouble with the storage is ever the asker's.
 */
export async function freshOrKept(request: Request, places: DocumentPlaces): Promise<Response> {
  const cache = await places.caches.open(DOCUMENT_CACHE).catch(() => null);
  const kept = (await cache?.match(request.url).catch(() => undefined)) ?? null;
  // Nothing is kept yet: "not modified" would leave it so.
  const asking = kept === null ? unconditional(request) : request;
  const asked = places.fetch(asking).then(
    (response): HostAnswer => ({ kind: 'answered', response }),
    (error: unknown): HostAnswer => ({ kind: 'failed', error }),
  );
  if (cache !== null)
    places.waitUntil(asked.then((answer) => keep(cache, request.url, answer, places.clock)));

  const answer = kept === null ? await asked : await beforeTimeout(asked, places.clock);
  if (answer?.kind === 'answered' && (kept === null || !isOverloaded(answer.response)))
    return answer.response;
  if (kept === null) throw answer?.kind === 'failed' ? answer.error : new TypeError('no answer');
  return markedCopy(kept, answer?.kind === 'answered' ? answer.response : null);
}

function unconditional(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete('if-none-match');
  return new Request(request, { headers });
}

function beforeTimeout(asked: Promise<HostAnswer>, clock: Clock): Promise<HostAnswer | null> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(() => resolve(null), PATIENCE_MS);
    void asked.then((answer) => {
      cancel();
      resolve(answer);
    });
  });
}

function isOverloaded({ status }: Response): boolean {
  return status === 429 || status >= 500;
}

/** Keeps what is a document, and nothing else: what a captive portal says with status 200 must not take its place. */
async function keep(cache: Cache, url: string, answer: HostAnswer, clock: Clock): Promise<void> {
  if (answer.kind === 'failed') return;
  const { response } = answer;
  // Relative addresses in a document are meant from where it came from, which a copy could no longer tell.
  if (response.status !== 200 || response.redirected) return;
  const { body } = response.clone();
  if (body === null) return;
  const { end, bytes } = await readBody(body, LIMITS, { clock, signal: new AbortController().signal });
  if (end !== 'complete') return;
  if (parseBroadcastDocument(new TextDecoder().decode(bytes), url).kind === 'malformed') return;
  // Where the storage is full or taken away, the copy from before stands.
  await cache.put(url, new Response(bytes)).catch(() => undefined);
}

function markedCopy(kept: Response, refusal: Response | null): Response {
  const headers = new Headers({ 'Content-Type': KEPT_TYPE });
  const retryAfter = refusal?.headers.get('retry-after') ?? null;
  if (retryAfter !== null) headers.set('Retry-After', retryAfter);
  return new Response(kept.body, { headers });
}
