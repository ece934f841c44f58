import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { positiveSeconds } from '../schema-parts.ts';

export const hangSchema = v.pipe(
  v.strictObject({
    type: v.literal('hang'),
    /** Then it is answered after all. Default: never. */
    seconds: v.optional(positiveSeconds),
  }),
  v.description('The request is taken and not answered.'),
);

export function hang(answer: Answer, fault: v.InferOutput<typeof hangSchema>): Answer {
  return { ...answer, headersAfterMs: answer.headersAfterMs + (fault.seconds ?? Infinity) * 1000 };
}
