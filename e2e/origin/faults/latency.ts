import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { milliseconds } from '../schema-parts.ts';

export const latencySchema = v.pipe(
  v.strictObject({
    type: v.literal('latency'),
    ms: milliseconds,
    jitterMs: v.optional(milliseconds),
  }),
  v.description('Headers come late: `ms`, more or less by up to `jitterMs`, never less than nothing.'),
);

/** `chance` is uniform in [0, 1). */
export function latency(answer: Answer, fault: v.InferOutput<typeof latencySchema>, chance: number): Answer {
  const delayMs = Math.max(0, fault.ms + (2 * chance - 1) * (fault.jitterMs ?? 0));
  return { ...answer, headersAfterMs: answer.headersAfterMs + delayMs };
}
