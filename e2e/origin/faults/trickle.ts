import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import type { Line } from '../line.ts';
import { bitRate } from '../schema-parts.ts';

export const trickleSchema = v.pipe(
  v.strictObject({ type: v.literal('trickle'), bitsPerSecond: bitRate }),
  v.description('Each answer for itself comes that slowly, headers and body, however many there are.'),
);

/** `line` is this answer's own. */
export function trickle(answer: Answer, line: Line): Answer {
  return { ...answer, lines: [...answer.lines, line] };
}
