import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveStatic } from '../../../e2e/demo/static-files.ts';
import { listen } from '../../../e2e/origin/listen.ts';
import { exchange } from '../raw-client.ts';

let base = '';
let url = '';
const server = createServer((request, response) => {
  void serveStatic(request, response, {
    directory: join(base, 'site'),
    cacheControl: (path) => (path.includes('/assets/') ? 'immutable' : 'no-cache'),
    headers: { 'X-Extra': 'yes' },
    fallback: 'index.html',
  });
});

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'holdline-static-'));
  await mkdir(join(base, 'site', 'assets'), { recursive: true });
  await mkdir(join(base, 'site-secret'));
  const files = {
    'site/index.html': '<h1>index</h1>',
    'site/producer.html': '<h1>producer</h1>',
    'site/assets/main.js': '0123456789',
    'site/a b.txt': 'space',
    'secret.txt': 'secret',
    'site-secret/x.txt': 'secret',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(base, name), content);
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
});
afterAll(async () => {
  server.close();
  await rm(base, { recursive: true });
});

/** Sends the path as it is: URL would tidy up what an attacker would not. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return exchange(`${url}/`, headers, method, path).answer;
}

it.each([
  ['/', 200, 'text/html; charset=utf-8', '<h1>index</h1>'],
  ['/index.html?broadcast=x', 200, 'text/html; charset=utf-8', '<h1>index</h1>'],
  ['/producer', 200, 'text/html; charset=utf-8', '<h1>producer</h1>'],
  ['/some/where', 200, 'text/html; charset=utf-8', '<h1>index</h1>'],
  ['/assets/main.js', 200, 'text/javascript; charset=utf-8', '0123456789'],
  ['/a%20b.txt', 200, 'text/plain; charset=utf-8', 'space'],
  ['/assets/missing.js', 404, 'text/plain', 'Not found\n'],
  ['//', 200, 'text/html; charset=utf-8', '<h1>index</h1>'],
  ['*', 400, 'text/plain', 'Bad request\n'],
  ['/%E0%A4%A', 400, 'text/plain', 'Bad request\n'],
  ['/a%00.txt', 400, 'text/plain', 'Bad request\n'],
])('GET %s is %d', async (path, status, type, text) => {
  const answer = await get(path);
  expect({ status: answer.status, type: answer.headers['content-type'] }).toEqual({ status, type });
  expect(answer.body.toString()).toContain(text);
  expect(answer.headers['x-extra']).toBe('yes');
});

it.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/../site-secret/x.txt',
  '/..%5csecret.txt',
  '//etc/../../secret.txt',
])('gives nothing away outside of its directory: %s', async (path) => {
  const { status, body } = await get(path);
  expect(status).not.toBe(200);
  expect(body.toString()).not.toContain('secret');
});

it('knows ETag, Range, HEAD and other methods', async () => {
  const whole = await get('/assets/main.js');
  expect(whole.headers).toMatchObject({ 'cache-control': 'immutable', 'content-length': '10' });
  const etag = whole.headers['etag'] ?? '';
  expect(await get('/assets/main.js', { 'If-None-Match': etag })).toMatchObject({ status: 304 });
  expect(await get('/assets/main.js', { 'If-None-Match': '"x"' })).toMatchObject({ status: 200 });
  const part = await get('/assets/main.js', { Range: 'bytes=4-' });
  expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 4-9/10' } });
  expect(part.body.toString()).toBe('456789');
  expect(await get('/assets/main.js', { Range: 'bytes=10-' })).toMatchObject({ status: 416 });
  const head = await get('/assets/main.js', {}, 'HEAD');
  expect(head).toMatchObject({ status: 200, headers: { 'content-length': '10' } });
  expect(head.body).toHaveLength(0);
  expect(await get('/', {}, 'DELETE')).toMatchObject({ status: 405 });
});
