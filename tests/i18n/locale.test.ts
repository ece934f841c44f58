import { describe, expect, it } from 'vitest';
import { chooseLocale, directionOf, locales, ownNames, regionalTag } from '../../src/i18n/locale.ts';

describe('chooseLocale', () => {
  it.each([
    ['de', ['en-GB'], 'de'],
    ['en', ['de'], 'en'],
    [null, ['de-AT', 'en'], 'de'],
    [null, ['DE'], 'de'],
    [null, ['ja-JP', 'fr-CA', 'en'], 'fr'],
    [null, ['es-419'], 'es'],
    [null, ['ar-EG'], 'ar'],
    [null, ['ja', 'pt'], 'en'],
    ['fr', ['de'], 'fr'],
    [null, [], 'en'],
    ['tlh', ['de'], 'de'],
    [{ locale: 'de' }, ['en'], 'en'],
    ['__proto__', ['en'], 'en'],
    [undefined, ['den'], 'en'],
  ])('saved %j and preferred %j give %s', (saved, preferred, locale) => {
    expect(chooseLocale(saved, preferred)).toBe(locale);
  });
});

describe('a page that speaks fewer languages', () => {
  it.each([
    ['fr', ['de-AT'], 'de'],
    [null, ['fr', 'ar'], 'en'],
    ['de', ['en'], 'de'],
  ])('saved %j and preferred %j give %s', (saved, preferred, locale) => {
    expect(chooseLocale(saved, preferred, ['en', 'de'])).toBe(locale);
  });
});

describe('directionOf', () => {
  it('is from right to left in Arabic alone', () => {
    expect(locales.filter((locale) => directionOf(locale) === 'rtl')).toEqual(['ar']);
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

describe('ownNames', () => {
  it.each(locales)('names %s as it names itself', (locale) => {
    const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? '';
    expect(ownNames[locale]).toBe(name.charAt(0).toUpperCase() + name.slice(1));
  });
});
