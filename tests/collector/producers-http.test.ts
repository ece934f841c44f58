import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTokenCheck } from '../../src/collector/producer-token.ts';
import { HttpError } from '../../src/collector/http-error.ts';
import type { JoinStatusReport } from '../../src/reporting/join-status-report.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import {
  authorized,
  postReports,
  rawConnection,
  startCollector,
  startWithDocument,
  TOKEN,
} from './running-collector.ts';
import { NOW_MS, reportLine } from './report-lines.ts';

const fakeClock = () => createFakeClock({ wallNowMs: NOW_MS });

describe('the producer token', () => {
  it.each(['/v1/join-status', '/v1/join-status/stream', '/v1/join-status/history'])(
    'is needed for %s',
    async (path) => {
      const { url } = await startCollector();
      const without = await fetch(url + path);
      expect(without.status).toBe(401);
      expect(await without.json()).toMatchObject({ error: { code: 'token' } });
      expect((await fetch(url + path, { headers: { Authorization: `Basic ${TOKEN}` } })).status).toBe(401);
      const controller = new AbortController();
      expect((await fetch(url + path, { headers: authorized, signal: controller.signal })).status).toBe(200);
      controller.abort();
    },
  );

  it('is needed to publish', async () => {
    const { url } = await startCollector();
    const answer = await fetch(`${url}/v1/broadcast`, {
      method: 'PUT',
      headers: { 'If-None-Match': '*' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });

  it('may be guessed ten times a minute', async () => {
    const clock = fakeClock();
    const { url } = await startCollector({ clock });
    const ask = (token: string) =>
      fetch(`${url}/v1/join-status`, { headers: { Authorization: `Bearer ${token}` } });
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess++) statuses.push((await ask(`guess-${guess}`)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const right = await ask(TOKEN);
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '60']);
    await clock.advance(60_000);
    expect((await ask(TOKEN)).status).toBe(200);
  });

  it('is held against the caller who guesses, not against others, and not against an empty hand', () => {
    const tokens = createTokenCheck(TOKEN);
    const status = (header: string | undefined, caller: string, nowMs = 0) => {
      try {
        tokens.check(header, caller, nowMs);
        return 200;
      } catch (error) {
        return error instanceof HttpError ? error.status : 0;
      }
    };
    for (let guess = 0; guess < 30; guess++) status('Bearer x', 'one');
    expect([status(`Bearer ${TOKEN}`, 'one'), status(`Bearer ${TOKEN}`, 'two')]).toEqual([429, 200]);
    for (let asked = 0; asked < 30; asked++) status(undefined, 'three');
    expect(status(`Bearer ${TOKEN}`, 'three')).toBe(200);
    // Whoever changes addresses ends up in one count.
    for (let caller = 0; caller < 2000; caller++) status('Bearer x', `caller-${caller}`);
    expect([status(`Bearer ${TOKEN}`, 'new'), status(`Bearer ${TOKEN}`, 'new', 60_000)]).toEqual([429, 200]);
  });
});

/** What a stream has sent so far. */
async function openStream(url: string) {
  const controller = new AbortController();
  const answer = await fetch(`${url}/v1/join-status/stream`, {
    headers: authorized,
    signal: controller.signal,
  });
  const decoder = new TextDecoder();
  let text = '';
  let isOver = false;
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
    isOver = true;
  })().catch(() => undefined);
  return {
    answer,
    statuses: () =>
      [...text.matchAll(/^event: status\ndata: (.*)$/gm)].map(
        ([, json]) => JSON.parse(json ?? '') as JoinStatusReport,
      ),
    isOver: () => isOver,
    async close() {
      controller.abort();
      await reading;
    },
  };
}

