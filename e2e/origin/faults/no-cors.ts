import * as v from 'valibot';
import type { Answer } from '../answer.ts';

export const noCorsSchema = v.pipe(
  v.strictObject({
    type: v.literal('no-cors'),
    /** `errors`: only answers from 400 on, whatever makes them. Default: all. */
    on: v.optional(v.picklist(['all', 'errors'], 'must be "all" or "errors"')),
  }),
  v.description(
    'Answers come without CORS fields, all of them or only the errors: a page of another origin sees that the request failed, and not why.',
  ),
);

export function noCors(answer: Answer, fault: v.InferOutput<typeof noCorsSchema>): Answer {
  return fault.on === 'errors' && answer.status < 400 ? answer : { ...answer, cors: false };
}
