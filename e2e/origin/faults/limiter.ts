import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';

const atLeast = (least: number, what: string) =>
  v.pipe(v.number(`must be ${what}`), v.finite(`must be ${what}`), v.minValue(least, `must be ${what}`));

export const limiterSchema = v.pipe(
  v.strictObject({
    type: v.literal('limiter'),
    requestsPerSecond: atLeast(0.01, 'requests per second, at least 0.01'),
    /** Requests that may come at once after a quiet time. */
    burst: atLeast(1, 'a number of requests, at least 1'),
    status: v.optional(v.picklist([429, 503], 'must be 429 or 503'), 429),
  }),
  v.description(
    'A token bucket for each client, over all its connections to a pathway, that means its Retry-After: whoever asks earlier waits longer.',
  ),
);

/** The refusal. */
export function limiter(
  answer: Answer,
  fault: v.InferOutput<typeof limiterSchema>,
  retryAfterSeconds: number,
): Answer {
  const error = createErrorAnswer(fault.status, STATUS_CODES[fault.status] ?? 'Error', null);
  const headers = { ...error.headers, 'Retry-After': String(retryAfterSeconds) };
  return sayInstead(answer, { ...error, headers });
}
