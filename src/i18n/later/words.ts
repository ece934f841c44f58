import type { I18n } from '../i18n.ts';
import { translator, type Translate } from '../translate.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/**
 * The words of the late parts, in the language of the page. Both languages come with the part's own code: together they
 * are smaller than what asking for one of them would cost.
 */
export function laterWords(i18n: I18n): Translate<typeof en> {
  return translator<typeof en>({ en, de }[i18n.locale], i18n.tag);
}
