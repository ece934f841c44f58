import type { I18n } from '../i18n.ts';
import type { Locale } from '../locale.ts';
import { translator, type Translate } from '../translate.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type ProducerWords = Translate<typeof en>;

/** Those who run the evening are few, and spoken to in these. */
export const producerLocales: readonly Locale[] = ['en', 'de'];

/** The words of the producer page, in the language of the page. No listener ever fetches them. */
export function producerWords(i18n: I18n): ProducerWords {
  return translator<typeof en>(i18n.locale === 'de' ? de : en, i18n.tag);
}
