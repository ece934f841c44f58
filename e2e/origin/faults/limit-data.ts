import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { byteCount } from '../schema-parts.ts';

export const limitDataSchema = v.pipe(
  v.strictObject({ type: v.literal('limit-data'), bytes: byteCount }),
  v.description(
    'A connection carries so many bytes, the headers and bodies of all its answers, and is closed in the middle of one. Headers are never cut.',
  ),
);

export function limitData(answer: Answer, fault: v.InferOutput<typeof limitDataSchema>): Answer {
  return { ...answer, ending: { kind: 'limit', connectionBytes: fault.bytes } };
}
