import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import type { Line } from '../line.ts';
import { bitRate } from '../schema-parts.ts';

export const throttleSchema = v.pipe(
  v.strictObject({
    type: v.literal('throttle'),
    bitsPerSecond: bitRate,
  }),
  v.description(
    'A line of so many bits per second, headers and bodies, shared by all connections that this fault strikes.',
  ),
);

/** `line` is the one line of this entry of the scenario. */
export function throttle(answer: Answer, line: Line): Answer {
  return { ...answer, lines: [...answer.lines, line] };
}
