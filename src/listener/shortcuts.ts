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

export type Shortcut = 'toggle' | 'mute' | 'louder' | 'quieter' | 'live';

/** What a key press asks for; null where it belongs to the browser or to the control that has the focus. */
export function shortcut({ key, modified, repeated, focus }: KeyPress): Shortcut | null {
  if (modified || focus === 'field') return null;
  if (key === 'ArrowUp') return 'louder';
  if (key === 'ArrowDown') return 'quieter';
  if (repeated) return null;
  if (key === ' ') return focus === 'page' ? 'toggle' : null;
  switch (key.toLowerCase()) {
    case 'k':
      return 'toggle';
    case 'm':
      return 'mute';
    case 'l':
      return 'live';
    default:
      return null;
  }
}

/** One press of an arrow key: a step that can be heard. */
const VOLUME_STEP = 0.05;

/** The volume (0 to 1) one step away, without the dust of binary fractions. */
export function steppedVolume(volume: number, direction: 'louder' | 'quieter'): number {
  const next = volume + (direction === 'louder' ? VOLUME_STEP : -VOLUME_STEP);
  return Math.round(Math.min(1, Math.max(0, next)) * 100) / 100;
}
