import type { MessageKey, MessageParameters, Messages, PluralForms } from './messages.ts';

/** Fills the placeholders of one text. Numbers are written the locale's way; an unknown name stays as it is. */
function fill(text: string, parameters: Readonly<Record<string, string | number>>, locale: string): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralForm(forms: PluralForms, count: string | number | undefined, locale: string): string {
  return new Intl.PluralRules(locale).select(Number(count ?? 0)) === 'one' ? forms.one : forms.other;
}

/** One message of a catalogue in words. `locale` (BCP 47) decides how numbers and plurals are written. */
export function translate<Key extends MessageKey>(
  messages: Messages,
  locale: string,
  key: Key,
  ...given: MessageParameters<Key>
): string {
  const parameters: Readonly<Record<string, string | number>> = given[0] ?? {};
  const message: string | PluralForms = messages[key];
  const text = typeof message === 'string' ? message : pluralForm(message, parameters['count'], locale);
  return fill(text, parameters, locale);
}