describe('the stream of statuses', () => {
  it('tells the same to everybody, once a second', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    const streams = [await openStream(url), await openStream(url)];
    expect(streams[0]?.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await postReports(url, reportLine());
    await clock.advance(3000);
    for (const { statuses, close } of streams) {
      await expect.poll(() => statuses().length).toBe(4);
      expect(statuses().map(({ now }) => now.listening.n)).toEqual([0, 1, 1, 1]);
      expect(statuses().map(({ at }) => Date.parse(at) - NOW_MS)).toEqual([0, 1000, 2000, 3000]);
      await close();
    }
  });

  it('ends with the collector, and forgets who has gone', async () => {
    const clock = fakeClock();
    const collector = await startCollector({ clock });
    const [gone, stays] = [await openStream(collector.url), await openStream(collector.url)];
    const watching = async () =>
      /holdline_status_streams (\d+)/.exec(await (await fetch(`${collector.url}/metrics`)).text())?.[1];
    expect(await watching()).toBe('2');
    await gone.close();
    await expect.poll(watching).toBe('1');
    await collector.stop();
    await expect.poll(() => stays.isOver()).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('lets go of who does not read', async () => {
    const clock = fakeClock();
    const { url } = await startCollector({ clock });
    const { socket, ended } = await rawConnection(url);
    socket.pause();
    socket.write(`GET /v1/join-status/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
    const watching = async () =>
      /holdline_status_streams (\d+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
    await expect.poll(watching).toBe('1');
    // The system's own buffers take some megabytes first.
    for (let minutes = 0; minutes < 600 && (await watching()) === '1'; minutes++)
      await clock.advance(120_000);
    expect(await watching()).toBe('0');
    socket.resume();
    await ended;
  });
});

describe('every answer', () => {
  it.each(['/broadcast.json', '/v1/join-status', '/healthz', '/metrics', '/nothing', '/v1/steering'])(
    'of %s carries the security headers',
    async (path) => {
      const { url } = await startCollector();
      const { headers } = await fetch(url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('that is an error says so in JSON', async () => {
    const { url } = await startCollector();
    const answer = await fetch(`${url}/%00/../x?<script>`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/json; charset=utf-8',
    ]);
    expect(await answer.json()).toEqual({ error: { code: 'not-found', message: 'There is nothing here.' } });
  });

  it('leaves no address in a log', async () => {
    const written: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0),
    );
    const told: string[] = [];
    const { url } = await startWithDocument({ tell: (sentence) => told.push(sentence) });
    await postReports(url, 'nonsense!\nforged line', { 'X-Forwarded-For': '203.0.113.7' });
    await fetch(`${url}/v1/join-status`, { headers: { Authorization: 'Bearer wrong\u00a0' } });
    const { socket, ended } = await rawConnection(url);
    socket.write('nonsense\r\n\r\n');
    await ended;
    for (const spy of spies) spy.mockRestore();
    expect(told).toEqual([]);
    expect(written.join('')).not.toMatch(/127\.0\.0\.1|203\.0\.113|forged/);
  });
});

describe('GET /metrics and /healthz', () => {
  it('are there without a token', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    await postReports(url, `${reportLine()}\nnonsense!`);
    await clock.advance(1000);
    const text = await (await fetch(`${url}/metrics`)).text();
    for (const line of [
      'holdline_sessions{state="listening"} 1',
      'holdline_report_lines_total{result="accepted"} 1',
      'holdline_report_lines_total{result="syntax"} 1',
      'holdline_report_requests_total{status="200"} 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  });
});

describe('the pages', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdline-pages-'));
    const pages = join(directory, 'pages');
    await mkdir(join(pages, 'assets'), { recursive: true });
    await writeFile(join(pages, 'producer.html'), '<!doctype html><title>Producer</title>');
    await writeFile(join(pages, 'assets', 'producer-abc.js'), 'export {}');
    await writeFile(join(pages, '.secret.json'), '{}');
    await writeFile(join(directory, 'outside.json'), '{"secret":1}');
    await symlink(join(directory, 'pages', 'producer.html'), join(pages, 'linked.html'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('are served with a policy that lets nothing else run', async () => {
    const { url } = await startCollector({ pages: join(directory, 'pages') });
    const root = await fetch(`${url}/`, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/producer.html']);
    const page = await fetch(`${url}/producer.html`);
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const part of [
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*/);
    const script = await fetch(`${url}/assets/producer-abc.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    const again = await fetch(`${url}/producer.html`, {
      headers: { 'If-None-Match': page.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it.each([
    '/../outside.json',
    '/..%2foutside.json',
    '/%2e%2e/outside.json',
    '/assets/..%5c..%5coutside.json',
    '/.secret.json',
    '/assets',
    '/%E0%A4%A',
    '/producer.html%00.js',
  ])('hold nothing at %s', async (path) => {
    const { url } = await startCollector({ pages: join(directory, 'pages') });
    const { socket, ended } = await rawConnection(url);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const answer = await ended;
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('secret":1');
  });

  it('are not there unless a directory is named', async () => {
    const { url } = await startCollector();
    expect((await fetch(`${url}/producer.html`)).status).toBe(404);
  });
});
