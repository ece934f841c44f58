import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { positiveSeconds } from '../schema-parts.ts';

const count = v.pipe(
  v.number('must be a number of requests'),
  v.integer('must be a number of requests'),
  v.minValue(0, 'must not be negative'),
);

export const rateLimitFieldsSchema = v.pipe(
  v.strictObject({
    type: v.literal('rate-limit-fields'),
    limit: count,
    remaining: count,
    /** When there are new ones. */
    resetSeconds: positiveSeconds,
    /** The time that the limit is for. Default: as long as until the reset. */
    windowSeconds: v.optional(positiveSeconds),
    /**
     * `structured`: RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10); `separate`: the
     * RateLimit-Limit, -Remaining and -Reset of earlier drafts; `x`: the same with X- before them. Default: structured.
     */
    form: v.optional(v.picklist(['structured', 'separate', 'x'], 'must be "structured", "separate" or "x"')),
  }),
  v.description(
    'Answers tell what is left of a quota. It is told only: whatever else strikes decides what is answered.',
  ),
);
type RateLimitFields = v.InferOutput<typeof rateLimitFieldsSchema>;

export function rateLimitFields(answer: Answer, fault: RateLimitFields): Answer {
  return { ...answer, headers: { ...answer.headers, ...fieldsOf(fault) } };
}

function fieldsOf(fault: RateLimitFields): Record<string, string> {
  const { limit, remaining, resetSeconds, windowSeconds = resetSeconds, form = 'structured' } = fault;
  if (form === 'structured') {
    return {
      'RateLimit-Policy': `"default";q=${limit};w=${Math.ceil(windowSeconds)}`,
      RateLimit: `"default";r=${remaining};t=${Math.ceil(resetSeconds)}`,
    };
  }
  const prefix = form === 'x' ? 'X-RateLimit' : 'RateLimit';
  return {
    [`${prefix}-Limit`]: String(limit),
    [`${prefix}-Remaining`]: String(remaining),
    [`${prefix}-Reset`]: String(Math.ceil(resetSeconds)),
  };
}
