import type { Slot } from '../hls/timeline.ts';

/** The place of the first slot from this number on. Slots are numbered without holes, so nothing is searched. */
export function indexFrom(slots: readonly Slot[], sequence: number): number {
  return Math.min(slots.length, Math.max(0, sequence - (slots[0]?.sequence ?? 0)));
}

export function slotOf(slots: readonly Slot[], sequence: number): Slot | undefined {
  return slots[sequence - (slots[0]?.sequence ?? 0)];
}

/** The place of the first slot that ends after this moment of the timeline (seconds). */
export function indexAt(slots: readonly Slot[], seconds: number): number {
  let from = 0;
  let to = slots.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const slot = slots[middle];
    if (slot !== undefined && slot.startSeconds + slot.durationSeconds > seconds) to = middle;
    else from = middle + 1;
  }
  return from;
}
