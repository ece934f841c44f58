import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import { createI18n, type I18n } from '../../src/i18n/i18n.ts';
import type { Locale } from '../../src/i18n/locale.ts';

/** A language with its own catalogue, at once. */
export function i18nOf(locale: Locale, tag: string = locale): I18n {
  return createI18n(locale, tag, { en, de }[locale]);
}
