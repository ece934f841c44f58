import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { readRange } from '../origin/http-range.ts';
import { requestPath } from '../origin/request-path.ts';
import { sendText } from '../origin/send.ts';
import { errorCode } from '../origin/user-error.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'audio/mp4',
  '.map': 'application/json',
  '.mp4': 'audio/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface StaticFilesOptions {
  readonly directory: string;
  readonly cacheControl: (path: string) => string;
  readonly headers?: OutgoingHttpHeaders;
  /** The file that stands for paths without a file of their own and without an extension. */
  readonly fallback?: string;
}

/** Answers GET and HEAD out of a directory, with strong ETags and ranges; nothing outside of it can be had. */
export async function serveStatic(
  request: IncomingMessage,
  response: ServerResponse,
  options: StaticFilesOptions,
): Promise<void> {
  const { headers } = options;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
    return;
  }
  const path = decodePath(requestPath(request).path);
  const file = path === null ? null : await findFile(options, path);
  if (path === null || file === null) {
    const [status, text] = path === null ? [400, 'Bad request\n'] : [404, 'Not found\n'];
    sendText(response, status, { ...headers, 'Content-Type': 'text/plain' }, text);
    return;
  }
  const etag = `"${createHash('sha256').update(file.body).digest('base64url').slice(0, 22)}"`;
  const common = { ...headers, ETag: etag, 'Cache-Control': options.cacheControl(file.name) };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, common).end();
    return;
  }
  const described = {
    ...common,
    'Content-Type': contentTypes[extname(file.name)] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
  };
  const size = file.body.length;
  const range =
    request.method === 'GET' ? readRange(request.headers.range, size) : { kind: 'whole' as const };
  if (range.kind === 'unsatisfiable') {
    response.writeHead(416, { ...common, 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const body = range.kind === 'part' ? file.body.subarray(range.start, range.end + 1) : file.body;
  const partial =
    range.kind === 'part' ? { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` } : {};
  response.writeHead(range.kind === 'part' ? 206 : 200, {
    ...described,
    ...partial,
    'Content-Length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The path decoded; null where it is malformed. */
function decodePath(encoded: string): string | null {
  try {
    const path = decodeURIComponent(encoded);
    return path.startsWith('/') && !path.includes('\0') ? path : null;
  } catch {
    return null;
  }
}

interface FoundFile {
  readonly name: string;
  readonly body: Buffer;
}

async function findFile(
  { directory, fallback }: StaticFilesOptions,
  path: string,
): Promise<FoundFile | null> {
  const root = resolve(directory);
  const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
  if (fallback !== undefined && extname(path) === '') names.push(`/${fallback}`);
  for (const name of names) {
    const full = resolve(join(root, name));
    if (!full.startsWith(root + sep)) return null;
    const body = await readIfFile(full);
    if (body !== null) return { name, body };
  }
  return null;
}

async function readIfFile(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw error;
  }
}
