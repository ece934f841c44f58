import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { Act, History, HistoryRow } from '../reporting/join-status-report.ts';
import type { RefusalReason, Report } from './report.ts';
import type { StepFacts } from './session-step.ts';

/** The broadcast document as it is served. */
export interface Published {
  readonly document: BroadcastDocument;
  readonly json: string;
  /** Strong, with its quotes. */
  readonly etag: string;
}

type Publishing =
  | { readonly kind: 'published' }
  /** Somebody else was faster: this is what is there now. */
  | { readonly kind: 'changed'; readonly present: Published | null };

export interface Taken {
  readonly kept: number;
  readonly duplicates: number;
  /** For whose sessions there is no room. */
  readonly full: number;
}

/** Lines that were not kept, by reason. */
export type RefusalCounts = ReadonlyMap<RefusalReason, number>;

/** Rows of the plots: of five seconds, or of a minute. */
export type RowKind = 'recent' | 'evening';

/** Nothing can be read or written at present; what was asked for has not been done, or is not known to be. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/**
 * Where the books are kept: in this process (`embedded-store.ts`) or in a Redis that any number of collectors share
 * (`redis-store.ts`). Everything that returns a promise may reject with a StoreUnavailableError.
 */
export interface Store {
  /** When the books were begun, milliseconds since the epoch. */
  startedAtMs(): number;
  /** Resolves when the reports are in the books: whatever happens to this process then, they are counted once. */
  take(reports: readonly Report[], refusals: RefusalCounts, facts: StepFacts): Promise<Taken>;
  /** Does what time alone does to sessions: silent, forgotten. To be called about once a second. */
  sweep(nowMs: number): Promise<void>;
  gauges(): Promise<ReadonlyMap<string, number>>;
  /** Counts of the buckets `from` to `to`, both included, added up. At least the last three minutes are kept. */
  counts(from: number, to: number): Promise<ReadonlyMap<string, number>>;
  /** About how many sessions were meant to be hearing something within these buckets; off by 2 % or so. */
  listened(from: number, to: number): Promise<number>;
  /** `accepted`, and the reasons. */
  intake(): Promise<ReadonlyMap<string, number>>;
  /** Keeps a row; false if it is there already (another collector was faster). */
  saveRow(kind: RowKind, row: HistoryRow): Promise<boolean>;
  history(nowMs: number): Promise<History>;
  /** Looks whether the document or the acts have been changed by another collector. */
  refresh(): Promise<void>;
  /** The newest document known here, also while the store is out of reach. */
  published(): Published | null;
  /** Replaces the document whose etag is `expected` (null: there is none), atomically. */
  publish(expected: string | null, next: Published, act: Act): Promise<Publishing>;
  close(): Promise<void>;
}

export const RECENT_MS = 15 * 60_000;
export const EVENING_MS = 24 * 3_600_000;
export const MAX_ACTS = 1000;

/** Rows of the span that a plot shows, in order. */
export function rowsSince(rows: Iterable<HistoryRow>, sinceMs: number): HistoryRow[] {
  return [...rows]
    .filter(({ at }) => Date.parse(at) > sinceMs)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
