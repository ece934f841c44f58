import type { Clock } from '../network/clock.ts';
import { type RedisLink, redisKey } from './redis-link.ts';
import type { RefusalReason, Report } from './report.ts';
import { nextChangeMs, packRecord, type SessionRecord, unpackRecord } from './session-record.ts';
import { isRepeated, step, type StepFacts } from './session-step.ts';
import { type RefusalCounts, StoreUnavailableError, type Taken } from './store.ts';
import { bucketOf, type Tally } from './tally.ts';

/** Requests that come within this time go to Redis together, and more while the last ones are under way. */
const GATHER_MS = 10;
/** One script runs for some milliseconds at most: Redis does nothing else meanwhile. */
const MAX_CHANGES = 250;
/** Two collectors that hold lines of the same session at the same moment read it anew. */
const MAX_TURNS = 8;
const KEEP_BUCKETS_MS = 240_000;
const KEEP_BOOKS_MS = 24 * 3_600_000;

/** A session's way from one record to the next, and what that does to the figures. */
export interface Change {
  readonly sid: string;
  readonly before: string;
  /** Empty: forgotten. */
  readonly after: string;
  readonly dueMs: number;
  readonly tally: Recorded;
}

interface Recorded extends Tally {
  readonly gauges: Record<string, number>;
  readonly counts: Record<string, number>;
  readonly intake: Record<string, number>;
  readonly heard: () => boolean;
}

export function recordTally(): Recorded {
  const gauges: Record<string, number> = {};
  const counts: Record<string, number> = {};
  let heard = false;
  const add = (sums: Record<string, number>, name: string, by: number) => {
    sums[name] = (sums[name] ?? 0) + by;
  };
  return {
    gauges,
    counts,
    intake: {},
    heard: () => heard,
    gauge: (name, by) => add(gauges, name, by),
    count: (name, by) => add(counts, name, by),
    listened: () => {
      heard = true;
    },
  };
}

/** Writes changes; resolves with those that came too late. */
export async function commitChanges(
  link: RedisLink,
  changes: readonly Change[],
  refusals: RefusalCounts,
  nowMs: number,
): Promise<Change[]> {
  const bucket = bucketOf(nowMs);
  const keys = ['sessions', 'due', 'gauges', `counts:${bucket}`, `listened:${bucket}`, 'intake'].map(
    redisKey,
  );
  const late: Change[] = [];
  for (let start = 0; start === 0 || start < changes.length; start += MAX_CHANGES) {
    const part = changes.slice(start, start + MAX_CHANGES);
    const written = part.map(({ sid, before, after, dueMs, tally }) => [
      sid,
      before,
      after,
      dueMs,
      tally.gauges,
      tally.counts,
      tally.heard(),
      tally.intake,
    ]);
    const refused = start === 0 ? Object.fromEntries(refusals) : {};
    const conflicts = await link.commit(keys, [
      JSON.stringify(written),
      JSON.stringify(refused),
      KEEP_BUCKETS_MS,
      KEEP_BOOKS_MS,
    ]);
    for (const index of conflicts) {
      const change = part[index];
      if (change !== undefined) late.push(change);
    }
  }
  return late;
}

export async function readRecords(
  link: RedisLink,
  sids: readonly string[],
): Promise<(SessionRecord | null)[]> {
  if (sids.length === 0) return [];
  const packed = await link.ask((redis) => redis.hmget(redisKey('sessions'), ...sids));
  return packed.map((text) => (text === null ? null : unpackRecord(text)));
}

interface Waiting {
  readonly reports: readonly Report[];
  readonly refusals: RefusalCounts;
  readonly facts: StepFacts;
  readonly outcomes: ('kept' | 'duplicate' | 'full')[];
  readonly resolve: (taken: Taken) => void;
  readonly reject: (error: unknown) => void;
}

