import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type AttemptOutcome, type AttemptRequest } from '../../src/network/attempt.ts';
import { createThreadClock } from '../../src/network/clock.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createScriptedFetch, type ScriptedAnswer } from '../fakes/scripted-fetch.ts';
import { createTestOrigin, serve, testBytes, type TestOrigin } from './test-origin.ts';

const bytes = testBytes(20_000);

function request(url: string, more: Partial<AttemptRequest> = {}): AttemptRequest {
  return {
    url,
    headerTimeoutMs: 2000,
    idleTimeoutMs: 2000,
    maxBytes: 1_000_000,
    signal: new AbortController().signal,
    ...more,
  };
}

describe('against a real server', () => {
  let origin: TestOrigin;
  beforeAll(async () => {
    origin = await createTestOrigin();
  });
  afterEach(async () => {
    await expect.poll(() => origin.open()).toBe(0);
    origin.reset();
  });
  afterAll(() => origin.close());

  const get = (more: Partial<AttemptRequest> = {}): Promise<AttemptOutcome> =>
    attempt(request(`${origin.url}segment.m4s`, more), { fetch, clock: createThreadClock() });

  it('brings a whole body and what its header says', async () => {
    origin.handle((req, res) => serve(req, res, bytes));
    const progress: [number, number | null][] = [];
    const outcome = await get({ onBytes: (received, total) => progress.push([received, total]) });
    expect(outcome).toMatchObject({
      kind: 'ok',
      head: {
        status: 200,
        contentLength: 20_000,
        etag: '"v1"',
        contentType: 'audio/mp4',
        contentRange: null,
      },
    });
    expect('body' in outcome && outcome.body).toEqual(bytes);
    expect(progress.at(-1)).toEqual([20_000, 20_000]);
    expect('head' in outcome && outcome.head?.dateMs).toBeGreaterThan(Date.UTC(2020, 0));
  });

  it('sends nothing that would need a preflight', async () => {
    origin.handle((req, res) => serve(req, res, bytes));
    await get({ byteRange: { start: 5 } });
    await get({ byteRange: { start: 5, end: 9 } });
    expect(origin.ranges).toEqual(['bytes=5-', 'bytes=5-9']);
    const ours = Object.keys(origin.headers[0] ?? {}).filter(
      // What Node's fetch sends by itself, as every browser does.
      (name) =>
        !['host', 'connection', 'accept', 'accept-language', 'accept-encoding', 'user-agent'].includes(name),
    );
    // `no-store` makes fetch say so to caches on the way; `sec-fetch-*` are the browser's own.
    expect(
      ours.filter((name) => !name.startsWith('sec-') && !['pragma', 'cache-control'].includes(name)),
    ).toEqual(['range']);
  });

  it('gives the range that was asked for', async () => {
    origin.handle((req, res) => serve(req, res, bytes));
    const outcome = await get({ byteRange: { start: 100, end: 299 } });
    expect(outcome).toMatchObject({
      kind: 'ok',
      head: { status: 206, contentRange: { start: 100, end: 299, total: 20_000 } },
    });
    expect('body' in outcome && outcome.body).toEqual(bytes.slice(100, 300));
  });

  it.each([
    [0, 'with Content-Length'],
    [7000, 'with Content-Length'],
    [7000, 'chunked'],
  ])('keeps %d bytes of a cut body, %s', async (cutAt, how) => {
    origin.handle((req, res) => serve(req, res, bytes, { cutAt, chunked: how === 'chunked' }));
    const outcome = await get();
    expect(outcome.kind).toBe('truncated');
    expect('body' in outcome && outcome.body).toEqual(bytes.slice(0, cutAt));
  });

  it('keeps the bytes of a body that stalls, and hangs up', async () => {
    origin.handle((req, res) => serve(req, res, bytes, { cutAt: 9000, stall: true }));
    const outcome = await get({ idleTimeoutMs: 120 });
    expect(outcome.kind).toBe('stalled');
    expect('body' in outcome && outcome.body).toEqual(bytes.slice(0, 9000));
    expect(outcome.elapsedMs).toBeGreaterThanOrEqual(119);
  });

  it('leaves a request without headers, and hangs up', async () => {
    origin.handle(() => undefined);
    const outcome = await get({ headerTimeoutMs: 100 });
    expect(outcome).toMatchObject({ kind: 'timed-out', head: null, headersMs: null });
  });

  it('tells a reset from a refusal to listen by nothing: both are unreachable', async () => {
    origin.handle((req) => req.socket.destroy());
    expect(await get()).toMatchObject({ kind: 'unreachable', head: null });
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const address = nobody.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await new Promise<void>((resolve) => nobody.close(() => resolve()));
    const outcome = await attempt(request(`http://127.0.0.1:${port}/`), {
      fetch,
      clock: createThreadClock(),
    });
    expect(outcome.kind).toBe('unreachable');
  });

  it.each([
    [503, 'overloaded'],
    [429, 'overloaded'],
    [404, 'not-found'],
    [403, 'denied'],
    [400, 'malformed'],
    [416, 'malformed'],
  ])('calls %d %s, with its Retry-After and the life of a cached error', async (status, kind) => {
    origin.handle((_, res) =>
      res.writeHead(status, { 'retry-after': '7', 'cache-control': 'max-age=5', age: '2' }).end('no'),
    );
    expect(await get()).toMatchObject({ kind, head: { status, retryAfterMs: 7000, cachedErrorMs: 3000 } });
  });

  it('measures a Retry-After date against the Date of the answer', async () => {
    origin.handle((_, res) =>
      res
        .writeHead(503, {
          date: 'Mon, 01 Jan 2001 00:00:00 GMT',
          'retry-after': 'Mon, 01 Jan 2001 00:00:09 GMT',
        })
        .end(),
    );
    expect(await get()).toMatchObject({ kind: 'overloaded', head: { retryAfterMs: 9000 } });
  });

  it('says nothing of cached errors for a good answer', async () => {
    origin.handle((_, res) => res.writeHead(200, { 'cache-control': 'max-age=5' }).end('yes'));
    expect(await get()).toMatchObject({ kind: 'ok', head: { cachedErrorMs: null } });
  });

  it('leaves the connection in use after a refusal', async () => {
    origin.handle((_, res) => res.writeHead(503).end('sorry'));
    for (let i = 0; i < 4; i++) await get();
    expect(origin.connections()).toBeLessThanOrEqual(1);
  });

  it('does not wait for the end of an endless refusal', async () => {
    origin.handle((_, res) => {
      res.writeHead(503);
      res.flushHeaders();
      const drip = setInterval(() => res.write('.'), 50);
      res.on('close', () => clearInterval(drip));
    });
    const outcome = await get();
    expect(outcome.kind).toBe('overloaded');
    expect(outcome.elapsedMs).toBeLessThan(1500);
  });

  it.each<[string, Partial<AttemptRequest>, (res: ServerResponse) => void]>([
    ['an empty body', {}, (res) => res.writeHead(200).end()],
    ['204', {}, (res) => res.writeHead(204).end()],
    ['206 without Range', {}, (res) => res.writeHead(206, { 'content-range': 'bytes 0-1/2' }).end('ab')],
    ['304 without If-None-Match', {}, (res) => res.writeHead(304).end()],
    [
      'a stated length above the limit',
      { maxBytes: 99 },
      (res) => res.writeHead(200, { 'content-length': 100 }).end(bytes.slice(0, 100)),
    ],
    [
      'a body that grows above the limit',
      { maxBytes: 99 },
      (res) => res.writeHead(200).end(bytes.slice(0, 100)),
    ],
    [
      'a head that the owner refuses',
      { refuse: ({ contentType }) => contentType },
      (res) => res.writeHead(200, { 'content-type': 'text/html' }).end('x'),
    ],
  ])('calls %s malformed', async (_, more, answer) => {
    origin.handle((_req, res) => answer(res));
    expect((await get(more)).kind).toBe('malformed');
  });

  it('hangs up on what it does not read', async () => {
    const endless = (res: ServerResponse, status: number) => {
      res.writeHead(status, { 'content-length': 1_000_000 });
      res.flushHeaders();
    };
    origin.handle((_, res) => endless(res, 503));
    expect((await get()).kind).toBe('overloaded');
    await expect.poll(() => origin.open()).toBe(0);
    origin.handle((_, res) => endless(res, 200));
    expect((await get({ refuse: () => 'no' })).kind).toBe('malformed');
    await expect.poll(() => origin.open()).toBe(0);
  });

  it('takes 304 for not modified when it has sent an ETag', async () => {
    origin.handle((req, res) => res.writeHead(req.headers['if-none-match'] === '"v1"' ? 304 : 200).end());
    expect((await get({ etag: '"v1"' })).kind).toBe('not-modified');
  });

  it('follows redirects and tells where it came to', async () => {
    origin.handle((req, res, index) =>
      index === 0 ? void res.writeHead(302, { location: '/other' }).end() : serve(req, res, bytes),
    );
    expect(await get()).toMatchObject({ kind: 'ok', head: { url: `${origin.url}other` } });
  });

  it.each([20, 150])(
    'rejects with the reason when it is aborted after %d ms, and hangs up',
    async (afterMs) => {
      // Before the headers, and in the middle of the body.
      origin.handle(
        (req, res) => void setTimeout(() => serve(req, res, bytes, { cutAt: 5000, stall: true }), 70),
      );
      const owner = new AbortController();
      const asked = get({ signal: owner.signal });
      setTimeout(() => owner.abort(new Error('seek')), afterMs);
      await expect(asked).rejects.toThrow('seek');
    },
  );
});

