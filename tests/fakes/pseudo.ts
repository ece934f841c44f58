import { en } from '../../src/i18n/en.ts';
import { createI18n, type I18n } from '../../src/i18n/i18n.ts';
import { en as laterEn } from '../../src/i18n/later/en.ts';

type Message = string | Readonly<Record<string, string>>;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const STAND_INS = 'áƀçđéƒğĥíĵķĺɱñóþǫŕšţúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶĹṀÑÓÞǪŔŠŢÚṼŴẊÝŽ';
/** Other languages need up to this much more room than English. */
const LONGER_BY = 0.4;

const disguise = (text: string) =>
  Array.from(text, (letter) => STAND_INS.charAt(LETTERS.indexOf(letter)) || letter).join('');

/** "[!!! Ĺíšţéñ~~~ !!!]": English that can be read, is longer, and has no plain letter. Placeholders stay. */
export function pseudo(text: string): string {
  const words = text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? part : disguise(part)))
    .join('');
  const padding = '~'.repeat(Math.ceil(text.replace(/\{\w+\}/g, '').length * LONGER_BY));
  return `[!!! ${words}${padding} !!!]`;
}

function pseudoCatalogue<Catalogue extends Readonly<Record<string, Message>>>(english: Catalogue): Catalogue {
  const result = { ...english };
  for (const [key, message] of Object.entries(english)) {
    const disguised =
      typeof message === 'string'
        ? pseudo(message)
        : Object.fromEntries(Object.entries(message).map(([form, text]) => [form, pseudo(text)]));
    Object.assign(result, { [key]: disguised });
  }
  return result;
}

/**
 * Ukrainian by Intl, in Arabic-Indic digits: what is written in plain letters or digits comes neither from a catalogue
 * nor from Intl. Intl writes units in Cyrillic there; in Greek, a megabyte is "MB".
 */
export const GIVEN_AWAY = 'uk-u-nu-arab';

/** The pseudo-locale. `tag` is for Intl. */
export function pseudoI18n(tag: string): I18n {
  return createI18n('en', tag, pseudoCatalogue(en), pseudoCatalogue(laterEn));
}
