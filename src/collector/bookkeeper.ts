import type { Clock } from '../network/clock.ts';
import type { History, JoinStatusReport } from '../reporting/join-status-report.ts';
import { type Books, historyRow, joinStatusReport } from './status-report.ts';
import { type Store, StoreUnavailableError } from './store.ts';
import { BUCKET_MS, bucketOf, BUCKETS_A_MINUTE } from './tally.ts';

const TICK_MS = 1000;

/** Looks at the books once a second, for everybody who wants to know. */
export interface Bookkeeper {
  /** The newest figures; marked as old while the store is out of reach. */
  status(): JoinStatusReport;
  /** The newest that was read; old while the store is out of reach. Rejects if it never was. */
  history(): Promise<History>;
  isStale(): boolean;
  stop(): Promise<void>;
}

export interface BookkeeperOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Called after every look, with the one status that was computed. */
  readonly onStatus: (status: JoinStatusReport) => void;
  readonly tell: (sentence: string) => void;
}

/** Reads the books for the first time, then every second. */
export async function startBookkeeper({
  store,
  clock,
  onStatus,
  tell,
}: BookkeeperOptions): Promise<Bookkeeper> {
  let books: Books = emptyBooks(clock.wallNow(), store.startedAtMs());
  let stale = false;
  let lastHistory: History | null = null;
  let lastBucket = bucketOf(clock.wallNow());
  let stopped = false;
  let cancel: () => void = () => undefined;
  let look: Promise<void> = Promise.resolve();

  const status = () =>
    joinStatusReport(books, store.published()?.document ?? null, { atMs: clock.wallNow(), stale });

  async function readBooks(): Promise<void> {
    const nowMs = clock.wallNow();
    const bucket = bucketOf(nowMs);
    const minute = (ago: number) => {
      const to = bucket - ago * BUCKETS_A_MINUTE;
      return [to - BUCKETS_A_MINUTE + 1, to] as const;
    };
    await store.refresh();
    await store.sweep(nowMs);
    const [gauges, lastMinute, minuteBefore, listenedLastMinute, listenedMinuteBefore, intake] =
      await Promise.all([
        store.gauges(),
        store.counts(...minute(0)),
        store.counts(...minute(1)),
        store.listened(...minute(0)),
        store.listened(...minute(1)),
        store.intake(),
      ]);
    books = {
      asOfMs: nowMs,
      startedAtMs: store.startedAtMs(),
      gauges: new Map(gauges),
      lastMinute,
      minuteBefore,
      listenedLastMinute,
      listenedMinuteBefore,
      intake: new Map(intake),
    };
    await closeBucket(bucket);
  }

  /** Rows for the plots, as soon as five seconds, or the last of a minute, are over. */
  async function closeBucket(bucket: number): Promise<void> {
    if (bucket === lastBucket) return;
    lastBucket = bucket;
    const document = store.published()?.document ?? null;
    const row = async (buckets: number) =>
      historyRow(
        bucket * BUCKET_MS,
        books.gauges,
        await store.counts(bucket - buckets, bucket - 1),
        document,
      );
    await store.saveRow('recent', await row(1));
    if (bucket % BUCKETS_A_MINUTE === 0) await store.saveRow('evening', await row(BUCKETS_A_MINUTE));
  }

  async function tick(): Promise<void> {
    const wasStale = stale;
    try {
      await readBooks();
      stale = false;
    } catch (error) {
      stale = true;
      if (!(error instanceof StoreUnavailableError)) tell(`The books could not be read: ${String(error)}`);
    }
    if (stale !== wasStale) {
      tell(stale ? 'The store is out of reach: figures are old.' : 'The store is in reach again.');
    }
    onStatus(status());
  }

  function next(): void {
    if (stopped) return;
    cancel = clock.setTimer(() => {
      look = tick().finally(next);
    }, TICK_MS);
  }

  await tick();
  next();
  return {
    status,
    isStale: () => stale,
    async history() {
      try {
        lastHistory = await store.history(clock.wallNow());
      } catch (error) {
        if (!(error instanceof StoreUnavailableError) || lastHistory === null) throw error;
      }
      return lastHistory;
    },
    async stop() {
      stopped = true;
      cancel();
      await look;
      cancel();
    },
  };
}

function emptyBooks(nowMs: number, startedAtMs: number): Books {
  const none = new Map<string, number>();
  return {
    asOfMs: nowMs,
    startedAtMs,
    gauges: none,
    lastMinute: none,
    minuteBefore: none,
    listenedLastMinute: 0,
    listenedMinuteBefore: 0,
    intake: none,
  };
}
