import type { TrackView } from '../playback/engine.ts';

export interface TrackWords {
  /** As the author of the stream wrote it; null where there is nothing written. */
  readonly name: string | null;
  /** A valid language tag for what `name` is written in; null when it is not known. */
  readonly lang: string | null;
  /** The language in the words of the page; null where that would say the same again, or nothing. */
  readonly language: string | null;
}

/** How one version of the sound is called. `tag` is the page's language (BCP 47). */
export function trackWords(
  { name, language }: Pick<TrackView, 'name' | 'language'>,
  tag: string,
): TrackWords {
  const lang = canonical(language);
  const said = lang === null ? null : displayName(lang, tag);
  const isSame = said !== null && said.toLocaleLowerCase(tag) === name.toLocaleLowerCase(tag);
  return { name: name === '' ? null : name, lang, language: isSame ? null : said };
}

function canonical(language: string | null): string | null {
  try {
    return language === null ? null : (Intl.getCanonicalLocales(language)[0] ?? null);
  } catch {
    // What a playlist calls a language need not be one.
    return null;
  }
}

function displayName(lang: string, tag: string): string | null {
  const said = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(lang);
  return said ?? null;
}
