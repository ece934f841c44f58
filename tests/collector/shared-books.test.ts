import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { createThreadClock } from '../../src/network/clock.ts';
import type { JoinStatusReport } from '../../src/reporting/join-status-report.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { hasRedis, type RedisServer, startRedis, unlessMissing } from '../fakes/redis-server.ts';
import { sentDocument } from './documents.ts';
import { NOW_MS, reportLine } from './report-lines.ts';
import { startRoundRobin } from './round-robin.ts';
import {
  authorized,
  joinStatus,
  postReports,
  putDocument,
  startCollector,
  startWithDocument,
  TOKEN,
} from './running-collector.ts';

/** Requests of a few hundred sessions, each in the order that its session sends them. */
function evening(sessions: number, seed: number): string[][] {
  const random = seededRandom(seed);
  const startMs = NOW_MS;
  return Array.from({ length: sessions }, (_, index) => {
    const common = {
      sid: `"session-${seed}-${index}"`,
      'org.holdline-pathway': random() < 0.7 ? '"primary"' : '"backup"',
    };
    const joinMs = Math.round(300 + random() ** 4 * 20_000);
    const line = (sn: number, keys: Parameters<typeof reportLine>[0]) =>
      reportLine({ ...common, sn, ...keys });
    const begins = line(1, { e: 'ps', sta: 's', ts: startMs });
    const fate = random();
    if (fate < 0.1) return [begins, line(2, { e: 'ps', sta: 'f', ts: startMs + joinMs })];
    if (fate < 0.2) return [begins, line(2, { e: 'ps', sta: 'q', ts: startMs + 5000 })];
    const failed = line(2, { e: 'rr', rc: 503, url: '"https://a.example/x"', sta: 's', ts: startMs + 100 });
    const plays = line(3, { e: 'ps', sta: 'p', msd: joinMs, br: '(48)', ts: startMs + joinMs });
    const rebuffers = line(4, { e: 'ps', sta: 'r', ts: startMs + joinMs + 9000 });
    return [
      `${begins}\n${failed}`,
      plays,
      rebuffers,
      line(5, { e: 'ps', sta: 'p', ts: startMs + joinMs + 10_000 }),
    ];
  });
}

