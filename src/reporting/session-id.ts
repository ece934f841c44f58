import type { Random } from '../network/random.ts';

/** A `sid`: a random UUID (RFC 9562, version 4), as CTA-5004-B recommends. New for every page, and kept nowhere. */
export function createSessionId(random: Random): string {
  const digit = (from: number, count: number) => (from + Math.floor(random() * count)).toString(16);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    place === 'x' ? digit(0, 16) : digit(8, 4),
  );
}
