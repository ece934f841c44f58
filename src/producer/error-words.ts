import type { FieldError } from './field-errors.ts';
import type { Words } from './producer-context.tsx';

/** What a mistake in the document is called where it stands. Those of the first document keep the schema's words. */
export function errorWords({ path, message }: FieldError, { t }: Pick<Words, 't'>): string {
  if (message.includes('language tag')) return t('error.language');
  if (message.includes('of their own')) return t('error.distinct');
  if (/^(?:pathways\[\d+\]\.url)$/.test(path)) return t('error.url');
  if (/^(?:pathways\[\d+\]\.id)$/.test(path)) return t('error.id');
  if (path === 'scheduledStart') return t('error.time');
  if (path === 'admission') return t('error.admission');
  if (path === 'joinSpreadSeconds') return t('error.spread');
  if (path.startsWith('announcements')) return t('error.text');
  return path === '' ? message : t('error.place', { path, message });
}
