import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { sayInstead } from '../answer.ts';
import type { HealthyWith } from '../resources.ts';

export const staleSchema = v.pipe(
  v.strictObject({ type: v.literal('stale') }),
  v.description('A media playlist stays what it was when this began; segments go on coming into being.'),
);

/** `fromSeconds` is the second of the evening at which this began. */
export function stale(answer: Answer, fromSeconds: number, healthyWith: HealthyWith): Answer {
  return sayInstead(answer, healthyWith({ elapsedSeconds: fromSeconds, blocks: false }));
}
