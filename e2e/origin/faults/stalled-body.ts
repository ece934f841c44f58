import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { bytesBefore, place, positiveSeconds } from '../schema-parts.ts';

export const stalledBodySchema = v.pipe(
  v.strictObject({
    type: v.literal('stalled-body'),
    after: place,
    /** Then the rest comes after all. Default: never. */
    seconds: v.optional(positiveSeconds),
  }),
  v.description('Headers and some bytes come, then nothing more; the connection stays open.'),
);

export function stalledBody(answer: Answer, fault: v.InferOutput<typeof stalledBodySchema>): Answer {
  const afterBytes = bytesBefore(fault.after, answer.body.length);
  return { ...answer, ending: { kind: 'stall', afterBytes, forMs: (fault.seconds ?? Infinity) * 1000 } };
}
