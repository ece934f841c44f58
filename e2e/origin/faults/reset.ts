import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { bytesBefore, place } from '../schema-parts.ts';

export const resetSchema = v.pipe(
  v.strictObject({
    type: v.literal('reset'),
    /** Where in the body. Default: before the headers. */
    after: v.optional(place),
  }),
  v.description('The connection is reset: before the headers, or inside the body.'),
);

export function reset(answer: Answer, fault: v.InferOutput<typeof resetSchema>): Answer {
  const afterBytes = fault.after === undefined ? null : bytesBefore(fault.after, answer.body.length);
  return { ...answer, ending: { kind: 'reset', afterBytes } };
}
