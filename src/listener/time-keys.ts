import { RATES } from './line-reach.ts';
import type { KeyPress } from './shortcuts.ts';

/** A short step back to what one has not understood. */
export const BACK_SECONDS = 15;
/** A longer one over what one does not want to hear. */
export const ON_SECONDS = 30;
const KEY_STEP_SECONDS = 5;
const KEY_LEAP_SECONDS = 30;

export type LineKey =
  { readonly kind: 'step'; readonly seconds: number } | { readonly kind: 'start' } | { readonly kind: 'end' };

/** What a key means on the line. The line is drawn from left to right in every language, and its keys follow what is seen. */
export function lineKey(key: string, shift: boolean): LineKey | null {
  const step = shift ? KEY_LEAP_SECONDS : KEY_STEP_SECONDS;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return { kind: 'step', seconds: -step };
    case 'ArrowRight':
    case 'ArrowUp':
      return { kind: 'step', seconds: step };
    case 'PageDown':
      return { kind: 'step', seconds: -KEY_LEAP_SECONDS };
    case 'PageUp':
      return { kind: 'step', seconds: KEY_LEAP_SECONDS };
    case 'Home':
      return { kind: 'start' };
    case 'End':
      return { kind: 'end' };
    default:
      return null;
  }
}

/** The keys for time (`KeyboardEvent.key`, letters small). The help sheet lists the same. */
export const timeShortcuts = [
  { wish: 'back', keys: ['ArrowLeft', 'j'] },
  { wish: 'on', keys: ['ArrowRight'] },
  { wish: 'slower', keys: ['<'] },
  { wish: 'faster', keys: ['>'] },
] as const satisfies readonly { readonly wish: string; readonly keys: readonly string[] }[];

export type TimeShortcut = (typeof timeShortcuts)[number]['wish'];

/** What a key press anywhere on the page asks of time; null where it belongs to somebody else. */
export function timeShortcut({ key, modified, repeated, focus }: KeyPress): TimeShortcut | null {
  if (modified || repeated || focus === 'field') return null;
  // On a button or a link the arrows are the browser's.
  if (key.startsWith('Arrow') && focus !== 'page') return null;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  return timeShortcuts.find(({ keys }) => keys.some((own) => own === wanted))?.wish ?? null;
}

/** The next speed on offer in this direction; the same at the ends. */
export function steppedRate(rate: number, direction: 'slower' | 'faster'): number {
  const next =
    direction === 'faster'
      ? RATES.find((offered) => offered > rate)
      : RATES.findLast((offered) => offered < rate);
  return next ?? rate;
}
