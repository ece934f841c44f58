import { boolean, nullable, object, optional, safeParse, string } from 'valibot';
import type { TrackView } from '../playback/engine.ts';

/** What somebody wants to read, for the next visit. */
export interface TextWish {
  /** The text was open when the page was left. */
  readonly isOn: boolean;
  /** BCP 47; null where the track that was read did not say. */
  readonly language: string | null;
  readonly name: string;
}

const KEY = 'holdline.captions';
const schema = object({
  isOn: boolean(),
  language: optional(nullable(string()), null),
  name: optional(string(), ''),
});

/** Reads what was saved; null for whatever is damaged. Never throws (storage may be refused). */
export function readTextWish(storage: Pick<Storage, 'getItem'> | null): TextWish | null {
  try {
    const read = safeParse(schema, JSON.parse(storage?.getItem(KEY) ?? 'null'));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** Saves; a full or refused storage only means that nothing is remembered. */
export function writeTextWish(storage: Pick<Storage, 'setItem'> | null, wish: TextWish): void {
  try {
    storage?.setItem(KEY, JSON.stringify(wish));
  } catch {
    // Nothing a listener could or should do about it.
  }
}

/** The track to begin with: the one that was wished for, else the page's language, else the author's choice. */
export function preferredTextTrack(
  tracks: readonly TrackView[],
  wish: Pick<TextWish, 'language' | 'name'> | null,
  locale: string,
): TrackView | null {
  return (
    (wish === null ? null : wishedTrack(tracks, wish)) ??
    tracks.find((track) => isSpokenAs(track.language, locale)) ??
    tracks.find(({ isDefault }) => isDefault) ??
    tracks[0] ??
    null
  );
}

/** The very track that was read before, or another one in its language; null where there is none. */
export function wishedTrack(
  tracks: readonly TrackView[],
  { language, name }: Pick<TextWish, 'language' | 'name'>,
): TrackView | null {
  return (
    tracks.find((track) => track.language === language && track.name === name) ??
    tracks.find((track) => language !== null && isSpokenAs(track.language, language)) ??
    null
  );
}

/** `en-GB` is read by whoever reads `en`. */
function isSpokenAs(language: string | null, other: string): boolean {
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  return language !== null && primary(language) === primary(other);
}
