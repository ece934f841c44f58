import type { Report, ReportEvent } from './report.ts';

/** A report and when it was put here, milliseconds of the Clock. */
export interface QueuedReport {
  readonly report: Report;
  readonly addedAtMs: number;
}

/** Half a minute of a bad start; about 15 kB, so that all of it may leave with the page (fetch allows 64 KiB). */
export const MAX_QUEUED = 50;
/** Ten lines are one packet or two. */
export const MAX_BATCH = 10;
/** A producer is to see within three seconds what a listener meets; the rest is the collector's. */
export const BATCH_AFTER_MS = 1_000;

/** What goes first when there is no room: what the next report tells anew, then single failures, last the states. */
const WORTH: Readonly<Record<ReportEvent['kind'], number>> = { t: 0, rr: 0, e: 1, ps: 2 };

/** The queue with one more report, oldest first; and how many were dropped for it, the new one perhaps among them. */
export function enqueue(
  queue: readonly QueuedReport[],
  added: QueuedReport,
): { readonly queue: readonly QueuedReport[]; readonly dropped: number } {
  const all = [...queue, added];
  if (all.length <= MAX_QUEUED) return { queue: all, dropped: 0 };
  const worthOf = ({ report }: QueuedReport) => WORTH[report.event.kind];
  const least = Math.min(...all.map(worthOf));
  const oldest = all.findIndex((queued) => worthOf(queued) === least);
  return { queue: all.toSpliced(oldest, 1), dropped: 1 };
}

/** When the next batch is complete, milliseconds of the Clock; null for an empty queue. */
export function batchDueAtMs(queue: readonly QueuedReport[]): number | null {
  const [first] = queue;
  if (first === undefined) return null;
  return queue.length >= MAX_BATCH ? first.addedAtMs : first.addedAtMs + BATCH_AFTER_MS;
}
