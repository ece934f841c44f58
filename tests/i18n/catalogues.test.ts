import { describe, expect, it } from 'vitest';
import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import { de as laterDe } from '../../src/i18n/later/de.ts';
import { en as laterEn } from '../../src/i18n/later/en.ts';
import { de as producerDe } from '../../src/i18n/producer/de.ts';
import { en as producerEn } from '../../src/i18n/producer/en.ts';
import type { PluralForms } from '../../src/i18n/messages.ts';

type Message = string | PluralForms;

type AnyCatalogue = Readonly<Record<string, Message>>;
const catalogues: readonly (readonly [name: string, english: AnyCatalogue, german: AnyCatalogue])[] = [
  ['first', en, de],
  ['later', laterEn, laterDe],
  ['producer', producerEn, producerDe],
];

function texts(message: Message | undefined): readonly string[] {
  if (message === undefined) return [];
  return typeof message === 'string' ? [message] : [message.one, message.other];
}

function placeholders(message: Message | undefined): readonly string[] {
  return texts(message).map((text) => (text.match(/\{\w+\}/g) ?? []).toSorted().join());
}

describe.each(catalogues)('the %s catalogues', (_name, english, german) => {
  const keys = Object.keys(english);

  it('have the same keys', () => {
    expect(Object.keys(german).toSorted()).toEqual(keys.toSorted());
  });

  it('have the same placeholders and forms in each message', () => {
    const different = keys.filter(
      (key) => placeholders(german[key]).join('|') !== placeholders(english[key]).join('|'),
    );
    expect(different).toEqual([]);
  });

  it('say something in each message, without loose ends', () => {
    const loose = keys.filter((key) =>
      [...texts(english[key]), ...texts(german[key])].some(
        (text) => text === '' || text !== text.trim() || / {2}|\{\s|\s\}|\.{3}|"|'/.test(text),
      ),
    );
    expect(loose).toEqual([]);
  });

  it('are two languages: nothing longer than a name is left untranslated', () => {
    const same = keys.filter((key) => {
      const [text = ''] = texts(english[key]);
      return texts(german[key])[0] === text && /\p{L}{4,}.*\s.*\p{L}{3,}/u.test(text.replace(/\{\w+\}/g, ''));
    });
    expect(same).toEqual([]);
  });

  it('address German readers formally', () => {
    const informal = keys.filter((key) =>
      texts(german[key]).some((text) => /\b(du|dich|dir|dein\w*|euch|euer)\b/i.test(text)),
    );
    expect(informal).toEqual([]);
  });
});
