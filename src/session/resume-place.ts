import { object } from 'valibot';
import { finite, MAX_KEY_CHARACTERS, readEntries, rememberedKey, writeEntries } from './remembered.ts';

const NAME = 'holdline.places';
/** Recordings that somebody is in the middle of. */
const MOST_PLACES = 20;
/** Who has heard no more than this begins anew, and this near to the end it has been heard. */
const LEAST_SECONDS = 10;
const AS_GOOD_AS_HEARD_SECONDS = 10;
/** Going on a little before the place lets one find one's way back into the sentence. */
const BACK_SECONDS = 2;
/** Nothing lasts longer; what says so is damaged. */
const MOST_SECONDS = 7 * 24 * 3600;

const schema = object({ key: rememberedKey, seconds: finite });

type Store = Pick<Storage, 'getItem' | 'setItem'> | null;

const read = (storage: Store) =>
  readEntries(storage, NAME, schema).filter(({ seconds }) => seconds > 0 && seconds < MOST_SECONDS);

/**
 * Where to go on with a recording of this length (seconds of its timeline); null to begin at its beginning. `key` is the
 * broadcast's id or the stream's address.
 */
export function resumePlace(storage: Store, key: string, lengthSeconds: number): number | null {
  const found = read(storage).findLast((place) => place.key === key);
  if (found === undefined || !isWorthKeeping(found.seconds, lengthSeconds)) return null;
  return Math.max(0, found.seconds - BACK_SECONDS);
}

/** Remembers the place; forgets it where one would better begin anew, as at the end. */
export function keepPlace(storage: Store, key: string, seconds: number, lengthSeconds: number): void {
  if (key.length > MAX_KEY_CHARACTERS) return;
  const places = read(storage);
  const others = places.filter((place) => place.key !== key);
  const isKept = isWorthKeeping(seconds, lengthSeconds);
  if (!isKept && others.length === places.length) return;
  writeEntries(storage, NAME, isKept ? [...others, { key, seconds }] : others, MOST_PLACES);
}

export function forgetPlace(storage: Store, key: string): void {
  keepPlace(storage, key, 0, 0);
}

function isWorthKeeping(seconds: number, lengthSeconds: number): boolean {
  return seconds >= LEAST_SECONDS && seconds <= lengthSeconds - AS_GOOD_AS_HEARD_SECONDS;
}
