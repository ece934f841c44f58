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

export type TimeShortcut = 'back' | 'on' | 'slower' | 'faster';

/** What a key press anywhere on the page asks of time; null where it belongs to somebody else. */
export function timeShortcut({ key, modified, repeated, focus }: KeyPress): TimeShortcut | null {
  if (modified || repeated || focus === 'field') return null;
  if (key === 'ArrowLeft' || key === 'ArrowRight')
    return focus === 'page' ? (key === 'ArrowLeft' ? 'back' : 'on') : null;
  switch (key) {
    case 'j':
    case 'J':
      return 'back';
    case '<':
      return 'slower';
    case '>':
      return 'faster';
    default:
      return null;
  }
}

/** The next speed on offer in this direction; the same at the ends. */
export function steppedRate(rate: number, direction: 'slower' | 'faster'): number {
  const next =
    direction === 'faster'
      ? RATES.find((offered) => offered > rate)
      : RATES.findLast((offered) => offered < rate);
  return next ?? rate;
}
