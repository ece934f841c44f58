import { describe, expect, it } from 'vitest';
import { readPreferences, writePreferences, type Preferences } from '../../src/session/preferences.ts';

const defaults: Preferences = { volume: 1, muted: false, shortcuts: true, theme: 'system' };

const holding = (text: string | null) => ({ getItem: () => text });
const refusing = {
  getItem: (): string => {
    throw new DOMException('no', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
};

describe('preferences', () => {
  it('come back as they were saved', () => {
    const saved = new Map<string, string>();
    const preferences: Preferences = { volume: 0.4, muted: true, shortcuts: false, theme: 'dark' };
    writePreferences({ setItem: (key, value) => void saved.set(key, value) }, preferences);
    expect(readPreferences({ getItem: (key) => saved.get(key) ?? null })).toEqual(preferences);
  });

  it.each([null, '', 'nonsense', '[]', '7', 'null', '"dark"'])(
    'are the usual ones where %j is saved',
    (text) => {
      expect(readPreferences(holding(text))).toEqual(defaults);
    },
  );

  it.each<readonly [object, Partial<Preferences>]>([
    [
      { volume: 0.3, muted: true },
      { volume: 0.3, muted: true },
    ],
    [{ volume: 7, theme: 'dark' }, { theme: 'dark' }],
    [{ volume: null, shortcuts: false }, { shortcuts: false }],
    [{ theme: 'pink', muted: true }, { muted: true }],
    [{ theme: { toString: 'dark' }, volume: 0 }, { volume: 0 }],
    [{ volume: 0.5, session: 'somebody' }, { volume: 0.5 }],
  ])('take from %j what is sound, each for itself', (saved, read) => {
    expect(readPreferences(holding(JSON.stringify(saved)))).toEqual({ ...defaults, ...read });
  });

  it('do without a storage, or one that refuses or is full', () => {
    expect(readPreferences(null)).toEqual(defaults);
    expect(readPreferences(refusing)).toEqual(defaults);
    expect(() => writePreferences(null, defaults)).not.toThrow();
    expect(() => writePreferences(refusing, defaults)).not.toThrow();
  });
});
