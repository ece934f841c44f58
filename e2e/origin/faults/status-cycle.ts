import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import { errorStatus } from '../schema-parts.ts';

export const statusCycleSchema = v.pipe(
  v.strictObject({
    type: v.literal('status-cycle'),
    statuses: v.pipe(
      v.array(v.union([v.literal(200), errorStatus], 'must be 200 or an error status'), 'must be a list'),
      v.minLength(1, 'must have a status'),
    ),
  }),
  v.description(
    'Each request for a path gets the next status of a list, over and over; 200 is the answer as it should be.',
  ),
);
type StatusCycleFault = v.InferOutput<typeof statusCycleSchema>;

/** The status of that request for a path, counted from 1. */
export function statusOfCycle({ statuses }: StatusCycleFault, request: number): number {
  return statuses[(request - 1) % statuses.length] ?? 200;
}

export function statusCycle(answer: Answer, fault: StatusCycleFault, request: number): Answer {
  const status = statusOfCycle(fault, request);
  return sayInstead(answer, createErrorAnswer(status, STATUS_CODES[status] ?? 'Error', null));
}
