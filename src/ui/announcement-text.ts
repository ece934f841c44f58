/** An announcement in the reader's language, else in English, else in whatever it was written in. */
export function announcementText(
  text: Readonly<Record<string, string>>,
  locale: string,
): { readonly lang: string; readonly words: string } {
  for (const lang of [locale, 'en', ...Object.keys(text)]) {
    const words = text[lang];
    if (words !== undefined && words !== '') return { lang, words };
  }
  return { lang: locale, words: '' };
}
