import { boolean, check, number, object, optional, pipe, safeParse } from 'valibot';

/** What a listener's device remembers between visits. No identifier, nothing about what was heard. */
export interface Preferences {
  readonly volume: number;
  readonly muted: boolean;
  readonly shortcuts: boolean;
}

const KEY = 'holdline.output';

const DEFAULTS: Preferences = { volume: 1, muted: false, shortcuts: true };

const schema = object({
  volume: pipe(
    number(),
    check((value) => value >= 0 && value <= 1),
  ),
  muted: boolean(),
  // Older visits have not saved it.
  shortcuts: optional(boolean(), true),
});

/** Reads what was saved; whatever is damaged falls back to the default. Never throws (storage may be refused). */
export function readPreferences(storage: Pick<Storage, 'getItem'> | null): Preferences {
  let saved: unknown = null;
  try {
    saved = JSON.parse(storage?.getItem(KEY) ?? 'null');
  } catch {
    // Not JSON, or a storage that may not be read: the defaults will do.
  }
  const read = safeParse(schema, saved);
  return read.success ? read.output : DEFAULTS;
}

/** Saves; a full or refused storage only means that nothing is remembered. */
export function writePreferences(storage: Pick<Storage, 'setItem'> | null, preferences: Preferences): void {
  try {
    storage?.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Nothing a listener could or should do about it.
  }
}
