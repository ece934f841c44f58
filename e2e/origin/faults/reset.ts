import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { bytesBefore, place } from '../schema-parts.ts';

/** The connection is reset: before the headers, or inside the body. */
export const resetSchema = v.strictObject({
  type: v.literal('reset'),
  /** Where in the body. Default: before the headers. */
  after: v.optional(place),
});

export function reset(answer: Answer, fault: v.InferOutput<typeof resetSchema>): Answer {
  const afterBytes = fault.after === undefined ? null : bytesBefore(fault.after, answer.body.length);
  return { ...answer, ending: { kind: 'reset', afterBytes } };
}
