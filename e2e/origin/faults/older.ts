import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { sayInstead } from '../answer.ts';
import type { HealthyWith } from '../resources.ts';
import { positiveSeconds } from '../schema-parts.ts';

export const olderSchema = v.pipe(
  v.strictObject({ type: v.literal('older'), bySeconds: positiveSeconds }),
  v.description(
    'A media playlist as it was so long ago: a stale cache, with a probability under 1 one of several caches.',
  ),
);

export function older(
  answer: Answer,
  fault: v.InferOutput<typeof olderSchema>,
  elapsedSeconds: number,
  healthyWith: HealthyWith,
): Answer {
  return sayInstead(answer, healthyWith({ elapsedSeconds: elapsedSeconds - fault.bySeconds, blocks: false }));
}
