import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import { positiveSeconds } from '../schema-parts.ts';

/** 404 with an HTML page, as an origin answers before its encoder has begun. */
export const notFoundSchema = v.strictObject({
  type: v.literal('not-found'),
  /** How long a cache may keep the error. Default: not said. */
  cacheSeconds: v.optional(positiveSeconds),
});

export function notFound(answer: Answer, fault: v.InferOutput<typeof notFoundSchema>): Answer {
  return sayInstead(answer, createErrorAnswer(404, 'Not Found', fault.cacheSeconds ?? null));
}
