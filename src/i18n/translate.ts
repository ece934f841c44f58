import type { Catalogue, MessageKey, MessageParameters, Messages, PluralForms } from './messages.ts';

type Parameters = Readonly<Record<string, string | number>>;

/** Fills the placeholders of one text. Numbers are written the locale's way; an unknown name stays as it is. */
function fill(text: string, parameters: Parameters, locale: string): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralForm(forms: PluralForms, count: string | number | undefined, locale: string): string {
  return new Intl.PluralRules(locale).select(Number(count ?? 0)) === 'one' ? forms.one : forms.other;
}

/** Says the messages of one catalogue. */
export type Translate<English extends Catalogue> = <Key extends keyof English & string>(
  key: Key,
  ...parameters: MessageParameters<Key, English>
) => string;

/** One catalogue in words. `locale` (BCP 47) decides how numbers and plurals are written. */
export function translator<English extends Catalogue>(
  messages: Messages<English>,
  locale: string,
): Translate<English> {
  return (key, ...given) => {
    const parameters: Parameters = given[0] ?? {};
    const message: string | PluralForms = messages[key];
    const text = typeof message === 'string' ? message : pluralForm(message, parameters['count'], locale);
    return fill(text, parameters, locale);
  };
}

/** One message of the pages' first catalogue in words. */
export function translate<Key extends MessageKey>(
  messages: Messages,
  locale: string,
  key: Key,
  ...given: MessageParameters<Key>
): string {
  return translator(messages, locale)(key, ...given);
}
