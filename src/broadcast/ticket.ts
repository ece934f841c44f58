const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * The place of a session in the order in which a crowd is let in, sampled or spread: uniform in [0, 1), the same for
 * the same `id` and `salt`, and another order for another salt. FNV-1a (32 bits, over UTF-16 code units), which alone
 * leaves neighbouring ids near each other, and then the finalizer of MurmurHash3.
 */
export function ticketOf(id: string, salt: string | number): number {
  const text = `${salt}:${id}`;
  let hash = FNV_OFFSET_BASIS;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
