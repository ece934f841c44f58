import * as v from 'valibot';
import { bitRate, milliseconds } from '../schema-parts.ts';

export const upstreamSchema = v.pipe(
  v.strictObject({
    type: v.literal('upstream'),
    ms: v.optional(milliseconds),
    jitterMs: v.optional(milliseconds),
    /** What the request itself, its line and headers, needs on the way. */
    bitsPerSecond: v.optional(bitRate),
  }),
  v.description(
    'The request is late on its way: the answer is of the moment at which it arrives. With `latency` a fresh answer is late instead, and old when it comes.',
  ),
);

/** How late a request of so many bytes is; `chance` is uniform in [0, 1). */
export function upstreamDelayMs(
  fault: v.InferOutput<typeof upstreamSchema>,
  requestBytes: number,
  chance: number,
): number {
  const { ms = 0, jitterMs = 0, bitsPerSecond = Infinity } = fault;
  return Math.max(0, ms + (2 * chance - 1) * jitterMs) + (requestBytes * 8000) / bitsPerSecond;
}
