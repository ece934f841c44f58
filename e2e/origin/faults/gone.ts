import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';

export const goneSchema = v.pipe(
  v.strictObject({ type: v.literal('gone') }),
  v.description(
    'A segment that the playlist no longer lists is 410 at once, though it should be there for a while yet (RFC 8216bis 6.2.2).',
  ),
);

export function gone(answer: Answer): Answer {
  return sayInstead(answer, createErrorAnswer(410, 'Gone', 60));
}
