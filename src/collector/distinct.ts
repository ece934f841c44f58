/**
 * HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007): how many different texts were seen, in 4 kB, with a standard
 * error of 1.6 %, mergeable. Redis has its own (0.8 %).
 */
const INDEX_BITS = 12;
const REGISTERS = 1 << INDEX_BITS;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

export function createSketch(): Uint8Array {
  return new Uint8Array(REGISTERS);
}

export function addToSketch(sketch: Uint8Array, text: string): void {
  const hash = hash32(text);
  const index = hash >>> (32 - INDEX_BITS);
  const rank = Math.min(Math.clz32(hash << INDEX_BITS), 32 - INDEX_BITS) + 1;
  if (rank > (sketch[index] ?? 0)) sketch[index] = rank;
}

/** How many different texts went into all of them together. */
export function distinct(sketches: readonly Uint8Array[]): number {
  let sum = 0;
  let zeros = 0;
  for (let index = 0; index < REGISTERS; index++) {
    let rank = 0;
    for (const sketch of sketches) rank = Math.max(rank, sketch[index] ?? 0);
    sum += 2 ** -rank;
    if (rank === 0) zeros += 1;
  }
  const estimate = (ALPHA * REGISTERS * REGISTERS) / sum;
  const isSmall = estimate <= 2.5 * REGISTERS && zeros > 0;
  return Math.round(isSmall ? REGISTERS * Math.log(REGISTERS / zeros) : estimate);
}

/** FNV-1a, its bits mixed by the end of MurmurHash3 (both public domain). */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
