import { en } from '../i18n/producer/en.ts';
import type { Words } from './producer-context.tsx';

type FieldKey = Extract<keyof typeof en, `field.${string}`>;

/** The names of fields of the document, in words; those that have none as they are written. */
export function fieldWords(fields: readonly string[], { t, format }: Pick<Words, 't' | 'format'>): string {
  return format.list(
    fields.map((field) => {
      const key = `field.${field}`;
      return isFieldKey(key) ? t(key) : field;
    }),
  );
}

function isFieldKey(key: string): key is FieldKey {
  return Object.hasOwn(en, key);
}
