import { describe, expect, it } from 'vitest';
import { shortcut, shortcuts, steppedVolume, type KeyPress } from '../../src/listener/shortcuts.ts';

const press: KeyPress = { key: 'k', modified: false, repeated: false, focus: 'page' };

describe('shortcut', () => {
  it.each<readonly [Partial<KeyPress>, string | null]>([
    [{ key: ' ' }, 'toggle'],
    [{ key: ' ', focus: 'button' }, null],
    [{ key: 'k' }, 'toggle'],
    [{ key: 'K' }, 'toggle'],
    [{ key: 'k', focus: 'button' }, 'toggle'],
    [{ key: 'k', focus: 'field' }, null],
    [{ key: 'k', modified: true }, null],
    [{ key: 'k', repeated: true }, null],
    [{ key: 'm' }, 'mute'],
    [{ key: 'l' }, 'live'],
    [{ key: 'ArrowUp' }, 'louder'],
    [{ key: 'ArrowDown', repeated: true }, 'quieter'],
    [{ key: 'ArrowUp', focus: 'field' }, null],
    [{ key: 'ArrowLeft' }, null],
    [{ key: '?' }, 'help'],
    [{ key: '؟' }, 'help'],
    [{ key: '?', focus: 'field' }, null],
    [{ key: '?', repeated: true }, null],
    [{ key: 'arrowup' }, null],
    [{ key: 'Enter' }, null],
    [{ key: 'Tab' }, null],
  ])('%j asks for %s', (change, wish) => {
    expect(shortcut({ ...press, ...change })).toBe(wish);
  });
});

describe('the table of shortcuts', () => {
  it('gives no key to two functions', () => {
    const keys = shortcuts.flatMap((each) => [...each.keys]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('steppedVolume', () => {
  it('stays within what a volume can be, in clean steps', () => {
    expect(steppedVolume(0.3, 'louder')).toBe(0.35);
    expect(steppedVolume(0.3, 'quieter')).toBe(0.25);
    expect(steppedVolume(0.98, 'louder')).toBe(1);
    expect(steppedVolume(0.02, 'quieter')).toBe(0);
  });
});
