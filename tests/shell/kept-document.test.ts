import { beforeEach, describe, expect, it } from 'vitest';
import { DOCUMENT_TYPE, KEPT_TYPE } from '../../src/broadcast/kept-copy.ts';
import { DOCUMENT_CACHE, freshOrKept } from '../../src/shell/kept-document.ts';
import { documentText } from '../broadcast/documents.ts';
import { createFakeCaches, type FakeCaches } from '../fakes/fake-caches.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

const URL_ASKED = 'https://radio.example/broadcast.json';

let caches: FakeCaches;
let clock: FakeClock;
let asked: Request[];
let work: Promise<unknown>[];

beforeEach(() => {
  caches = createFakeCaches();
  clock = createFakeClock();
  asked = [];
  work = [];
});

type Host = () => Response | Error | 'hang';
const good =
  (title: string, headers: Record<string, string> = {}): Host =>
  () =>
    new Response(documentText({ title }), {
      headers: { ETag: '"v1"', Date: 'Mon, 23 Nov 2026 20:00:00 GMT', ...headers },
    });
const refusing =
  (status: number, headers: Record<string, string> = {}): Host =>
  () =>
    new Response('no', { status, headers });
const unreachable: Host = () => new TypeError('refused');
const hanging: Host = () => 'hang';

async function ask(host: Host, headers: Record<string, string> = {}): Promise<Response> {
  const answer = freshOrKept(new Request(URL_ASKED, { headers: { Accept: DOCUMENT_TYPE, ...headers } }), {
    caches,
    clock,
    waitUntil: (promise) => work.push(promise),
    fetch(request) {
      asked.push(request);
      const said = host();
      if (said === 'hang') return new Promise(() => undefined);
      return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
    },
  });
  answer.catch(() => undefined);
  await clock.advance(10_000);
  if (host !== hanging) await Promise.all(work);
  return answer;
}
const titleOf = async (response: Response) => ((await response.json()) as { title: string }).title;

describe('freshOrKept', () => {
  it('gives what the host says, and keeps it', async () => {
    const fresh = await ask(good('One'));
    expect(fresh.headers.get('etag')).toBe('"v1"');
    expect(await titleOf(fresh)).toBe('One');
    expect(caches.keysOf(DOCUMENT_CACHE)).toEqual([URL_ASKED]);
    expect(clock.pending()).toBe(0);
  });

  it.each<[string, Host]>([
    ['is out of reach', unreachable],
    ['is overloaded', refusing(503)],
    ['asks for less', refusing(429)],
    ['never answers', hanging],
  ])('gives the last good one, marked as a copy, when the host %s', async (_, host) => {
    await ask(good('One'));
    await ask(good('Two'));
    const kept = await ask(host);
    expect(await titleOf(kept)).toBe('Two');
    expect([...kept.headers]).toEqual([['content-type', KEPT_TYPE]]);
    expect(clock.pending()).toBe(0);
  });

  it('passes on how long the host wants to be left alone', async () => {
    await ask(good('One'));
    const kept = await ask(refusing(503, { 'Retry-After': '30' }));
    expect(kept.headers.get('content-type')).toBe(KEPT_TYPE);
    expect(kept.headers.get('retry-after')).toBe('30');
  });

  it('without a copy the host’s answer stands, whatever it is', async () => {
    expect((await ask(refusing(503))).status).toBe(503);
    await expect(ask(unreachable)).rejects.toThrow('refused');
    expect(caches.keysOf(DOCUMENT_CACHE)).toEqual([]);
  });

  it('a document that was taken away is gone, though a copy was kept', async () => {
    await ask(good('One'));
    expect((await ask(refusing(404))).status).toBe(404);
  });

  it('asks unconditionally until there is something to keep', async () => {
    await ask(good('One'), { 'If-None-Match': '"v1"' });
    const notModified = await ask(() => new Response(null, { status: 304 }), { 'If-None-Match': '"v1"' });
    expect(asked.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"v1"']);
    expect(asked.map(({ headers }) => headers.get('accept'))).toEqual([DOCUMENT_TYPE, DOCUMENT_TYPE]);
    expect(notModified.status).toBe(304);
    expect(await titleOf(await ask(unreachable))).toBe('One');
  });

  it.each<[string, Host]>([
    ['a captive portal’s page', () => new Response('<html>Log in</html>')],
    ['something else in JSON', () => new Response('{"version":1}')],
    ['more than a document can be', good('x'.repeat(300_000))],
    ['nothing', () => new Response(null)],
  ])('passes %s on and does not keep it', async (_, host) => {
    await ask(good('One'));
    expect((await ask(host)).status).toBe(200);
    expect(await titleOf(await ask(unreachable))).toBe('One');
  });

  it.each(['open', 'match', 'put'] as const)('works without a storage that refuses to %s', async (what) => {
    caches.refuse(what);
    expect(await titleOf(await ask(good('One')))).toBe('One');
    await expect(ask(unreachable)).rejects.toThrow('refused');
  });
});
