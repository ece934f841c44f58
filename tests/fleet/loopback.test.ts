import { expect, it } from 'vitest';
import { createLoopbackFetch, isLoopback } from '../../e2e/fleet/loopback.ts';

it.each([
  ['http://127.0.0.1:8080/main.m3u8', true],
  ['http://127.4.5.6/', true],
  ['http://localhost:1/', true],
  ['https://[::1]:1/', true],
  // The URL standard makes an address of this.
  ['http://2130706433/', true],
  ['http://example.com/', false],
  ['http://127.0.0.1.example.com/', false],
  ['http://localhost.example.com/', false],
  ['http://127.0.0.1@example.com/', false],
  ['http://10.0.0.1/', false],
  ['file:///etc/hosts', false],
  ['127.0.0.1', false],
])('%s is of this computer: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

it('asks this computer in the name of the listener, follows no redirect, and asks nobody else', async () => {
  const asked: { url: string; init: RequestInit }[] = [];
  const refused: string[] = [];
  const fetch = createLoopbackFetch({
    fetch: (url, init) => {
      asked.push({ url, init });
      return Promise.resolve(new Response('yes'));
    },
    client: 'listener-7',
    onRefused: (origin) => refused.push(origin),
  });
  await fetch('http://127.0.0.1:1/a', { headers: { Range: 'bytes=1-' } });
  await expect(fetch('https://cdn.example/b', {})).rejects.toThrow(TypeError);
  expect(asked.map(({ url }) => url)).toEqual(['http://127.0.0.1:1/a']);
  expect(asked[0]?.init.redirect).toBe('error');
  const headers = new Headers(asked[0]?.init.headers);
  expect([headers.get('x-client-id'), headers.get('range')]).toEqual(['listener-7', 'bytes=1-']);
  expect(refused).toEqual(['https://cdn.example']);
});
