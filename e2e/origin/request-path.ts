import type { IncomingMessage } from 'node:http';

/** The path of a request as it came, undecoded, and its query. Never throws, whatever a client sends. */
export function requestPath(request: IncomingMessage): {
  readonly path: string;
  readonly query: URLSearchParams;
} {
  const [path = '/', ...rest] = (request.url ?? '/').split('?');
  return { path, query: new URLSearchParams(rest.join('?')) };
}
