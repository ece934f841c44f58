import * as v from 'valibot';
import type { Answer } from '../answer.ts';
import { sayInstead } from '../answer.ts';

export const emptySchema = v.pipe(
  v.strictObject({ type: v.literal('empty') }),
  v.description('200 with an empty body; a cache may keep it as long as the real thing.'),
);

export function empty(answer: Answer): Answer {
  const kept = ['Content-Type', 'Cache-Control'];
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => kept.includes(name)));
  return sayInstead(answer, { status: 200, headers, body: new Uint8Array() });
}
