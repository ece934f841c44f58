import type { Slot } from '../hls/timeline.ts';
import type { DatedSpan } from './feed-snapshot.ts';

/** Packagers round: dates that run on with the timeline up to this are one piece. */
const DRIFT_MS = 250;

/**
 * The pieces of a timeline in which the wall clock runs on evenly, by the segments' dates (EXT-X-PROGRAM-DATE-TIME). At
 * a restart of the encoder the dates leap, and a new piece begins.
 */
export function datedSpans(slots: readonly Slot[]): DatedSpan[] {
  const spans: DatedSpan[] = [];
  for (const { startSeconds, durationSeconds, programDateTimeMs } of slots) {
    if (programDateTimeMs === null) continue;
    const endSeconds = startSeconds + durationSeconds;
    const before = spans.at(-1);
    const expectedMs =
      before === undefined ? null : before.startMs + (startSeconds - before.startSeconds) * 1000;
    if (before !== undefined && expectedMs !== null && Math.abs(programDateTimeMs - expectedMs) <= DRIFT_MS)
      spans[spans.length - 1] = { ...before, endSeconds };
    else spans.push({ startSeconds, endSeconds, startMs: programDateTimeMs });
  }
  return spans;
}

/**
 * Where on the timeline something was at this time of the wall clock. What lies between two pieces was never sent: it is
 * put to the beginning of the later one. Before the first and after the last the clock is taken to run evenly, and the
 * place may lie before second 0. Null while nothing is dated.
 */
export function placeOfDate(
  spans: readonly DatedSpan[],
  ms: number,
): { seconds: number; isSent: boolean } | null {
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return null;
  const at = ({ startSeconds, startMs }: DatedSpan) => startSeconds + (ms - startMs) / 1000;
  const within = spans.find((span) => ms >= span.startMs && at(span) < span.endSeconds);
  if (within !== undefined) return { seconds: at(within), isSent: true };
  if (ms < first.startMs) return { seconds: at(first), isSent: false };
  const later = spans.find(({ startMs }) => startMs > ms);
  return later === undefined
    ? { seconds: at(last), isSent: false }
    : { seconds: later.startSeconds, isSent: true };
}
