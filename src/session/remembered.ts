import { check, number, pipe, safeParse, string, type GenericSchema } from 'valibot';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Longer keys are addresses that nobody types twice; a storage is not filled with them. */
export const MAX_KEY_CHARACTERS = 2_048;
/** More than a listener would write in years: whatever is longer is damaged. */
const MAX_STORED_CHARACTERS = 256 * 1024;

/** What a broadcast is remembered by: its id, or the address of a bare stream. */
export const rememberedKey = pipe(
  string(),
  check((value) => value.length > 0 && value.length <= MAX_KEY_CHARACTERS),
);

/** A number that arithmetic can be done with; JSON knows no other, but 1e999 is read as Infinity. */
export const finite = pipe(
  number(),
  check((value) => Number.isFinite(value)),
);

/**
 * Entries under one name, the newest last. Whatever is damaged counts as nothing; one bad entry does not cost the
 * others. Never throws (storage may be refused).
 */
export function readEntries<Entry>(
  storage: Pick<Store, 'getItem'> | null,
  name: string,
  schema: GenericSchema<unknown, Entry>,
): readonly Entry[] {
  try {
    const text = storage?.getItem(name) ?? '[]';
    if (text.length > MAX_STORED_CHARACTERS) return [];
    const all: unknown = JSON.parse(text);
    if (!Array.isArray(all)) return [];
    return all.flatMap((value: unknown) => {
      const entry = safeParse(schema, value);
      return entry.success ? [entry.output] : [];
    });
  } catch {
    // Not JSON, or a storage that may not be read.
    return [];
  }
}

/** Keeps the newest `most`; a full or refused storage only means that nothing is remembered. */
export function writeEntries(
  storage: Pick<Store, 'setItem'> | null,
  name: string,
  entries: readonly object[],
  most: number,
): void {
  try {
    storage?.setItem(name, JSON.stringify(entries.slice(-most)));
  } catch {
    // Nothing a listener could or should do about it.
  }
}
