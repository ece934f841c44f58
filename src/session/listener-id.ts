import type { Random } from '../network/random.ts';

const KEY = 'holdline.listener';

/**
 * What this tab draws its tickets with: chance, kept for as long as the tab is open, so that reloading buys no new ticket.
 * It says nothing about anybody, and is gone with the tab. Where storage is refused it lasts as long as the page.
 */
export function listenerId(storage: Pick<Storage, 'getItem' | 'setItem'> | null, random: Random): string {
  try {
    const saved = storage?.getItem(KEY) ?? '';
    if (/^[0-9a-z]{10,}$/.test(saved)) return saved;
  } catch {
    // Refused.
  }
  const id = [random(), random()].map((number) => number.toString(36).slice(2, 12).padEnd(10, '0')).join('');
  try {
    storage?.setItem(KEY, id);
  } catch {
    // Full or refused: another page, another ticket.
  }
  return id;
}
