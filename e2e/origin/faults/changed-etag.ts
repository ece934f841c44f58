import * as v from 'valibot';
import type { Answer } from '../answer.ts';

export const changedEtagSchema = v.pipe(
  v.strictObject({
    type: v.literal('changed-etag'),
    /** True: W/ before it, which says nothing of the bytes (RFC 9110, 8.8.3). */
    weak: v.optional(v.boolean('must be true or false')),
  }),
  v.description(
    'Every answer has another ETag, as from a cluster whose servers make their own: what was cut cannot be known to be the same.',
  ),
);

/** `request`: which one for the path it is. */
export function changedEtag(
  answer: Answer,
  fault: v.InferOutput<typeof changedEtagSchema>,
  request: number,
): Answer {
  const { ETag } = answer.headers;
  if (ETag === undefined) return answer;
  const changed = `${fault.weak === true ? 'W/' : ''}"${ETag.replaceAll('"', '')}-${request}"`;
  return { ...answer, headers: { ...answer.headers, ETag: changed } };
}
