import { gzipSync } from 'node:zlib';
import { parse, safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { historySchema, joinStatusReportSchema } from '../../src/reporting/join-status-report.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { NOW_MS, reportLine } from './report-lines.ts';
import {
  joinStatus,
  postReports,
  putDocument,
  rawConnection,
  startCollector,
  startWithDocument,
} from './running-collector.ts';
import { sentDocument } from './documents.ts';

const fakeClock = () => createFakeClock({ wallNowMs: NOW_MS });

interface Refusals {
  readonly accepted: number;
  readonly refused: readonly { readonly line: number; readonly key: string; readonly reason: string }[];
  readonly error?: { readonly code: string };
}
const refusalsOf = async (answer: Response) => (await answer.json()) as Refusals;
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as Refusals).error?.code];

describe('POST /v1/reports', () => {
  it('answers 204 when every line is kept, and so when the same comes again', async () => {
    const { url } = await startWithDocument({ clock: fakeClock() });
    const body = [1, 2, 3].map((sn) => reportLine({ sn })).join('\n');
    expect([(await postReports(url, body)).status, (await postReports(url, body)).status]).toEqual([
      204, 204,
    ]);
  });

  it('keeps the right lines and names the wrong ones, ten at most', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    const wrong = Array.from({ length: 30 }, () => reportLine({ sta: 'z' }));
    const answer = await postReports(url, [reportLine(), ...wrong].join('\n'));
    expect(answer.status).toBe(200);
    const { accepted, refused } = await refusalsOf(answer);
    expect([accepted, refused.length]).toEqual([1, 10]);
    expect(refused[0]).toMatchObject({ line: 2, key: 'sta', reason: 'value' });
    await clock.advance(1000);
    expect((await joinStatus(url)).intake).toEqual({ accepted: 1, refused: 30, reasons: { value: 30 } });
  });

  it('answers 400 with the same body when nothing can be kept', async () => {
    const { url } = await startWithDocument({ clock: fakeClock() });
    const answer = await postReports(url, reportLine({ cid: '"another"' }));
    expect(answer.status).toBe(400);
    expect(await refusalsOf(answer)).toMatchObject({
      accepted: 0,
      refused: [{ line: 1, key: 'cid', reason: 'cid' }],
    });
    expect((await postReports(url, '')).status).toBe(400);
  });

  it('counts ten thousand other broadcasts under one reason', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    for (let start = 0; start < 10_000; start += 400) {
      const lines = Array.from({ length: 400 }, (_, index) =>
        reportLine({ cid: `"c${start + index}"`, sn: index }),
      );
      expect((await postReports(url, lines.join('\n'))).status).toBe(400);
    }
    await clock.advance(1000);
    const { intake } = await joinStatus(url);
    expect(intake).toEqual({ accepted: 0, refused: 10_000, reasons: { cid: 10_000 } });
  });

  it.each([
    ['binary', Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256), {}, [400, 'reports']],
    ['more than 64 KiB', 'x'.repeat(64 * 1024 + 1), {}, [413, 'too-large']],
    ['JSON', '{}', { 'Content-Type': 'application/json' }, [415, 'media-type']],
    ['a form', 'a=1', { 'Content-Type': 'text/plain' }, [415, 'media-type']],
    ['a gzip bomb', gzipSync(Buffer.alloc(10_000_000)), { 'Content-Encoding': 'gzip' }, [415, 'encoding']],
  ])('takes no %s', async (_name, body, headers, expected) => {
    const { url } = await startWithDocument({ clock: fakeClock() });
    expect(
      await codeOf(await postReports(url, typeof body === 'string' ? body : new Uint8Array(body), headers)),
    ).toEqual(expected);
    expect((await postReports(url, reportLine())).status).toBe(204);
  });

  it('lets half a body and a slow one go, and keeps nothing of them', async () => {
    const { url } = await startWithDocument({ requestTimeoutMs: 300 });
    const line = reportLine({ ts: Date.now() });
    const head = `POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/cmcd\r\nContent-Length: ${line.length * 2}\r\n\r\n`;
    const half = await rawConnection(url);
    half.socket.end(head + line);
    await half.ended;
    const slow = await rawConnection(url);
    slow.socket.write(head + line);
    expect(await slow.ended).toMatch(/^HTTP\/1\.1 408 .*"code":"timeout"/s);
    expect((await joinStatus(url)).intake.accepted).toBe(0);
    expect((await postReports(url, line)).status).toBe(204);
  });

  it('answers 400 to what is no HTTP', async () => {
    const { url } = await startCollector();
    const { socket, ended } = await rawConnection(url);
    socket.write('\0\u0001nonsense\r\n\r\n');
    expect(await ended).toMatch(/^HTTP\/1\.1 400 .*"error"/s);
  });

  it('answers 410 while reports are off, and 503 before there is a broadcast', async () => {
    const { url } = await startCollector({ clock: fakeClock() });
    const early = await postReports(url, reportLine());
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '30']);
    const first = await putDocument(url, sentDocument({ degrade: 1 }), { 'If-None-Match': '*' });
    expect(await codeOf(await postReports(url, reportLine()))).toEqual([410, 'reports-off']);
    const second = await putDocument(url, sentDocument({ reports: undefined }), {
      'If-Match': first.headers.get('etag') ?? '',
    });
    expect((await postReports(url, reportLine())).status).toBe(410);
    await putDocument(url, sentDocument(), { 'If-Match': second.headers.get('etag') ?? '' });
    expect((await postReports(url, reportLine())).status).toBe(204);
  });

  it('answers 429 with Retry-After beyond its limit, spread, and takes reports again later', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({
      clock,
      random: () => 0.5,
      reportLimit: { ratePerSecond: 1, burst: 2 },
    });
    const answers = await Promise.all([1, 2, 3].map((sn) => postReports(url, reportLine({ sn }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 429]);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('8');
    await clock.advance(1000);
    expect((await postReports(url, reportLine({ sn: 4 }))).status).toBe(204);
  });

  it('has room for so many sessions, and says when to come again', async () => {
    const { url } = await startWithDocument({ clock: fakeClock(), maxSessions: 1 });
    expect((await postReports(url, reportLine())).status).toBe(204);
    const full = await postReports(url, reportLine({ sid: '"another"' }));
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('may be used by pages of the listed origins only', async () => {
    const { url } = await startWithDocument({ clock: fakeClock(), origins: ['https://listen.example'] });
    const preflight = (origin: string) =>
      fetch(`${url}/v1/reports`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const listed = await preflight('https://listen.example');
    expect([listed.status, listed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://listen.example',
    ]);
    expect(listed.headers.get('access-control-allow-headers')).toContain('Content-Type');
    const other = await preflight('https://elsewhere.example');
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const sent = await postReports(url, reportLine(), { Origin: 'https://elsewhere.example' });
    expect(sent.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the figures', () => {
  it('are told as the contract wants them, scaled by the sample rate', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock }, { reports: { url: '/v1/reports', sampleRate: 0.25 } });
    const say = (keys: Parameters<typeof reportLine>[0]) => reportLine({ e: 'ps', ...keys });
    const lines = ['a', 'b', 'c', 'd'].map((sid, index) =>
      say({ sid: `"${sid}"`, sta: 's', ts: NOW_MS + index }),
    );
    await postReports(url, lines.join('\n'));
    await clock.advance(4000);
    const ends = [
      say({
        sid: '"a"',
        sn: 2,
        sta: 'p',
        msd: 2000,
        br: '(48)',
        'org.holdline-pathway': '"primary"',
        'org.holdline-revision': 1,
        ts: NOW_MS + 2000,
      }),
      say({ sid: '"b"', sn: 2, sta: 'f', ts: NOW_MS + 3000 }),
      say({ sid: '"c"', sn: 2, sta: 'q', ts: NOW_MS + 3000 }),
      reportLine({
        sid: '"d"',
        sn: 2,
        e: 'rr',
        sta: 's',
        rc: 503,
        url: '"https://a.example/x"',
        'org.holdline-pathway': '"primary"',
      }),
    ];
    expect((await postReports(url, ends.join('\n'))).status).toBe(204);
    await clock.advance(1000);
    const status = await joinStatus(url);
    expect(safeParse(joinStatusReportSchema, status).issues).toBeUndefined();
    const third = 1 / 3;
    expect(status).toMatchObject({
      stale: false,
      broadcastId: 'evening',
      revision: 1,
      sampleRate: 0.25,
      now: { joining: { value: 4, n: 1 }, listening: { value: 4, n: 1 }, concurrent: { value: 8, n: 2 } },
      lastMinute: {
        startAttempts: { value: 16, n: 4 },
        started: { value: third, n: 3 },
        startFailures: { value: third, n: 3 },
        exitsBeforeStart: { value: third, n: 3 },
        joinTimeSeconds: { n: 1 },
        rebufferingRatio: { value: null, n: 0 },
      },
      failures: [{ kind: 'overloaded', pathwayId: 'primary', status: 503, count: { value: 4, n: 1 } }],
      pathways: [{ id: 'primary', sessions: { value: 4, n: 1 } }],
      renditions: [{ kbps: 48, sessions: { value: 4, n: 1 } }],
      told: { sessions: { value: 4, n: 1 }, of: { value: 8, n: 2 } },
      intake: { accepted: 8, refused: 0, reasons: {} },
    });
    await clock.advance(60_000);
    const later = await joinStatus(url);
    expect([later.lastMinute.startAttempts.n, later.minuteBefore.startAttempts.n]).toEqual([0, 4]);
  });

  it('become rows of the plots', async () => {
    const clock = fakeClock();
    const { url } = await startWithDocument({ clock });
    await postReports(url, reportLine({ e: 'ps', sta: 's' }));
    await clock.advance(61_000);
    const answer = await fetch(`${url}/v1/join-status/history`, {
      headers: { Authorization: 'Bearer the-token-of-these-tests' },
    });
    const { recent, evening, acts } = parse(historySchema, await answer.json());
    expect(recent).toHaveLength(12);
    expect(recent[0]).toMatchObject({
      at: new Date(NOW_MS + 5000).toISOString(),
      startAttempts: 1,
      joining: 1,
    });
    expect(recent[1]).toMatchObject({ startAttempts: 0, joining: 1 });
    expect(evening).toHaveLength(1);
    expect(evening[0]?.startAttempts).toBe(1);
    expect(acts).toMatchObject([{ note: 'a note', revision: 1 }]);
    expect(acts[0]?.fields).toContain('pathways');
  });
});
