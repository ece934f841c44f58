import type { I18n } from '../i18n.ts';
import { translator, type Translate } from '../translate.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type ProducerWords = Translate<typeof en>;

/** The words of the producer page, in the language of the page. No listener ever fetches them. */
export function producerWords(i18n: I18n): ProducerWords {
  return translator<typeof en>({ en, de }[i18n.locale], i18n.tag);
}
