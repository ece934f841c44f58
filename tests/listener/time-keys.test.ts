import { describe, expect, it } from 'vitest';
import { lineKey, steppedRate, timeShortcut } from '../../src/listener/time-keys.ts';
import { listKey } from '../../src/listener/marks-list.tsx';
import type { KeyPress } from '../../src/listener/shortcuts.ts';

const press: KeyPress = { key: 'j', modified: false, repeated: false, focus: 'page' };

describe('lineKey', () => {
  it.each<readonly [string, boolean, ReturnType<typeof lineKey>]>([
    ['ArrowLeft', false, { kind: 'step', seconds: -5 }],
    ['ArrowDown', false, { kind: 'step', seconds: -5 }],
    ['ArrowRight', false, { kind: 'step', seconds: 5 }],
    ['ArrowUp', true, { kind: 'step', seconds: 30 }],
    ['ArrowLeft', true, { kind: 'step', seconds: -30 }],
    ['PageUp', false, { kind: 'step', seconds: 30 }],
    ['PageDown', false, { kind: 'step', seconds: -30 }],
    ['Home', false, { kind: 'start' }],
    ['End', false, { kind: 'end' }],
    ['Tab', false, null],
    ['k', false, null],
  ])('%s (shift: %s) means %j', (key, shift, wish) => {
    expect(lineKey(key, shift)).toEqual(wish);
  });
});

describe('timeShortcut', () => {
  it.each<readonly [Partial<KeyPress>, string | null]>([
    [{ key: 'j' }, 'back'],
    [{ key: 'J', focus: 'button' }, 'back'],
    [{ key: 'ArrowLeft' }, 'back'],
    [{ key: 'ArrowLeft', focus: 'button' }, null],
    [{ key: 'ArrowRight' }, 'on'],
    [{ key: 'ArrowRight', focus: 'field' }, null],
    [{ key: 'ArrowRight', modified: true }, null],
    [{ key: 'j', repeated: true }, null],
    [{ key: '<' }, 'slower'],
    [{ key: '>' }, 'faster'],
    [{ key: 'k' }, null],
  ])('%j asks for %s', (change, wish) => {
    expect(timeShortcut({ ...press, ...change })).toBe(wish);
  });
});

describe('steppedRate', () => {
  it.each([
    [1, 'faster', 1.25],
    [1, 'slower', 0.75],
    [2, 'faster', 2],
    [0.75, 'slower', 0.75],
    [1.6, 'slower', 1.5],
  ] as const)('from %d %s is %d', (rate, direction, next) => {
    expect(steppedRate(rate, direction)).toBe(next);
  });
});

describe('listKey', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 0, 0],
    ['ArrowUp', 3, 2],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['Enter', 1, null],
  ])('%s from %d leads to %s', (key, here, next) => {
    expect(listKey(key, here, 5)).toBe(next);
  });
});
