import type { Slot } from '../hls/timeline.ts';
import type { HeldSegment, SegmentEntry } from './segment-entry.ts';

/** What is not there so shortly before it is heard is taken from the spares: a player needs a moment to take it in. */
const LATEST_SECONDS = 2.5;
/** So much is put by, from the place of the change on: by then the new version has shown whether it can be had. */
const MOST_SECONDS = 60;

/** What was in hand in another version of the sound, for as long as the version wanted now is not. */
export interface SpareSegments {
  put(slot: Slot, segment: HeldSegment, fromSeconds: number): void;
  /** The entry to settle a slot with: what it would be, or the spare in place of a gap. */
  settled(sequence: number, entry: SegmentEntry): SegmentEntry;
  /** Spares that must be used now. They are given once. */
  due(slots: readonly Slot[], positionSeconds: number): readonly [sequence: number, segment: HeldSegment][];
  drop(sequence: number): void;
  forgetBefore(sequence: number): void;
}

export function createSpareSegments(): SpareSegments {
  const spares = new Map<number, HeldSegment>();
  return {
    put({ sequence, startSeconds }, segment, fromSeconds) {
      if (segment.body !== null && startSeconds - fromSeconds < MOST_SECONDS) spares.set(sequence, segment);
    },
    settled(sequence, entry) {
      const spare = spares.get(sequence);
      spares.delete(sequence);
      return entry.kind === 'gap' && spare !== undefined
        ? { kind: 'held', lost: false, segment: spare }
        : entry;
    },
    due(slots, positionSeconds) {
      if (spares.size === 0) return [];
      return slots.flatMap(({ sequence, startSeconds }) => {
        const spare = spares.get(sequence);
        if (spare === undefined || startSeconds - positionSeconds > LATEST_SECONDS) return [];
        spares.delete(sequence);
        return [[sequence, spare] as const satisfies [number, HeldSegment]];
      });
    },
    drop: (sequence) => void spares.delete(sequence),
    forgetBefore(sequence) {
      for (const known of spares.keys()) if (known < sequence) spares.delete(known);
    },
  };
}
