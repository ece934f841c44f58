import type { Slot } from '../hls/timeline.ts';
import { datedSpans } from './dated-spans.ts';
import type { DatedSpan, SlotState, SlotView } from './feed-snapshot.ts';
import { indexAt, indexFrom } from './slot-index.ts';

/** So much of what was heard is in the picture; more may be kept. */
const BEHIND_SECONDS = 60;

/** What a snapshot of the feed tells of its timeline. */
export interface TimelinePicture {
  /** The slots from a minute behind the listener on, but none before `fromSequence`. One that has not changed stays the same object. */
  views(fromSequence: number, positionSeconds: number): readonly SlotView[];
  /** The same array until the timeline changes. */
  datedSpans(): readonly DatedSpan[];
  /** Wall-clock time of second 0 of the timeline, milliseconds since the epoch; null while nothing is dated. */
  programStartMs(): number | null;
  /** Where the newest slot ends; null before the first. */
  edgeSeconds(): number | null;
}

export function createTimelinePicture(
  slots: () => readonly Slot[],
  state: (sequence: number) => SlotState,
): TimelinePicture {
  let views = new Map<Slot, SlotView>();
  let dated: { readonly of: readonly Slot[]; readonly spans: readonly DatedSpan[] } = { of: [], spans: [] };

  const viewOf = (slot: Slot): SlotView => {
    const { sequence, startSeconds, durationSeconds } = slot;
    const now = state(sequence);
    const known = views.get(slot);
    return known?.state === now ? known : { sequence, startSeconds, durationSeconds, state: now };
  };

  return {
    views(fromSequence, positionSeconds) {
      const from = indexAt(slots(), positionSeconds - BEHIND_SECONDS);
      const shown = slots().slice(Math.max(from, indexFrom(slots(), fromSequence)));
      views = new Map(shown.map((slot) => [slot, viewOf(slot)]));
      return [...views.values()];
    },
    datedSpans() {
      if (dated.of !== slots()) dated = { of: slots(), spans: datedSpans(slots()) };
      return dated.spans;
    },
    programStartMs() {
      // The newest date: after a restart of the origin, or a gap not drawn to scale, the older ones no longer fit.
      const slot = slots().findLast(({ programDateTimeMs }) => programDateTimeMs !== null);
      return slot === undefined || slot.programDateTimeMs === null
        ? null
        : slot.programDateTimeMs - slot.startSeconds * 1000;
    },
    edgeSeconds() {
      const last = slots().at(-1);
      return last === undefined ? null : last.startSeconds + last.durationSeconds;
    },
  };
}
