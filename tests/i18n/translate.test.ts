import { i18nOf } from '../fakes/languages.ts';
import { describe, expect, it } from 'vitest';
import { ar } from '../../src/i18n/ar.ts';
import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import { fr } from '../../src/i18n/fr.ts';
import { ar as laterAr } from '../../src/i18n/later/ar.ts';
import type { en as laterEn } from '../../src/i18n/later/en.ts';
import { translate, translator } from '../../src/i18n/translate.ts';

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

describe('translate in Arabic', () => {
  const tries = (count: number) => translate(ar, 'ar-EG', 'ticker.attempts', { count });

  it('knows six forms', () => {
    expect([0, 1, 2, 3, 11, 100].map(tries)).toEqual([
      'لا محاولات حتى الآن',
      'محاولة واحدة حتى الآن',
      'محاولتان حتى الآن',
      '٣ محاولات حتى الآن',
      '١١ محاولة حتى الآن',
      '١٠٠ محاولة حتى الآن',
    ]);
  });

  it('says with “other” what has no form of its own', () => {
    expect(translator<typeof laterEn>(laterAr, 'ar-MA')('lost.notice', { count: 3, span: 'x' })).toContain(
      'x',
    );
  });

  it('takes the French form for millions', () => {
    expect(translate(fr, 'fr', 'ticker.attempts', { count: 2_000_000 })).toContain('d’essais');
    expect(translate(fr, 'fr', 'ticker.attempts', { count: 2 })).toBe('2 essais jusqu’ici');
  });
});

describe('directions that meet in one text', () => {
  it('isolates what is filled into an Arabic text', () => {
    expect(translate(ar, 'ar', 'page.with', { host: 'Ada (BBC)' })).toBe('مع \u2068Ada (BBC)\u2069');
  });

  it('isolates an Arabic name in an English text, and leaves an English one alone', () => {
    expect(translate(en, 'en', 'page.with', { host: 'آدا' })).toBe('with \u2068آدا\u2069');
    expect(translate(en, 'en', 'page.with', { host: 'Ada' })).toBe('with Ada');
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