export interface RedisIntake {
  take(reports: readonly Report[], refusals: RefusalCounts, facts: StepFacts): Promise<Taken>;
  close(): void;
}

/** Takes reports in groups: while one group is being written the next one gathers. */
export function createRedisIntake(link: RedisLink, clock: Clock, maxSessions: number): RedisIntake {
  let waiting: Waiting[] = [];
  let isWriting = false;
  let cancel: (() => void) | null = null;

  function schedule(): void {
    if (isWriting || cancel !== null || waiting.length === 0) return;
    cancel = clock.setTimer(() => {
      cancel = null;
      isWriting = true;
      const group = waiting;
      waiting = [];
      void write(group).finally(() => {
        isWriting = false;
        schedule();
      });
    }, GATHER_MS);
  }

  async function write(group: readonly Waiting[]): Promise<void> {
    try {
      await book(group);
      for (const { outcomes, resolve } of group) {
        const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
        resolve({ kept: count('kept'), duplicates: count('duplicate'), full: count('full') });
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function book(group: readonly Waiting[]): Promise<void> {
    let open = bySession(group);
    const known = await link.ask((redis) => redis.hlen(redisKey('sessions')));
    let refusals: RefusalCounts = sumOf(group);
    for (let turn = 0; turn < MAX_TURNS; turn++) {
      const sids = [...open.keys()];
      const records = await readRecords(link, sids);
      const changes = sids.map((sid, index) =>
        changeOf(sid, records[index] ?? null, open.get(sid) ?? [], known >= maxSessions),
      );
      const late = await commitChanges(link, changes, refusals, clock.wallNow());
      if (late.length === 0) return;
      refusals = new Map();
      open = new Map(late.map(({ sid }) => [sid, open.get(sid) ?? []]));
    }
    throw new StoreUnavailableError('The same sessions are being written from elsewhere.');
  }

  return {
    take(reports, refusals, facts) {
      return new Promise((resolve, reject) => {
        waiting.push({ reports, refusals, facts, outcomes: [], resolve, reject });
        schedule();
      });
    },
    close() {
      cancel?.();
      for (const { reject } of waiting) reject(new StoreUnavailableError('The collector is stopping.'));
      waiting = [];
    },
  };
}

interface Line {
  readonly request: Waiting;
  readonly index: number;
  readonly report: Report;
}

function bySession(group: readonly Waiting[]): Map<string, Line[]> {
  const sessions = new Map<string, Line[]>();
  for (const request of group) {
    request.reports.forEach((report, index) => {
      const line = { request, index, report };
      const lines = sessions.get(report.sid);
      if (lines === undefined) sessions.set(report.sid, [line]);
      else lines.push(line);
    });
  }
  return sessions;
}

/** Takes the lines of one session, in order. May be asked again with another record: then the outcomes are others. */
function changeOf(sid: string, found: SessionRecord | null, lines: readonly Line[], isFull: boolean): Change {
  const tally = recordTally();
  const note = (name: string) => {
    tally.intake[name] = (tally.intake[name] ?? 0) + 1;
  };
  let record = found;
  for (const { request, index, report } of lines) {
    if (isRepeated(record, report)) {
      request.outcomes[index] = 'duplicate';
      note('duplicate');
    } else if (record === null && isFull) {
      request.outcomes[index] = 'full';
      note('full');
    } else {
      record = step(record, report, request.facts, tally);
      request.outcomes[index] = 'kept';
      note('accepted');
    }
  }
  const after = record === null ? '' : packRecord(record);
  return {
    sid,
    before: found === null ? '' : packRecord(found),
    after,
    dueMs: record === null ? 0 : nextChangeMs(record),
    tally,
  };
}

function sumOf(group: readonly Waiting[]): RefusalCounts {
  const sum = new Map<RefusalReason, number>();
  for (const { refusals } of group) {
    for (const [reason, count] of refusals) sum.set(reason, (sum.get(reason) ?? 0) + count);
  }
  return sum;
}
