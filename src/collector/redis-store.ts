import { safeParse } from 'valibot';
import type { Clock } from '../network/clock.ts';
import { type Act, actSchema, type HistoryRow, historyRowSchema } from '../reporting/join-status-report.ts';
import { readPublished } from './published.ts';
import { type Change, commitChanges, createRedisIntake, readRecords, recordTally } from './redis-intake.ts';
import { linkRedis, redisKey, untilReady } from './redis-link.ts';
import { afterSilence, nextChangeMs, packRecord } from './session-record.ts';
import { moveGauges } from './session-step.ts';
import {
  EVENING_MS,
  MAX_ACTS,
  type Published,
  RECENT_MS,
  type RowKind,
  rowsSince,
  type Store,
} from './store.ts';

const FIRST_CONNECTION_MS = 3000;
const SWEPT_AT_ONCE = 500;
const SWEEPS_A_TICK = 20;
/** A hash of rows loses its old ones when it has this many more than are shown. */
const ROWS_TO_SPARE = 60;

export interface RedisStoreOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly maxSessions: number;
  readonly tell: (sentence: string) => void;
}

/** Books in a Redis (6 or later), shared by any number of collectors. Opens also while there is none to be reached. */
export async function openRedisStore({ url, clock, maxSessions, tell }: RedisStoreOptions): Promise<Store> {
  const link = linkRedis(url, tell);
  const intake = createRedisIntake(link, clock, maxSessions);
  const openedAtMs = clock.wallNow();
  let startedAtMs: number | null = null;
  let published: Published | null = null;

  async function readDocument(): Promise<Published | null> {
    const [json = null, etag = null] = await link.ask((redis) =>
      redis.hmget(redisKey('document'), 'json', 'etag'),
    );
    if (json === null) return null;
    return etag === published?.etag ? published : readPublished(json);
  }

  async function refresh(): Promise<void> {
    if (startedAtMs === null) {
      await link.ask((redis) => redis.setnx(redisKey('started'), openedAtMs));
      startedAtMs = Number(await link.ask((redis) => redis.get(redisKey('started'))));
    }
    const found = await readDocument();
    if (found === null && published !== null) {
      // A Redis that came back empty: the evening goes on with the document that everybody has.
      tell('Redis has lost the broadcast document; it is put there again.');
      await link.publish(documentKeys, ['', published.etag, published.json, '', MAX_ACTS]);
      await link.ask((redis) => redis.setnx(redisKey('started'), clock.wallNow()));
      startedAtMs = Number(await link.ask((redis) => redis.get(redisKey('started'))));
    } else published = found;
  }

  /** What time alone does to those that are due; true if there may be more. */
  async function sweepSome(nowMs: number): Promise<boolean> {
    const sids = await link.ask((redis) =>
      redis.zrangebyscore(redisKey('due'), '-inf', nowMs, 'LIMIT', 0, SWEPT_AT_ONCE),
    );
    const records = await readRecords(link, sids);
    const changes = sids.map((sid, index): Change => {
      const before = records[index] ?? null;
      const after = before === null ? null : afterSilence(before, nowMs);
      const tally = recordTally();
      moveGauges(before, after, tally);
      return {
        sid,
        before: before === null ? '' : packRecord(before),
        after: after === null ? '' : packRecord(after),
        dueMs: after === null ? 0 : nextChangeMs(after),
        tally,
      };
    });
    // Another collector sweeps as well: what it was faster with needs nothing more.
    if (changes.length > 0) await commitChanges(link, changes, new Map(), nowMs);
    return sids.length === SWEPT_AT_ONCE;
  }

  async function sumOf(names: readonly string[]): Promise<Map<string, number>> {
    const sum = new Map<string, number>();
    for (const counts of await Promise.all(
      names.map((name) => link.ask((redis) => redis.hgetall(redisKey(name)))),
    )) {
      for (const [name, by] of Object.entries(counts)) sum.set(name, (sum.get(name) ?? 0) + Number(by));
    }
    return sum;
  }

  async function saveRow(kind: RowKind, row: HistoryRow): Promise<boolean> {
    const key = redisKey(`rows:${kind}`);
    const isNew = await link.ask((redis) => redis.hsetnx(key, row.at, JSON.stringify(row)));
    await link.ask((redis) => redis.pexpire(key, EVENING_MS));
    const spanMs = kind === 'recent' ? RECENT_MS : EVENING_MS;
    const most = spanMs / (kind === 'recent' ? 5000 : 60_000) + ROWS_TO_SPARE;
    if ((await link.ask((redis) => redis.hlen(key))) > most) {
      const oldestMs = Date.parse(row.at) - spanMs;
      const old = (await link.ask((redis) => redis.hkeys(key))).filter((at) => Date.parse(at) <= oldestMs);
      if (old.length > 0) await link.ask((redis) => redis.hdel(key, ...old));
    }
    return isNew === 1;
  }

  const rowsOf = async (kind: RowKind): Promise<HistoryRow[]> =>
    (await link.ask((redis) => redis.hvals(redisKey(`rows:${kind}`)))).flatMap((json) => {
      const parsed = safeParse(historyRowSchema, JSON.parse(json));
      return parsed.success ? [parsed.output] : [];
    });

  async function readActs(): Promise<Act[]> {
    const lines = await link.ask((redis) => redis.lrange(redisKey('acts'), 0, -1));
    return lines.flatMap((json) => {
      const parsed = safeParse(actSchema, JSON.parse(json));
      return parsed.success ? [parsed.output] : [];
    });
  }

  if (!(await untilReady(link.redis, FIRST_CONNECTION_MS))) {
    tell('Redis cannot be reached yet; it is tried again and again.');
  }
  return {
    startedAtMs: () => startedAtMs ?? openedAtMs,
    take: (reports, refusals, facts) => intake.take(reports, refusals, facts),
    async sweep(nowMs) {
      for (let round = 0; round < SWEEPS_A_TICK; round++) if (!(await sweepSome(nowMs))) return;
    },
    gauges: () => sumOf(['gauges']),
    counts: (from, to) => sumOf(range(from, to).map((bucket) => `counts:${bucket}`)),
    listened: (from, to) =>
      link.ask((redis) => redis.pfcount(...range(from, to).map((bucket) => redisKey(`listened:${bucket}`)))),
    intake: () => sumOf(['intake']),
    saveRow,
    async history(nowMs) {
      const [recent, evening, acts] = await Promise.all([rowsOf('recent'), rowsOf('evening'), readActs()]);
      return {
        recent: rowsSince(recent, nowMs - RECENT_MS),
        evening: rowsSince(evening, nowMs - EVENING_MS),
        acts,
      };
    },
    refresh,
    published: () => published,
    async publish(expected, next, act) {
      const args = [expected ?? '', next.etag, next.json, JSON.stringify(act), MAX_ACTS];
      if (await link.publish(documentKeys, args)) {
        published = next;
        return { kind: 'published' };
      }
      published = await readDocument();
      return { kind: 'changed', present: published };
    },
    close() {
      intake.close();
      link.close();
      return Promise.resolve();
    },
  };
}

const documentKeys = ['document', 'acts'].map(redisKey);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
