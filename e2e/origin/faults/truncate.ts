import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { bytesBefore, place } from '../schema-parts.ts';

/** The body is cut short and the connection closed, though Content-Length stated the whole. */
export const truncateSchema = v.strictObject({ type: v.literal('truncate'), after: place });

export function truncate(answer: Answer, fault: v.InferOutput<typeof truncateSchema>): Answer {
  return { ...answer, ending: { kind: 'close', afterBytes: bytesBefore(fault.after, answer.body.length) } };
}
