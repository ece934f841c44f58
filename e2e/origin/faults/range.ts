import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { createErrorAnswer, sayInstead } from '../answer.ts';
import { readRange } from '../http-range.ts';
import type { HealthyWith } from '../resources.ts';

const answers = [
  /** 200 and the whole body, as a server may (RFC 9110, 14.2). */
  'ignored',
  /** 206 of another part, and Content-Range says which. */
  'other-part',
  /** 206 whose Content-Range is as asked, and whose bytes are those from the beginning. */
  'mislabelled',
  /** 206 of a body that is said to be longer than it is. */
  'wrong-total',
  /** 206 without Content-Range. */
  'unlabelled',
  /** 416, though the part is there. */
  'unsatisfiable',
] as const;

export const rangeSchema = v.pipe(
  v.strictObject({
    type: v.literal('range'),
    answer: v.picklist(answers, `must be one of ${answers.join(', ')}`),
  }),
  v.description('A request with a Range is answered wrongly; one without is left alone.'),
);

export function range(
  answer: Answer,
  fault: v.InferOutput<typeof rangeSchema>,
  asked: string | null,
  healthyWith: HealthyWith,
): Answer {
  if (answer.status !== 206) return answer;
  const whole = healthyWith({ ignoresRange: true });
  const size = whole.body.length;
  const part = readRange(asked ?? undefined, size);
  if (part.kind !== 'part') return answer;
  const { start, end } = part;
  const label = (from: number, to: number, total = size) => ({
    ...answer.headers,
    'Content-Range': `bytes ${from}-${to}/${total}`,
  });
  switch (fault.answer) {
    case 'ignored':
      return sayInstead(answer, whole);
    case 'other-part': {
      // Halfway before what was asked; of the beginning only the end is another.
      const from = Math.floor(start / 2);
      const to = start === 0 ? Math.floor(end / 2) : end;
      return { ...answer, headers: label(from, to), body: whole.body.subarray(from, to + 1) };
    }
    case 'mislabelled':
      return { ...answer, body: whole.body.subarray(0, end - start + 1) };
    case 'wrong-total':
      return { ...answer, headers: label(start, end, size + 1000) };
    case 'unlabelled': {
      const others = Object.entries(answer.headers).filter(([name]) => name !== 'Content-Range');
      return { ...answer, headers: Object.fromEntries(others) };
    }
    case 'unsatisfiable': {
      const error = createErrorAnswer(416, STATUS_CODES[416] ?? 'Error', null);
      return sayInstead(answer, {
        ...error,
        headers: { ...error.headers, 'Content-Range': `bytes */${size}` },
      });
    }
  }
}
