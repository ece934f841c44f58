import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPathwayNames } from '../../src/collector/names.ts';
import { type Change, commitChanges, recordTally } from '../../src/collector/redis-intake.ts';
import { linkRedis, untilReady } from '../../src/collector/redis-link.ts';
import { openRedisStore } from '../../src/collector/redis-store.ts';
import { type Store, StoreUnavailableError } from '../../src/collector/store.ts';
import { createThreadClock } from '../../src/network/clock.ts';
import { hasRedis, type RedisServer, startRedis, unlessMissing } from '../fakes/redis-server.ts';
import { publishedDocument } from './documents.ts';
import { NOW_MS, report } from './report-lines.ts';
import { testStore } from './store-contract.ts';

const threadClock = createThreadClock();
/** Real timers; a wall clock that stands. */
const clock = { ...threadClock, wallNow: () => NOW_MS };

describe.skipIf(!hasRedis)(`the Redis store${unlessMissing}`, () => {
  let server: RedisServer;
  const opened: Store[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.remove());
  afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));

  const open = async (maxSessions = 1000) => {
    const store = await openRedisStore({ url: server.url, clock, maxSessions, tell: () => undefined });
    opened.push(store);
    return store;
  };
  const empty = async () => {
    const redis = new Redis(server.url);
    await redis.flushall();
    redis.disconnect();
  };

  testStore({
    async open(maxSessions) {
      await empty();
      return open(maxSessions);
    },
  });

  const facts = () => ({ nowMs: NOW_MS, revision: 1, pathways: createPathwayNames() });

  it('is shared: lines of one session may come to either, at the same moment', async () => {
    await empty();
    const stores = [await open(), await open()] as const;
    const taken = await Promise.all(
      Array.from({ length: 400 }, (_, index) => {
        const sid = `session-${index % 40}`;
        return stores[index % 2 === 0 ? 0 : 1].take(
          [report({ sid, sn: 1, state: 's' }), report({ sid, sn: 2, state: 'p', ts: NOW_MS + 100 })],
          new Map(),
          facts(),
        );
      }),
    );
    // Ten times the same two lines of each: once is kept.
    expect(taken.reduce((sum, { kept }) => sum + kept, 0)).toBe(80);
    for (const store of stores) {
      expect((await store.gauges()).get('state:listening')).toBe(40);
      expect((await store.intake()).get('accepted')).toBe(80);
    }
    expect(await stores[0].listened(0, 0)).toBe(0);
  });

  it('leaves a session alone that somebody else has changed since it was read', async () => {
    await empty();
    const store = await open();
    const link = linkRedis(server.url, () => undefined);
    await untilReady(link.redis, 10_000);
    const change = (before: string, after: string) => {
      const tally = recordTally();
      tally.gauge('state:listening', 1);
      return { sid: 'session-1', before, after, dueMs: NOW_MS, tally };
    };
    const commit = (each: Change) => commitChanges(link, [each], new Map(), NOW_MS);
    expect(await commit(change('', 'one'))).toEqual([]);
    const late = change('', 'two');
    expect(await commit(late)).toEqual([late]);
    expect(await commit(change('one', 'two'))).toEqual([]);
    expect((await store.gauges()).get('state:listening')).toBe(2);
    link.close();
  });

  it('learns of a document that was published elsewhere, and when the books were begun', async () => {
    await empty();
    const [one, other] = [await open(), await open()];
    await one.refresh();
    await one.publish(null, publishedDocument(1), { at: '', revision: 1, fields: [], note: '' });
    expect(other.published()).toBeNull();
    await other.refresh();
    expect(other.published()).toEqual(publishedDocument(1));
    expect(other.startedAtMs()).toBe(one.startedAtMs());
  });

  it('fails at once while Redis is away, and puts the document back into an empty one', async () => {
    await empty();
    const store = await open();
    await store.refresh();
    await store.publish(null, publishedDocument(3), { at: '', revision: 3, fields: [], note: '' });
    await server.stop();
    await expect(store.take([report()], new Map(), facts())).rejects.toThrow(StoreUnavailableError);
    await expect(store.gauges()).rejects.toThrow(StoreUnavailableError);
    expect(store.published()).toEqual(publishedDocument(3));
    await server.start();
    await expect
      .poll(
        () =>
          store.refresh().then(
            () => 'back',
            () => 'away',
          ),
        { timeout: 20_000 },
      )
      .toBe('back');
    const other = await open();
    await other.refresh();
    expect(other.published()).toEqual(publishedDocument(3));
    expect(await store.take([report()], new Map(), facts())).toMatchObject({ kept: 1 });
  });
});
