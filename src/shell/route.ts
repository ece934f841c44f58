import { DOCUMENT_TYPE } from '../broadcast/kept-copy.ts';

/** What the service worker sees of a request before it decides whether to touch it. */
export interface AskedFor {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
  /** The header of that name. */
  readonly accept: string | null;
  readonly range: string | null;
}

export type Route =
  /** The listener page itself, whatever stands behind the question mark. */
  | { readonly kind: 'page' }
  /** A file of the page, of this build or of one before it. */
  | { readonly kind: 'file' }
  | { readonly kind: 'document' };

/** Where the build puts what has its contents' hash in its name. */
const HASHED_FOLDER = 'assets/';

/**
 * Which of the worker's answers a request gets; null for a request that it leaves alone: other origins, playlists,
 * segments, steering, reports, ranges, the producer page. `scope` is the folder of the page, with a slash at its end.
 */
export function routeOf(
  request: AskedFor,
  scope: string,
  isPrecached: (url: string) => boolean,
): Route | null {
  if (request.method !== 'GET' || request.range !== null) return null;
  const url = new URL(request.url);
  const home = new URL(scope);
  if (url.origin !== home.origin) return null;
  const inside = url.pathname.startsWith(home.pathname) ? url.pathname.slice(home.pathname.length) : null;
  if (request.mode === 'navigate') return inside === '' || inside === 'index.html' ? { kind: 'page' } : null;
  if (request.accept === DOCUMENT_TYPE) return { kind: 'document' };
  const isFile = inside !== null && (inside.startsWith(HASHED_FOLDER) || isPrecached(request.url));
  return isFile ? { kind: 'file' } : null;
}
