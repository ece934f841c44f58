/** A key press, as far as it matters here. */
export interface KeyPress {
  readonly key: string;
  /** Ctrl, Alt or Meta is held: the browser's or the system's shortcut. */
  readonly modified: boolean;
  /** The key is held down and repeats. */
  readonly repeated: boolean;
  /** What has the focus: nothing in particular, a button or link, something that uses letters or arrows itself. */
  readonly focus: 'page' | 'button' | 'field';
}

/**
 * Every function that has keys (`KeyboardEvent.key`, letters small), one a line. The help sheet lists the same; the type
 * checker asks for a word and a place there (`help-entries.ts`).
 */
export const shortcuts = [
  { wish: 'toggle', keys: [' ', 'k'] },
  { wish: 'live', keys: ['l'] },
  { wish: 'louder', keys: ['ArrowUp'], repeats: true },
  { wish: 'quieter', keys: ['ArrowDown'], repeats: true },
  { wish: 'mute', keys: ['m'] },
  { wish: 'help', keys: ['?', '؟'] },
] as const satisfies readonly {
  readonly wish: string;
  readonly keys: readonly string[];
  /** Goes on for as long as the key is held down. */
  readonly repeats?: true;
}[];

export type Shortcut = (typeof shortcuts)[number]['wish'];

/** What a key press asks for; null where it belongs to the browser or to the control that has the focus. */
export function shortcut({ key, modified, repeated, focus }: KeyPress): Shortcut | null {
  if (modified || focus === 'field' || (key === ' ' && focus === 'button')) return null;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  const found = shortcuts.find(({ keys }) => keys.some((own) => own === wanted));
  return found === undefined || (repeated && !('repeats' in found)) ? null : found.wish;
}

/** One press of an arrow key: a step that can be heard. */
const VOLUME_STEP = 0.05;

/** The volume (0 to 1) one step away, without the dust of binary fractions. */
export function steppedVolume(volume: number, direction: 'louder' | 'quieter'): number {
  const next = volume + (direction === 'louder' ? VOLUME_STEP : -VOLUME_STEP);
  return Math.round(Math.min(1, Math.max(0, next)) * 100) / 100;
}
