import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import { errorStatus } from '../schema-parts.ts';

export const cachedErrorSchema = v.pipe(
  v.strictObject({
    type: v.literal('cached-error'),
    status: errorStatus,
    cacheSeconds: v.pipe(
      v.number('must be a whole number of seconds'),
      v.integer('must be a whole number of seconds'),
      v.minValue(1, 'must be at least 1'),
    ),
  }),
  v.description(
    'A cache in between keeps an error: its Age grows from when the entry began up to max-age, when the cache fetches another one.',
  ),
);

/** `sinceSeconds`: how long ago the entry began. */
export function cachedError(
  answer: Answer,
  fault: v.InferOutput<typeof cachedErrorSchema>,
  sinceSeconds: number,
): Answer {
  const error = createErrorAnswer(fault.status, STATUS_CODES[fault.status] ?? 'Error', fault.cacheSeconds);
  const age = String(Math.floor(sinceSeconds) % fault.cacheSeconds);
  return sayInstead(answer, { ...error, headers: { ...error.headers, Age: age } });
}
