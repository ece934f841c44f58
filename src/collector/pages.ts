import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

export interface Page {
  readonly body: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly isHtml: boolean;
}

/** A file of the built pages by its path in the address; null for all that is none. Nothing outside can be had. */
export async function readPage(directory: string, encodedPath: string): Promise<Page | null> {
  const path = decodePath(encodedPath);
  const contentType = contentTypes[extname(path ?? '')];
  if (path === null || contentType === undefined || path.includes('/.')) return null;
  const root = resolve(directory);
  const full = resolve(join(root, path));
  if (!full.startsWith(root + sep)) return null;
  const body = await readIfFile(full);
  if (body === null) return null;
  return {
    body,
    contentType,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    // Names of assets carry a hash of what is in them.
    cacheControl: /^\/(?:assets|producer)\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    isHtml: extname(path) === '.html',
  };
}

function decodePath(encoded: string): string | null {
  try {
    const path = decodeURIComponent(encoded);
    return path.startsWith('/') && !/[\0\\]/.test(path) ? path : null;
  } catch {
    return null;
  }
}

const NO_FILE = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG']);

async function readIfFile(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_FILE.has(String(error.code))) return null;
    throw error;
  }
}
