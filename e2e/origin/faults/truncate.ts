import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { bytesBefore, place } from '../schema-parts.ts';

export const truncateSchema = v.pipe(
  v.strictObject({ type: v.literal('truncate'), after: place }),
  v.description('The body is cut short and the connection closed, though Content-Length stated the whole.'),
);

export function truncate(answer: Answer, fault: v.InferOutput<typeof truncateSchema>): Answer {
  return { ...answer, ending: { kind: 'close', afterBytes: bytesBefore(fault.after, answer.body.length) } };
}
