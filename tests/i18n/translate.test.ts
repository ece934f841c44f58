import { i18nOf } from '../fakes/languages.ts';
import { describe, expect, it } from 'vitest';
import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import { translate } from '../../src/i18n/translate.ts';

describe('translate', () => {
  it('gives a message as it is', () => {
    expect(translate(en, 'en', 'button.listen')).toBe('Listen');
    expect(translate(de, 'de', 'button.listen')).toBe('Zuhören');
  });

  it('fills placeholders, numbers the way of the locale', () => {
    expect(translate(en, 'en', 'volume.value', { percent: 12_345 })).toBe('12,345 percent');
    expect(translate(de, 'de', 'volume.value', { percent: 12_345 })).toBe('12.345 Prozent');
    expect(translate(en, 'en', 'page.with', { host: 'Ada' })).toBe('with Ada');
  });

  it('takes what is filled in as it is, braces and all', () => {
    expect(translate(en, 'en', 'page.with', { host: '{host} $& <b>' })).toBe('with {host} $& <b>');
  });

  it.each([
    [0, '0 tries so far', '0 Versuche bisher'],
    [1, '1 try so far', '1 Versuch bisher'],
    [2, '2 tries so far', '2 Versuche bisher'],
    [1001, '1,001 tries so far', '1.001 Versuche bisher'],
  ])('chooses the plural form for %i', (count, english, german) => {
    expect(translate(en, 'en', 'ticker.attempts', { count })).toBe(english);
    expect(translate(de, 'de', 'ticker.attempts', { count })).toBe(german);
  });
});

describe('createI18n', () => {
  it('writes numbers the way of the region, not of the language alone', () => {
    expect(i18nOf('de', 'de-CH').t('volume.value', { percent: 12_345 })).toMatch(/^12['’]345 Prozent/);
  });

  it.each([
    [0, '0 s'],
    [23.9, '23 s'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [3905, '1 h 5 min'],
    [-4, '0 s'],
  ])('writes %d seconds as "%s", unbroken', (seconds, text) => {
    expect(i18nOf('en').span(seconds)).toBe(text.replaceAll(' ', '\u00a0'));
    expect(i18nOf('de').span(seconds)).toBe(text.replaceAll(' ', '\u00a0'));
  });
});
