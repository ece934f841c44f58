import type { Random } from '../../src/network/random.ts';

/** Draws thrown away before the first that counts, so that seeds beside each other have nothing in common. */
const WARM_UP = 16;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand): a period far beyond the 10¹⁰ numbers that an evening of eight million takes;
 * the 2³² of the fleet's generator would come round twice.
 */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9 | 0;
  let b = 0x243f6a88 | 0;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let drawn = 0; drawn < WARM_UP; drawn += 1) next();
  return next;
}
