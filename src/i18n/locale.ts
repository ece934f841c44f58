/** The languages that the listener page speaks. */
export const locales = ['en', 'de', 'es', 'fr', 'ar'] as const;

export type Locale = (typeof locales)[number];

/**
 * Each language's name in itself, as it stands in a list. Written down: to ask Intl, which knows them as well, makes the
 * browser open five languages' data at once, in the middle of the first paint.
 */
export const ownNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ar: 'العربية',
};

/**
 * The language to begin in: the saved one if it is one of `spoken` (anything may be saved, for instance by another
 * version of the page), else the first of the browser's preferred languages (BCP 47 tags such as "de-AT") that is
 * spoken, else English.
 */
export function chooseLocale(
  saved: unknown,
  preferred: readonly string[],
  spoken: readonly Locale[] = locales,
): Locale {
  const find = (value: unknown) => spoken.find((locale) => locale === value);
  const first = find(saved);
  if (first !== undefined) return first;
  for (const tag of preferred) {
    const language = find(tag.toLowerCase().split('-')[0]);
    if (language !== undefined) return language;
  }
  return 'en';
}

/**
 * The tag for numbers and times: the reader's own regional form of the language, where the browser names one
 * ("en-GB" writes 20:00, "en-US" 8:00 PM; "ar-EG" counts ٣, "ar-MA" 3), else the language alone.
 */
export function regionalTag(locale: Locale, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.toLowerCase().split('-')[0] === locale) ?? locale;
}

/** How a page in this language is laid out. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}
