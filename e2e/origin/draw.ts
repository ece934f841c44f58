/**
 * Chance without order: each draw depends only on the seed and on what is being decided, never on how many draws
 * came before. Two runs in which requests overtake each other still see the same faults.
 */
export type Draw = (...about: readonly (string | number)[]) => number;

/** Numbers uniform in [0, 1): FNV-1a over the text, then the finalizer of MurmurHash3 to spread its low bits. */
export function createDraw(seed: number): Draw {
  return (...about) => {
    let hash = 0x811c9dc5;
    for (const character of [seed, ...about].join('\u001f')) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
}
