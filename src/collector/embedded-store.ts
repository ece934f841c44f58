import type { Act, HistoryRow } from '../reporting/join-status-report.ts';
import { addToSketch, createSketch, distinct } from './distinct.ts';
import { openJournal } from './journal.ts';
import { afterSilence, nextChangeMs } from './session-record.ts';
import { isRepeated, moveGauges, step } from './session-step.ts';
import { createSessionTable } from './session-table.ts';
import { EVENING_MS, MAX_ACTS, type Published, RECENT_MS, rowsSince, type Store } from './store.ts';
import { bucketOf, type Tally } from './tally.ts';

/** Three minutes and some: the last two are shown, in steps of five seconds. */
const KEPT_BUCKETS = 40;
/** All sessions are looked at within about five sweeps, and a small room at once. */
const SWEEP_SHARE = 1 / 5;
const LEAST_SWEPT = 2000;

interface Bucket {
  readonly counts: Map<string, number>;
  readonly listened: Uint8Array;
}

export interface EmbeddedStoreOptions {
  /** Where the document, the rows of a minute and the acts are kept; null: nowhere. */
  readonly directory: string | null;
  readonly nowMs: number;
  readonly maxSessions: number;
  /** Is told, in a sentence, what was wrong with the files. */
  readonly tell: (sentence: string) => void;
}

/** The books of one collector, in memory. What a restart must not lose is in files. */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  const { nowMs: startedAtMs, maxSessions } = options;
  const journal = await openJournal(options.directory, startedAtMs - EVENING_MS, options.tell);
  const sessions = createSessionTable();
  const gauges = new Map<string, number>();
  const buckets = new Map<number, Bucket>();
  const intake = new Map<string, number>();
  const recent = new Map<string, HistoryRow>();
  const evening = new Map<string, HistoryRow>(journal.rows.map((row) => [row.at, row]));
  const acts: Act[] = [...journal.acts];
  let published: Published | null = journal.published;
  let publishing: Promise<unknown> = Promise.resolve();

  const add = (counts: Map<string, number>, name: string, by: number) => {
    const next = (counts.get(name) ?? 0) + by;
    if (next === 0) counts.delete(name);
    else counts.set(name, next);
  };

  function bucketAt(nowMs: number): Bucket {
    const id = bucketOf(nowMs);
    const present = buckets.get(id);
    if (present !== undefined) return present;
    const bucket = { counts: new Map<string, number>(), listened: createSketch() };
    buckets.set(id, bucket);
    for (const old of buckets.keys()) if (old <= id - KEPT_BUCKETS) buckets.delete(old);
    return bucket;
  }

  function tallyAt(nowMs: number): Tally {
    const { counts, listened } = bucketAt(nowMs);
    return {
      gauge: (name, by) => add(gauges, name, by),
      count: (name, by) => add(counts, name, by),
      listened: (sid) => addToSketch(listened, sid),
    };
  }

  const bucketsFrom = (from: number, to: number): Bucket[] =>
    [...buckets].filter(([id]) => id >= from && id <= to).map(([, bucket]) => bucket);

  async function replace(next: Published, act: Act): Promise<void> {
    await journal.saveDocument(next.json);
    published = next;
    acts.push(act);
    if (acts.length > MAX_ACTS) acts.shift();
    await journal.append({ act });
  }

  return {
    startedAtMs: () => startedAtMs,
    take(reports, refusals, facts) {
      const tally = tallyAt(facts.nowMs);
      let kept = 0;
      let duplicates = 0;
      let full = 0;
      for (const report of reports) {
        const before = sessions.get(report.sid);
        if (isRepeated(before, report)) duplicates += 1;
        else if (before === null && sessions.size() >= maxSessions) full += 1;
        else {
          kept += 1;
          sessions.set(report.sid, step(before, report, facts, tally));
        }
      }
      if (kept > 0) add(intake, 'accepted', kept);
      if (duplicates > 0) add(intake, 'duplicate', duplicates);
      if (full > 0) add(intake, 'full', full);
      for (const [reason, count] of refusals) add(intake, reason, count);
      return Promise.resolve({ kept, duplicates, full });
    },
    sweep(nowMs) {
      const tally = tallyAt(nowMs);
      const swept = sessions.some(Math.max(LEAST_SWEPT, sessions.size() * SWEEP_SHARE));
      for (const [sid, before] of swept) {
        if (nowMs < nextChangeMs(before)) continue;
        const after = afterSilence(before, nowMs);
        moveGauges(before, after, tally);
        if (after === null) sessions.delete(sid);
        else sessions.set(sid, after);
      }
      return Promise.resolve();
    },
    gauges: () => Promise.resolve(gauges),
    counts(from, to) {
      const sum = new Map<string, number>();
      for (const { counts } of bucketsFrom(from, to)) for (const [name, by] of counts) add(sum, name, by);
      return Promise.resolve(sum);
    },
    listened: (from, to) => Promise.resolve(distinct(bucketsFrom(from, to).map(({ listened }) => listened))),
    intake: () => Promise.resolve(intake),
    async saveRow(kind, row) {
      const rows = kind === 'recent' ? recent : evening;
      if (rows.has(row.at)) return false;
      rows.set(row.at, row);
      const oldestMs = Date.parse(row.at) - (kind === 'recent' ? RECENT_MS : EVENING_MS);
      for (const at of rows.keys()) {
        if (Date.parse(at) > oldestMs) break;
        rows.delete(at);
      }
      if (kind === 'evening') await journal.append({ row });
      return true;
    },
    history: (nowMs) =>
      Promise.resolve({
        recent: rowsSince(recent.values(), nowMs - RECENT_MS),
        evening: rowsSince(evening.values(), nowMs - EVENING_MS),
        acts: [...acts],
      }),
    refresh: () => Promise.resolve(),
    published: () => published,
    publish(expected, next, act) {
      // One after the other: the file is written between the comparison and the exchange.
      const turn = publishing.then(async () => {
        if ((published?.etag ?? null) !== expected) return { kind: 'changed' as const, present: published };
        await replace(next, act);
        return { kind: 'published' as const };
      });
      publishing = turn.catch(() => undefined);
      return turn;
    },
    close: () => journal.close(),
  };
}
