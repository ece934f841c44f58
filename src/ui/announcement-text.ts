/**
 * An announcement in the reader's language (in whatever region's form there is), else in English, else in whatever it was
 * written in. Languages are BCP 47 tags such as "pt-BR".
 */
export function announcementText(
  text: Readonly<Record<string, string>>,
  locale: string,
): { readonly lang: string; readonly words: string } {
  const written = Object.keys(text);
  const spokenIn = (language: string) => [
    language,
    ...written.filter((lang) => lang.toLowerCase().startsWith(`${language}-`)),
  ];
  for (const lang of [...spokenIn(locale), ...spokenIn('en'), ...written]) {
    const words = text[lang];
    if (words !== undefined && words !== '') return { lang, words };
  }
  return { lang: locale, words: '' };
}
