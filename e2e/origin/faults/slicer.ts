import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { byteCount, milliseconds } from '../schema-parts.ts';

export const slicerSchema = v.pipe(
  v.strictObject({
    type: v.literal('slicer'),
    bytes: v.pipe(byteCount, v.minValue(1, 'must be at least 1')),
    /** More or less by up to so many; a slice has at least one byte. */
    jitterBytes: v.optional(byteCount),
    /** Between two slices. */
    delayMs: v.optional(milliseconds),
  }),
  v.description('The body comes in small slices, each sent for itself, with a pause between two.'),
);

/** Multiples of it modulo 1 fill the unit interval evenly, so that slices are as long as stated on average. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** `chance` is uniform in [0, 1). */
export function slicer(answer: Answer, fault: v.InferOutput<typeof slicerSchema>, chance: number): Answer {
  const { bytes, jitterBytes = 0, delayMs = 0 } = fault;
  const sizeOf = (index: number) => {
    const spread = 2 * ((chance + index * GOLDEN_RATIO) % 1) - 1;
    return Math.max(1, Math.round(bytes + spread * jitterBytes));
  };
  return { ...answer, slices: { sizeOf, delayMs } };
}
