import type { Random } from '../../src/network/random.ts';

export { seededRandom } from '../../e2e/fleet/seeded-random.ts';

/** These numbers in turn, over and over. */
export function cyclicRandom(...numbers: readonly number[]): Random {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}
