import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request, as well or as badly as it likes. `index` counts from 0 since the last `reset`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, index: number) => void;

export interface TestOrigin {
  /** Ends with a slash. */
  readonly url: string;
  /** What was asked for since the last `reset`: the Range header, or null. */
  readonly ranges: readonly (string | null)[];
  /** Headers of the requests since the last `reset`. */
  readonly headers: readonly IncomingMessage['headers'][];
  handle(handler: Handler): void;
  /** Requests whose connection is still held by the client. */
  open(): number;
  /** TCP connections made since the last `reset`. */
  connections(): number;
  reset(): void;
  close(): Promise<void>;
}

/** A real HTTP server on 127.0.0.1 for tests of what only a real connection shows. */
export async function createTestOrigin(): Promise<TestOrigin> {
  let handler: Handler = (_, response) => response.writeHead(500).end();
  let ranges: (string | null)[] = [];
  let headers: IncomingMessage['headers'][] = [];
  let open = 0;
  let connections = 0;

  const server = createServer((request, response) => {
    const index = ranges.length;
    ranges.push(request.headers.range ?? null);
    headers.push(request.headers);
    open++;
    response.on('close', () => open--);
    handler(request, response, index);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reset = () => {
    ranges = [];
    headers = [];
    connections = 0;
  };
  return {
    url: `http://127.0.0.1:${port}/`,
    get ranges() {
      return ranges;
    },
    get headers() {
      return headers;
    },
    handle: (next) => (handler = next),
    open: () => open,
    connections: () => connections,
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface ServeOptions {
  /** Bytes of the body that are sent before the connection is cut (or left silent, with `stall`). */
  readonly cutAt?: number | undefined;
  readonly stall?: boolean;
  readonly etag?: string | null;
  readonly ignoreRange?: boolean;
  /** What a cache or a bug adds to the start of a range. */
  readonly shift?: number;
  /** Chunked, without Content-Length. */
  readonly chunked?: boolean;
}

/** Serves `bytes` with Range and ETag, as an origin does, and spoils it as told. */
export function serve(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  options: ServeOptions = {},
): void {
  const { cutAt, stall = false, etag = '"v1"', ignoreRange = false, shift = 0, chunked = false } = options;
  const range = ignoreRange ? null : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const headers: Record<string, string | number> = { 'content-type': 'audio/mp4' };
  if (etag !== null) headers['etag'] = etag;
  let body = bytes;
  let status = 200;
  if (range !== null) {
    const start = Number(range[1]) + shift;
    const end = Math.min(range[2] === '' ? Infinity : Number(range[2]), bytes.length - 1);
    if (start > end) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    status = 206;
    headers['content-range'] = `bytes ${start}-${end}/${bytes.length}`;
    body = bytes.subarray(start, end + 1);
  }
  if (!chunked) headers['content-length'] = body.length;
  response.writeHead(status, headers);
  if (cutAt === undefined || cutAt >= body.length) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  response.write(body.subarray(0, cutAt), () => {
    if (!stall) response.destroy();
  });
}

/** Bytes that differ from place to place, so that a wrong splice shows. */
export function testBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 8) * 17 + seed * 101) % 256;
  return bytes;
}
