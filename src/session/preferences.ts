import {
  boolean,
  check,
  fallback,
  number,
  object,
  parse,
  picklist,
  pipe,
  safeParse,
  type InferOutput,
} from 'valibot';

const KEY = 'holdline.output';

/** Each for itself: what an older visit has not saved, or somebody has damaged, takes nothing else with it. */
const schema = object({
  volume: fallback(
    pipe(
      number(),
      check((value) => value >= 0 && value <= 1),
    ),
    1,
  ),
  muted: fallback(boolean(), false),
  shortcuts: fallback(boolean(), true),
  theme: fallback(picklist(['system', 'light', 'dark']), 'system'),
});

/** What a listener's device remembers between visits. No identifier, nothing about what was heard. */
export type Preferences = Readonly<InferOutput<typeof schema>>;

/** Reads what was saved; whatever is damaged falls back to the default. Never throws (storage may be refused). */
export function readPreferences(storage: Pick<Storage, 'getItem'> | null): Preferences {
  let saved: unknown = null;
  try {
    saved = JSON.parse(storage?.getItem(KEY) ?? 'null');
  } catch {
    // Not JSON, or a storage that may not be read: the defaults will do.
  }
  const read = safeParse(schema, saved);
  return read.success ? read.output : parse(schema, {});
}

/** Saves; a full or refused storage only means that nothing is remembered. */
export function writePreferences(storage: Pick<Storage, 'setItem'> | null, preferences: Preferences): void {
  try {
    storage?.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Nothing a listener could or should do about it.
  }
}
