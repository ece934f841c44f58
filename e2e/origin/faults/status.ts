import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import { errorStatus, positiveSeconds } from '../schema-parts.ts';

export const statusSchema = v.pipe(
  v.strictObject({
    type: v.literal('status'),
    status: errorStatus,
    retryAfter: v.optional(
      v.union(
        [
          positiveSeconds,
          v.strictObject({ dateInSeconds: positiveSeconds }),
          v.strictObject({ text: v.string() }),
        ],
        'must be a number of seconds, {"dateInSeconds": N} or {"text": "any text"}',
      ),
    ),
    cacheSeconds: v.optional(positiveSeconds),
    /** False: without CORS fields, as many overloaded origins answer; a page then sees no status at all. */
    cors: v.optional(v.boolean('must be true or false')),
  }),
  v.description('Any error status, with an HTML page as its body.'),
);
type StatusFault = v.InferOutput<typeof statusSchema>;

export function status(answer: Answer, fault: StatusFault, wallNowMs: number): Answer {
  const error = createErrorAnswer(
    fault.status,
    STATUS_CODES[fault.status] ?? 'Error',
    fault.cacheSeconds ?? null,
  );
  const retryAfter = retryAfterText(fault.retryAfter, wallNowMs);
  const headers = { ...error.headers, ...(retryAfter === null ? {} : { 'Retry-After': retryAfter }) };
  return { ...sayInstead(answer, { ...error, headers }), cors: answer.cors && (fault.cors ?? true) };
}

/** A Retry-After field in any of its forms (RFC 9110, 10.2.3), or whatever text the scenario has instead. */
function retryAfterText(retryAfter: StatusFault['retryAfter'], wallNowMs: number): string | null {
  if (retryAfter === undefined) return null;
  if (typeof retryAfter === 'number') return String(retryAfter);
  if ('text' in retryAfter) return retryAfter.text;
  return new Date(wallNowMs + retryAfter.dateInSeconds * 1000).toUTCString();
}
