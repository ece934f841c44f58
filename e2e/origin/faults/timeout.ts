import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { positiveSeconds } from '../schema-parts.ts';

export const timeoutSchema = v.pipe(
  v.strictObject({ type: v.literal('timeout'), seconds: positiveSeconds }),
  v.description(
    'The request is taken, and after so many seconds the connection is closed without an answer.',
  ),
);

export function timeout(answer: Answer, fault: v.InferOutput<typeof timeoutSchema>): Answer {
  const headersAfterMs = answer.headersAfterMs + fault.seconds * 1000;
  return { ...answer, headersAfterMs, ending: { kind: 'drop' } };
}
