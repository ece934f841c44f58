import { describe, expect, it } from 'vitest';
import { chooseLocale, regionalTag } from '../../src/i18n/locale.ts';

describe('chooseLocale', () => {
  it.each([
    ['de', ['en-GB'], 'de'],
    ['en', ['de'], 'en'],
    [null, ['de-AT', 'en'], 'de'],
    [null, ['DE'], 'de'],
    [null, ['fr-FR', 'de', 'en'], 'de'],
    [null, ['fr', 'ja'], 'en'],
    [null, [], 'en'],
    ['tlh', ['de'], 'de'],
    [{ locale: 'de' }, ['en'], 'en'],
    ['__proto__', ['en'], 'en'],
    [undefined, ['den'], 'en'],
  ])('saved %j and preferred %j give %s', (saved, preferred, locale) => {
    expect(chooseLocale(saved, preferred)).toBe(locale);
  });
});

describe('regionalTag', () => {
  it.each([
    ['en', ['de-DE', 'en-GB', 'en-US'], 'en-GB'],
    ['de', ['en-GB'], 'de'],
    ['de', ['de'], 'de'],
  ] as const)('%s with %j is written the way of %s', (locale, preferred, tag) => {
    expect(regionalTag(locale, preferred)).toBe(tag);
  });
});
