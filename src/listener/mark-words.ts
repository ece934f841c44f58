import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import { announcementText } from '../ui/announcement-text.ts';
import type { LineMark } from './line-marks.ts';

/** What a mark is called, and in which language if that is not the page's own. */
export function markWords(mark: LineMark, i18n: I18n): { readonly words: string; readonly lang?: string } {
  const { kind, title, atSeconds, endSeconds } = mark;
  if (typeof title === 'string') return { words: title };
  if (title !== null) return announcementText(title, i18n.locale);
  const t = laterWords(i18n);
  return {
    words:
      kind === 'gap'
        ? t('marks.gap', { span: i18n.span(Math.max(1, Math.round((endSeconds ?? atSeconds) - atSeconds))) })
        : t('marks.joined'),
  };
}