describe('on a clock of its own', () => {
  const clock = createFakeClock();
  afterEach(() => expect(clock.pending()).toBe(0));

  async function run(answer: ScriptedAnswer, more: Partial<AttemptRequest> = {}, advanceMs = 60_000) {
    const scripted = createScriptedFetch(clock, () => answer);
    const asked = attempt(request('https://origin.example/a', more), { fetch: scripted.fetch, clock });
    await clock.advance(advanceMs);
    const outcome = await asked;
    expect(scripted.open()).toBe(0);
    return outcome;
  }

  it('waits for headers as long as it is told, to the millisecond', async () => {
    expect(await run({ kind: 'answer', body: 'x', afterMs: 1999 })).toMatchObject({
      kind: 'ok',
      headersMs: 1999,
    });
    expect(await run({ kind: 'answer', body: 'x', afterMs: 2001 })).toMatchObject({
      kind: 'timed-out',
      elapsedMs: 2000,
    });
    expect((await run({ kind: 'hang' })).kind).toBe('timed-out');
  });

  it('waits between chunks, not for the whole', async () => {
    const slow: ScriptedAnswer = { kind: 'answer', body: 'x'.repeat(40), chunkBytes: 1, chunkEveryMs: 1900 };
    expect(await run(slow, {}, 200_000)).toMatchObject({ kind: 'ok', elapsedMs: 40 * 1900 });
    const tooSlow: ScriptedAnswer = { ...slow, chunkEveryMs: 2100 };
    expect(await run(tooSlow)).toMatchObject({ kind: 'stalled', elapsedMs: 2000 });
  });

  it('takes a body for whole when it breaks after its last byte', async () => {
    const whole: ScriptedAnswer = {
      kind: 'answer',
      headers: { 'content-length': '5' },
      body: 'abcde',
      breakAt: 5,
    };
    expect((await run(whole)).kind).toBe('ok');
    expect((await run({ ...whole, headers: { 'content-length': '6' } })).kind).toBe('truncated');
    expect((await run({ ...whole, breakAt: 4 })).kind).toBe('truncated');
  });

  it('believes no Content-Length of an encoded body', async () => {
    const headers = { 'content-length': '900', 'content-encoding': 'gzip' };
    expect(await run({ kind: 'answer', headers, body: 'short' })).toMatchObject({
      kind: 'ok',
      head: { contentEncoding: 'gzip' },
    });
    expect(
      (await run({ kind: 'answer', headers: { ...headers, 'content-encoding': 'identity' }, body: 'short' }))
        .kind,
    ).toBe('truncated');
  });

  it.each<[string, ScriptedAnswer]>([
    ['a good answer', { kind: 'answer', body: 'yes' }],
    ['a refusal', { kind: 'answer', status: 503, body: 'no' }],
    ['a cut', { kind: 'answer', headers: { 'content-length': '9' }, body: 'cut', breakAt: 2 }],
    ['nothing', { kind: 'refuse' }],
  ])('leaves no timer and no listener behind after %s', async (_, answer) => {
    const { signal } = new AbortController();
    await run(answer, { signal }, 0);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(signal, 'abort').length).toBe(0);
  });

  it('leaves nothing behind when it is aborted, and does not begin when it already is', async () => {
    const scripted = createScriptedFetch(clock, () => ({ kind: 'hang' }));
    const owner = new AbortController();
    const asked = attempt(request('https://origin.example/a', { signal: owner.signal }), {
      fetch: scripted.fetch,
      clock,
    });
    owner.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect(scripted.open()).toBe(0);
    await expect(
      attempt(request('https://origin.example/a', { signal: owner.signal }), {
        fetch: scripted.fetch,
        clock,
      }),
    ).rejects.toThrow('gone');
    expect(scripted.requests.length).toBe(1);
  });
});
