import {
  dateRangeOf,
  mergeDateRangeTags,
  parseDateRangeTag,
  shownText,
  type DateRange,
  type DateRangeTag,
} from '../hls/date-range.ts';
import { placeOfDate } from './dated-spans.ts';
import type { DatedSpan, DateRangeView } from './feed-snapshot.ts';

/** A mark every minute of an evening; what comes beyond that is no help to anybody. */
const MOST_RANGES = 300;
/** Tags of one playlist that are looked at. */
const MOST_TAGS = 2 * MOST_RANGES;

/** Remembers the marks of a broadcast, also those that have left the playlists again, and knows where they belong. */
export interface DateMarks {
  /** The values of the EXT-X-DATERANGE tags of one more playlist. */
  take(tags: readonly string[]): void;
  /** In order of time; the same array while nothing changes. */
  views(spans: readonly DatedSpan[], ended: boolean): readonly DateRangeView[];
}

export function createDateMarks(): DateMarks {
  const known = new Map<string, DateRangeTag>();
  /** Tags that were read before: with every playlist most come again. */
  let read = new Set<string>();
  let ranges: readonly DateRange[] = [];
  let shown: readonly DateRangeView[] = [];
  let shownFor: readonly unknown[] = [];
  /** Where a moment lay that was part of the timeline: its beginning is forgotten in the course of an evening. */
  const placed = new Map<number, number>();

  const secondsOf = (spans: readonly DatedSpan[], ms: number): number | null => {
    const sure = placed.get(ms);
    if (sure !== undefined) return sure;
    const place = placeOfDate(spans, ms);
    if (place?.isSent === true) placed.set(ms, place.seconds);
    return place?.seconds ?? null;
  };

  const endMsOf = (range: DateRange, ended: boolean): number | null => {
    if (range.endMs !== null) return range.endMs;
    const next = range.endOnNext
      ? ranges.find(({ className, startMs }) => className === range.className && startMs > range.startMs)
      : undefined;
    // What was planned is all that is known of a range whose end nobody has told before the talk was over.
    return next?.startMs ?? (ended ? range.plannedEndMs : null);
  };

  const viewOf = (range: DateRange, spans: readonly DatedSpan[], ended: boolean): DateRangeView | null => {
    const startSeconds = secondsOf(spans, range.startMs);
    if (startSeconds === null) return null;
    const endMs = endMsOf(range, ended);
    const endSeconds = endMs === null ? null : secondsOf(spans, endMs);
    const title = range.title ?? shownText(range.id) ?? '';
    return { id: range.id, startSeconds, endSeconds, title };
  };

  return {
    take(tags) {
      const fresh = tags.slice(-MOST_TAGS).filter((value) => !read.has(value));
      // Only what the newest playlist says again: nothing grows without bound.
      read = new Set(tags.slice(-MOST_TAGS));
      if (fresh.length === 0) return;
      for (const value of fresh) {
        const tag = parseDateRangeTag(value);
        const id = tag?.get('ID');
        if (tag === null || id === undefined) continue;
        const before = known.get(id);
        known.set(id, before === undefined ? tag : mergeDateRangeTags(before, tag));
      }
      const all = [...known.values()]
        .map((tag) => dateRangeOf(tag))
        .filter((range) => range !== null)
        .sort((one, other) => one.startMs - other.startMs);
      // The newest: they are what a listener may still come to.
      const kept = all.slice(-MOST_RANGES);
      const ids = new Set(kept.map(({ id }) => id));
      for (const id of known.keys()) if (!ids.has(id) && known.size > MOST_RANGES) known.delete(id);
      ranges = kept.filter(({ title, isForMachines }) => title !== null || !isForMachines);
      const moments = new Set(
        ranges.flatMap(({ startMs, endMs, plannedEndMs }) => [startMs, endMs, plannedEndMs]),
      );
      for (const ms of placed.keys()) if (!moments.has(ms)) placed.delete(ms);
    },
    views(spans, ended) {
      if (shownFor[0] === ranges && shownFor[1] === spans && shownFor[2] === ended) return shown;
      shownFor = [ranges, spans, ended];
      const next = ranges.map((range) => viewOf(range, spans, ended)).filter((view) => view !== null);
      if (!isSame(next, shown)) shown = next;
      return shown;
    },
  };
}

function isSame(one: readonly DateRangeView[], other: readonly DateRangeView[]): boolean {
  return (
    one.length === other.length &&
    one.every((view, index) => {
      const twin = other[index];
      return (
        view.id === twin?.id &&
        view.startSeconds === twin.startSeconds &&
        view.endSeconds === twin.endSeconds &&
        view.title === twin.title
      );
    })
  );
}
