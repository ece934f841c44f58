import type { Random } from '../network/random.ts';

const KEY = 'holdline.ticket';
/** 64 bits: two listeners of one evening hardly ever share it, and no harm is done if they do. */
const PARTS = 2;

/**
 * What the tickets of this tab are drawn from. It survives a reload, so that nobody can draw again by pressing it, and
 * is gone with the tab: nothing of it lasts, and it is never sent. Never throws (storage may be refused).
 */
export function listenerId(storage: Pick<Storage, 'getItem' | 'setItem'> | null, random: Random): string {
  try {
    const kept = storage?.getItem(KEY);
    if (kept != null && kept !== '') return kept;
  } catch {
    // Refused by the browser's privacy settings: a new one for every load.
  }
  const id = randomId(random, PARTS);
  try {
    storage?.setItem(KEY, id);
  } catch {
    // As above.
  }
  return id;
}

/** So many times 32 random bits, in hexadecimal. */
export function randomId(random: Random, parts: number): string {
  return Array.from({ length: parts }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
