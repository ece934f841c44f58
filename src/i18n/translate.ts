import { numberFormat, pluralRules } from './formatters.ts';
import type { AnyPluralForms, Catalogue, MessageKey, MessageParameters, Messages } from './messages.ts';

type Parameters = Readonly<Record<string, string | number>>;

/** Hebrew, Arabic and their neighbours, and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/**
 * Fills the placeholders of one text. Numbers are written the locale's way; an unknown name stays as it is. Where
 * a text and what is filled into it may run in opposite directions, the latter is isolated (Unicode Standard Annex 9,
 * FSI … PDI): a foreign name or address must not turn the words around it.
 */
function fill(text: string, parameters: Parameters, locale: string): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    if (typeof value === 'number') return numberFormat(locale).format(value);
    return RIGHT_TO_LEFT.test(text + value) ? `\u2068${value}\u2069` : value;
  });
}

function pluralForm(forms: AnyPluralForms, count: string | number | undefined, locale: string): string {
  return forms[pluralRules(locale).select(Number(count ?? 0))] ?? forms.other;
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
    const message: string | AnyPluralForms = messages[key];
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
