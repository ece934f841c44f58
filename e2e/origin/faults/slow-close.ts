import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { milliseconds } from '../schema-parts.ts';

export const slowCloseSchema = v.pipe(
  v.strictObject({ type: v.literal('slow-close'), ms: milliseconds }),
  v.description(
    'The whole body comes without a Content-Length, and the close of the connection, which alone tells that it was the whole, comes so much later.',
  ),
);

export function slowClose(answer: Answer, fault: v.InferOutput<typeof slowCloseSchema>): Answer {
  return { ...answer, ending: { kind: 'slow-close', afterMs: fault.ms } };
}