/** Sends them as a crowd does: many at once, those of one session in order. Resolves with the statuses. */
async function send(url: string, sessions: readonly (readonly string[])[]): Promise<number[]> {
  const statuses: number[] = [];
  const queue = [...sessions];
  const worker = async () => {
    for (let bodies = queue.shift(); bodies !== undefined; bodies = queue.shift()) {
      for (const body of bodies) statuses.push((await postReports(url, body)).status);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return statuses;
}

/** Real timers, and a wall clock that stands: however long the test takes, it is all within one minute. */
const standing = { ...createThreadClock(), wallNow: () => NOW_MS };

/** What must agree exactly: all but the times, and the one figure that rests on sketches of two kinds. */
function exact({ now, lastMinute, failures, pathways, renditions, told, intake }: JoinStatusReport) {
  const { rebufferingRatio, ...minute } = lastMinute;
  return { now, minute, ratio: rebufferingRatio.value, failures, pathways, renditions, told, intake };
}

describe.skipIf(!hasRedis)(`collectors that share a Redis${unlessMissing}`, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis({ isKept: true });
  });
  afterAll(() => redis.remove());
  beforeEach(async () => {
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
  });

  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  /** A collector in a process of its own. */
  async function spawnCollector(): Promise<{ url: string; child: ChildProcess }> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/collector/main.ts', '--port', '0', '--redis', redis.url],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, COLLECTOR_TOKEN: TOKEN } },
    );
    children.push(child);
    for await (const line of createInterface(child.stdout)) {
      const url = /^Collector: (\S+)\/$/.exec(line)?.[1];
      if (url !== undefined) {
        child.stdout.resume();
        return { url, child };
      }
    }
    throw new Error('The collector has ended.');
  }

  it('give the same figures behind a round-robin proxy as one that is alone', async () => {
    const alone = await startWithDocument({ clock: standing });
    const options = { redisUrl: redis.url, clock: standing };
    const shared = [await startCollector(options), await startCollector(options)];
    const proxy = await startRoundRobin(shared.map(({ url }) => url));
    try {
      await putDocument(proxy.url, sentDocument(), { 'If-None-Match': '*' });
      for (const { url } of shared) {
        await expect
          .poll(async () => (await fetch(`${url}/broadcast.json`)).status, { timeout: 10_000 })
          .toBe(200);
      }
      const sessions = evening(300, 7);
      expect(new Set(await send(alone.url, sessions))).toEqual(new Set([204]));
      expect(new Set(await send(proxy.url, sessions))).toEqual(new Set([204]));
      const lines = sessions.flat().join('\n').split('\n').length;
      const settled = async (url: string) => {
        await expect
          .poll(async () => (await joinStatus(url)).intake.accepted, { timeout: 10_000 })
          .toBe(lines);
        return joinStatus(url);
      };
      const expected = await settled(alone.url);
      expect(expected.now.listening.n).toBeGreaterThan(200);
      for (const { url } of shared) {
        const status = await settled(url);
        expect(exact(status)).toEqual(exact(expected));
        const heard = [status, expected].map(({ lastMinute }) => lastMinute.rebufferingRatio.n) as [
          number,
          number,
        ];
        expect(Math.abs(heard[0] - heard[1])).toBeLessThanOrEqual(0.05 * heard[1]);
      }
    } finally {
      await proxy.stop();
    }
  });

  it('lose nothing that was acknowledged when one is killed under load', async () => {
    const [victim, survivor] = [await spawnCollector(), await spawnCollector()];
    await putDocument(survivor.url, sentDocument(), { 'If-None-Match': '*' });
    await expect
      .poll(async () => (await fetch(`${victim.url}/broadcast.json`)).status, { timeout: 20_000 })
      .toBe(200);
    const sids = Array.from({ length: 40 }, (_, index) => `"killed-${index}"`);
    let acknowledged = 0;
    let failed = 0;
    const isDead = () => victim.child.signalCode !== null;
    // Every session sends a line again, with the same number, until it has been acknowledged: half of them to the victim.
    await Promise.all(
      sids.map(async (sid, index) => {
        for (let sn = 1; sn <= 60;) {
          const url = index % 2 === 0 && !isDead() ? victim.url : survivor.url;
          const line = reportLine({ sid, sn, ts: Date.now() });
          const status = await postReports(url, line).then(
            (answer) => answer.status,
            () => 0,
          );
          if (status === 204) {
            acknowledged += 1;
            sn += 1;
            if (acknowledged === 800) victim.child.kill('SIGKILL');
          } else failed += 1;
        }
      }),
    );
    expect(isDead()).toBe(true);
    expect(failed).toBeGreaterThan(0);
    expect(acknowledged).toBe(40 * 60);
    // What was in the books but not yet acknowledged came again, and was counted once.
    await expect
      .poll(async () => (await joinStatus(survivor.url)).intake.accepted, { timeout: 10_000 })
      .toBe(40 * 60);
    expect((await joinStatus(survivor.url)).now.listening.n).toBe(40);
  });

  it('say that they cannot while Redis is away, show what they know, and go on by themselves', async () => {
    const told: string[] = [];
    const { url } = await startWithDocument({ redisUrl: redis.url, tell: (sentence) => told.push(sentence) });
    const line = (sn: number) => reportLine({ sn, ts: Date.now() });
    expect((await postReports(url, line(1))).status).toBe(204);
    await expect.poll(async () => (await joinStatus(url)).now.listening.n, { timeout: 10_000 }).toBe(1);
    const history = () => fetch(`${url}/v1/join-status/history`, { headers: authorized });
    expect((await history()).status).toBe(200);

    await redis.stop();
    const refused = await postReports(url, line(2));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    await expect.poll(async () => (await joinStatus(url)).stale, { timeout: 20_000 }).toBe(true);
    expect((await joinStatus(url)).now.listening.n).toBe(1);
    expect((await fetch(`${url}/broadcast.json`)).status).toBe(200);
    expect((await history()).status).toBe(200);
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
    const etag = (await fetch(`${url}/broadcast.json`)).headers.get('etag') ?? '';
    expect((await putDocument(url, sentDocument({ title: 'Now' }), { 'If-Match': etag })).status).toBe(503);

    await redis.start();
    await expect.poll(async () => (await postReports(url, line(2))).status, { timeout: 20_000 }).toBe(204);
    await expect.poll(async () => (await joinStatus(url)).stale, { timeout: 20_000 }).toBe(false);
    await expect.poll(async () => (await joinStatus(url)).intake.accepted, { timeout: 10_000 }).toBe(2);
    expect((await putDocument(url, sentDocument({ title: 'Now' }), { 'If-Match': etag })).status).toBe(200);
    expect(told.filter((sentence) => sentence.startsWith('The store'))).toEqual([
      'The store is out of reach: figures are old.',
      'The store is in reach again.',
    ]);
  });
});
