import { ar } from '../../src/i18n/ar.ts';
import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import { es } from '../../src/i18n/es.ts';
import { fr } from '../../src/i18n/fr.ts';
import { ar as laterAr } from '../../src/i18n/later/ar.ts';
import { de as laterDe } from '../../src/i18n/later/de.ts';
import { en as laterEn } from '../../src/i18n/later/en.ts';
import { es as laterEs } from '../../src/i18n/later/es.ts';
import { fr as laterFr } from '../../src/i18n/later/fr.ts';
import { createI18n, type I18n } from '../../src/i18n/i18n.ts';
import type { Locale } from '../../src/i18n/locale.ts';

/** All words of the listener page, by language. */
export const words = {
  en: { first: en, later: laterEn },
  de: { first: de, later: laterDe },
  es: { first: es, later: laterEs },
  fr: { first: fr, later: laterFr },
  ar: { first: ar, later: laterAr },
};

/** A language with all its words, at once. */
export function i18nOf(locale: Locale, tag: string = locale): I18n {
  const { first, later } = words[locale];
  return createI18n(locale, tag, first, later);
}
