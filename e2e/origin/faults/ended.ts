import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { sayInstead } from '../answer.ts';
import type { HealthyWith } from '../resources.ts';

export const endedSchema = v.pipe(
  v.strictObject({ type: v.literal('ended') }),
  v.description('A media playlist ends with EXT-X-ENDLIST though the broadcast goes on.'),
);

export function ended(answer: Answer, healthyWith: HealthyWith): Answer {
  return sayInstead(answer, healthyWith({ endList: true }));
}
