import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import { positiveSeconds } from '../schema-parts.ts';

export const notFoundSchema = v.pipe(
  v.strictObject({
    type: v.literal('not-found'),
    /** How long a cache may keep the error. Default: not said. */
    cacheSeconds: v.optional(positiveSeconds),
  }),
  v.description('404 with an HTML page, as an origin answers before its encoder has begun.'),
);

export function notFound(answer: Answer, fault: v.InferOutput<typeof notFoundSchema>): Answer {
  return sayInstead(answer, createErrorAnswer(404, 'Not Found', fault.cacheSeconds ?? null));
}
