import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import type { Admission } from '../capacity-queue.ts';
import type { Line } from '../line.ts';
import { bitRate, fraction, positiveSeconds } from '../schema-parts.ts';

export const capacitySchema = v.pipe(
  v.strictObject({
    type: v.literal('capacity'),
    requestsPerSecond: v.pipe(
      v.number('must be requests per second'),
      v.finite('must be requests per second'),
      v.minValue(0.01, 'must be at least 0.01'),
    ),
    /** What all answers together may carry. Default: as much as they like. */
    bitsPerSecond: v.optional(bitRate),
    /** So many requests wait for their turn. */
    queue: v.pipe(
      v.number('must be a number of requests'),
      v.integer('must be a whole number of requests'),
      v.minValue(0, 'must not be negative'),
    ),
    /** What becomes of a request that finds the queue full. */
    beyond: v.picklist(['503', '429', 'reset', 'hang'], 'must be "503", "429", "reset" or "hang"'),
    /** Said with 503 and 429. Default: not said. */
    retryAfterSeconds: v.optional(positiveSeconds),
    /** The work of a refusal, as a share of that of an answer. */
    refusalCost: v.optional(fraction, 0.05),
  }),
  v.description(
    'What a pathway can do for all clients together: requests and bits per second, a queue, and what happens to those who find it full.',
  ),
);
type CapacityFault = v.InferOutput<typeof capacitySchema>;

/** `line` is the one line of all clients. */
export function capacity(answer: Answer, fault: CapacityFault, admission: Admission, line: Line): Answer {
  if (admission.kind === 'admitted') {
    return {
      ...answer,
      headersAfterMs: answer.headersAfterMs + admission.waitMs,
      lines: fault.bitsPerSecond === undefined ? answer.lines : [...answer.lines, line],
    };
  }
  switch (fault.beyond) {
    case 'reset':
      return { ...answer, ending: { kind: 'reset', afterBytes: null } };
    case 'hang':
      return { ...answer, headersAfterMs: Infinity };
    case '429':
    case '503': {
      const error = createErrorAnswer(Number(fault.beyond), STATUS_CODES[fault.beyond] ?? 'Error', null);
      const wait = fault.retryAfterSeconds;
      const headers = wait === undefined ? {} : { 'Retry-After': String(wait) };
      return sayInstead(answer, { ...error, headers: { ...error.headers, ...headers } });
    }
  }
}
