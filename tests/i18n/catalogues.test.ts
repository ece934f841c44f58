import { describe, expect, it } from 'vitest';
import { de as producerDe } from '../../src/i18n/producer/de.ts';
import { en as producerEn } from '../../src/i18n/producer/en.ts';
import { loadCatalogues } from '../../src/i18n/catalogues.ts';
import { locales } from '../../src/i18n/locale.ts';
import type { AnyPluralForms } from '../../src/i18n/messages.ts';
import { words } from '../fakes/languages.ts';

type Message = string | AnyPluralForms;
type AnyCatalogue = Readonly<Record<string, Message>>;

const translations: readonly (readonly [
  name: string,
  lang: string,
  english: AnyCatalogue,
  other: AnyCatalogue,
])[] = [
  ...locales
    .filter((locale) => locale !== 'en')
    .flatMap((locale) => [
      ['first', locale, words.en.first, words[locale].first] as const,
      ['later', locale, words.en.later, words[locale].later] as const,
    ]),
  ['producer', 'de', producerEn, producerDe],
];

function texts(message: Message | undefined): readonly string[] {
  if (message === undefined) return [];
  return typeof message === 'string' ? [message] : Object.values<string>({ ...message });
}

const placeholdersOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted().join();
const withoutCount = (text: string) => placeholdersOf(text.replace('{count}', ''));

/** One thing of a kind may be said without its number; whatever is filled in must be known in English too. */
function hasPlaceholdersOf(message: Message | undefined, english: Message | undefined): boolean {
  if (message === undefined || english === undefined) return true;
  if (typeof message === 'string' || typeof english === 'string')
    return (
      typeof message === typeof english &&
      texts(message).map(placeholdersOf).join() === texts(english).map(placeholdersOf).join()
    );
  const wanted = placeholdersOf(english.other);
  const countless = withoutCount(english.other);
  return Object.entries<string>({ ...message }).every(([form, text]) => {
    const found = placeholdersOf(text);
    return found === wanted || (['zero', 'one', 'two'].includes(form) && found === countless);
  });
}

/** What English shares with another language, letter by letter. */
const alike: Readonly<Record<string, RegExp>> = {
  de: /^(?:page\.brand|tab\.plain|schedule\.at|unit\.|button\.pause|line\.live|details\.(?:version|kilobits|renditionCodecs)|link\.offline|help\.key\.(?:tab|escape)|time\.(?:live$|rate)|replay\.part|transcript\.(?:said|sign))/,
  es: /^(?:page\.brand|tab\.plain|schedule\.at|unit\.|details\.(?:kilobits|renditionCodecs)|help\.key\.(?:tab|escape)|time\.rate|replay\.part|check\.no$|transcript\.(?:said|sign))/,
  fr: /^(?:page\.brand|tab\.plain|schedule\.at|unit\.|button\.pause|volume\.label|details\.(?:version|kilobits|renditionCodecs)|sleep\.minutes|help\.(?:questions$|key\.tab)|audio\.unnamed|time\.rate|replay\.part|tab\.silent|transcript\.(?:said|sign))/,
  ar: /^(?:page\.brand|tab\.plain|help\.key\.(?:tab|enter|escape))/,
};

describe.each(translations)('the %s catalogue in %s', (name, lang, english, other) => {
  const keys = Object.keys(english);

  it('lacks nothing that English has', () => {
    expect(keys.filter((key) => !(key in other))).toEqual([]);
  });

  it('has nothing that English does not have', () => {
    expect(Object.keys(other).filter((key) => !(key in english))).toEqual([]);
  });

  it('has the same placeholders in each message', () => {
    expect(keys.filter((key) => !hasPlaceholdersOf(other[key], english[key]))).toEqual([]);
  });

  it('says something in each message, without loose ends', () => {
    const loose = keys.filter((key) =>
      [...texts(english[key]), ...texts(other[key])].some(
        (text) => text === '' || text !== text.trim() || / {2}|\{\s|\s\}|\.{3}|"|'/.test(text),
      ),
    );
    expect(loose).toEqual([]);
  });

  it.runIf(name !== 'producer')('is the same as English only where both say it so', () => {
    const same = keys.filter(
      (key) =>
        texts(other[key]).some((text) => texts(english[key]).includes(text)) &&
        alike[lang]?.test(key) !== true,
    );
    expect(same).toEqual([]);
  });

  it('has no English sentence left over', () => {
    const same = keys.filter((key) => {
      const [text = ''] = texts(english[key]);
      return texts(other[key])[0] === text && /\p{L}{4,}.*\s.*\p{L}{3,}/u.test(text.replace(/\{\w+\}/g, ''));
    });
    expect(same).toEqual([]);
  });

  it('gives only forms that its language has', () => {
    const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();
    const unheard = keys.filter((key) => {
      const message = other[key];
      return (
        typeof message === 'object' &&
        Object.keys(message).some((form) => !pluralCategories.some((category) => category === form))
      );
    });
    expect(unheard).toEqual([]);
  });
});

describe('how readers are addressed', () => {
  const informal: Readonly<Record<string, RegExp>> = {
    de: /(?<!\p{L})(?:du|dich|dir|dein\p{L}*|euch|euer)(?!\p{L})/iu,
    es: /(?<!\p{L})(?:tú|ti|tu|tus|te|vosotros|vuestr\p{L}*|pulsa|espera a)(?!\p{L})/iu,
    fr: /(?<!\p{L})(?:tu|toi|ton|ta|tes)(?!\p{L})/iu,
  };

  it.each(Object.entries(informal))('formally in %s', (lang, pattern) => {
    const found = translations
      .filter(([, language]) => language === lang)
      .flatMap(([, , , other]) => Object.entries(other))
      .filter(([, message]) => texts(message).some((text) => pattern.test(text)))
      .map(([key]) => key);
    expect(found).toEqual([]);
  });

  it('in Arabic letters in Arabic', () => {
    // Latin letters stand for names, formats and addresses only.
    const names = /\{\w+\}|Holdline|Firefox|Chrome|Edge|Safari|JSON|\.txt|https?:\/\/|Shift|Tab|Enter|Esc/g;
    const found = [...Object.entries<Message>(words.ar.first), ...Object.entries<Message>(words.ar.later)]
      .filter(([, message]) => texts(message).some((text) => /[A-Za-z]/.test(text.replace(names, ''))))
      .map(([key]) => key);
    expect(found).toEqual([]);
  });
});

it('gives each Arabic message a direction of its own', () => {
  const found = [...Object.entries<Message>(words.ar.first), ...Object.entries<Message>(words.ar.later)]
    .filter(([, message]) => texts(message).some((text) => text.includes('{') && !/[ء-ي\u200f]/.test(text)))
    .map(([key]) => key);
  // The name of the page is Latin, and so is the title of its tab.
  expect(found).toEqual(['tab.plain']);
});

describe('loading', () => {
  it.each(locales)('%s comes in two parts, both of that language', async (locale) => {
    const { messages, loadLater } = await loadCatalogues(locale);
    expect(messages).toBe(words[locale].first);
    expect(await loadLater()).toBe(words[locale].later);
  });
});
