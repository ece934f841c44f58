/** The languages that the pages speak. */
export const locales = ['en', 'de'] as const;

export type Locale = (typeof locales)[number];

/** Accepts anything, for instance what another version of the page once saved. */
function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/**
 * The language to begin in: the saved one if it is one of ours, else the first of the browser's preferred
 * languages (BCP 47 tags such as "de-AT") that we speak, else English.
 */
export function chooseLocale(saved: unknown, preferred: readonly string[]): Locale {
  if (isLocale(saved)) return saved;
  for (const tag of preferred) {
    const language = tag.toLowerCase().split('-')[0];
    if (isLocale(language)) return language;
  }
  return 'en';
}

/**
 * The tag for numbers and times: the reader's own regional form of the language, where the browser names one
 * ("en-GB" writes 20:00, "en-US" 8:00 PM), else the language alone.
 */
export function regionalTag(locale: Locale, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.toLowerCase().split('-')[0] === locale) ?? locale;
}
