import * as v from 'valibot';

const whole = v.pipe(v.number('must be a whole number'), v.integer('must be a whole number'));

const stretch = v.strictObject({
  /** Both included. Default: no limit. */
  from: v.optional(whole),
  to: v.optional(whole),
  /** Every so many-th, beginning with `from`. Default: each. */
  every: v.optional(v.pipe(whole, v.minValue(1, 'must be at least 1'))),
});
const member = v.union([whole, stretch], 'must be a whole number or {"from", "to", "every"}');

/** Which of a row of whole numbers: one, a stretch, or a list of both. */
export const numberSet = v.union(
  [member, v.array(member)],
  'must be a whole number, {"from", "to", "every"} or a list of them',
);
export type NumberSet = v.InferOutput<typeof numberSet>;

export function isInSet(set: NumberSet, number: number): boolean {
  if (Array.isArray(set)) return set.some((part) => isInSet(part, number));
  if (typeof set === 'number') return set === number;
  const { from, to = Infinity, every = 1 } = set;
  if (number < (from ?? -Infinity) || number > to) return false;
  const offset = number - (from ?? 0);
  return ((offset % every) + every) % every === 0;
}
