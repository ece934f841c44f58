// The built page as a static host in good order gives it: compressed once, with the headers of
// e2e/deploy/nginx-static.conf, which are read from there.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { root } from '../setup/install.mjs';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

const recipe = readFileSync(join(root, 'e2e/deploy/nginx-static.conf'), 'utf8');
const headers = Object.fromEntries(
  [...recipe.matchAll(/^\s*add_header ([\w-]+) "(.*)" always;$/gm)].map(([, name, value]) => [name, value]),
);

function lifetime(path) {
  if (/\/(assets|producer)\/[^/]+$/.test(path)) return 'public, max-age=31536000, immutable';
  return path.endsWith('/broadcast.json') ? 'public, max-age=2' : 'no-cache';
}

/** Serves a folder on a free port of this computer. */
export async function serveStatic(directory) {
  const ready = new Map();
  const answer = (file, encoding) => {
    const key = `${file}\0${encoding}`;
    if (!ready.has(key)) {
      const plain = readFileSync(file);
      ready.set(
        key,
        encoding === 'br' ? brotliCompressSync(plain) : encoding === 'gzip' ? gzipSync(plain) : plain,
      );
    }
    return ready.get(key);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const path = normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    const file = join(directory, path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found\n');
      return;
    }
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const isText = extname(file) !== '.png';
    const encoding = !isText ? '' : /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : '';
    const body = answer(file, encoding);
    response.writeHead(200, {
      ...headers,
      'Cache-Control': lifetime(path),
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': body.length,
      Vary: 'Accept-Encoding',
      ...(encoding === '' ? {} : { 'Content-Encoding': encoding }),
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
