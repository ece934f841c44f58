import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';

const isFine = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};
const fieldName = v.pipe(
  v.string('must be the name of a header field'),
  v.check((name) => isFine(() => validateHeaderName(name)), 'must be the name of a header field'),
);
const fieldValue = v.pipe(
  v.string('must be the text of a header field'),
  v.check((text) => isFine(() => validateHeaderValue('x', text)), 'must be the text of a header field'),
);

export const headersSchema = v.pipe(
  v.strictObject({
    type: v.literal('headers'),
    /** Fields that are said, or said otherwise. */
    set: v.optional(v.record(fieldName, fieldValue)),
    /** Fields that are left out. Content-Length, Date and the CORS fields are none of them. */
    remove: v.optional(v.array(fieldName, 'must be a list')),
  }),
  v.description('Header fields are wrong or missing: a false Content-Type, an Age, no ETag.'),
);

export function headers(
  answer: Answer,
  { set = {}, remove = [] }: v.InferOutput<typeof headersSchema>,
): Answer {
  const replaced = [...remove, ...Object.keys(set)].map((name) => name.toLowerCase());
  const kept = Object.entries(answer.headers).filter(([name]) => !replaced.includes(name.toLowerCase()));
  return { ...answer, headers: { ...Object.fromEntries(kept), ...set } };
}
