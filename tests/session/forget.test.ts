import { expect, it } from 'vitest';
import { forgetPreferences } from '../../src/session/forget.ts';

function holding(...keys: string[]) {
  const kept = new Set(keys);
  return {
    kept,
    storage: {
      get length() {
        return kept.size;
      },
      key: (index: number) => [...kept][index] ?? null,
      removeItem: (key: string) => void kept.delete(key),
    },
  };
}

it('clears what is ours, and nothing of anybody else', () => {
  const local = holding('holdline.output', 'theirs', 'holdline.locale', 'holdlines');
  const tab = holding('holdline.dismissed');
  expect(forgetPreferences([() => local.storage, () => tab.storage])).toBe(true);
  expect([...local.kept]).toEqual(['theirs', 'holdlines']);
  expect(tab.kept.size).toBe(0);
});

it('leaves this tab its place in the line, and a producer the evening’s work', () => {
  const tab = holding('holdline.listener', 'holdline.producer.edits', 'holdline.dismissed');
  forgetPreferences([() => tab.storage]);
  expect([...tab.kept]).toEqual(['holdline.listener', 'holdline.producer.edits']);
});

it('says so when a storage refuses, and clears the others', () => {
  const tab = holding('holdline.dismissed');
  const refused = () => {
    throw new DOMException('no', 'SecurityError');
  };
  expect(forgetPreferences([refused, () => tab.storage])).toBe(false);
  expect(tab.kept.size).toBe(0);
});
