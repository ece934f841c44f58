/** FNV-1a, 32 bit: offset basis and prime (http://www.isthe.com/chongo/tech/comp/fnv/). */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A listener's place in a draw, uniform in [0, 1): the same for the same id and salt, on every device, without a server.
 * FNV-1a over the UTF-16 code units of `salt:id`, then the finalizer of MurmurHash3: alone, FNV-1a leaves ids that differ
 * in their last letter close together.
 */
export function ticketOf(id: string, salt: string | number): number {
  const text = `${salt}:${id}`;
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
