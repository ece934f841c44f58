import { chooseLocale, type Locale } from '../i18n/locale.ts';

const STORAGE_KEY = 'holdline.locale';

/** Storage may be forbidden (private mode, embedded page): then nothing is remembered and nothing breaks. */
function read(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** The language that this reader chose last, else what the browser prefers, else English; one of `spoken`. */
export function initialLocale(spoken?: readonly Locale[]): Locale {
  return chooseLocale(read(), navigator.languages, spoken);
}

export function saveLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale);
  } catch {
    // The choice holds for this visit only.
  }
}
