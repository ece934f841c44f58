import { describe, expect, it } from 'vitest';
import { readDismissals } from '../../src/listener/dismissals.ts';

const storage = (initial?: string) => {
  const saved = new Map(initial === undefined ? [] : [['holdline.dismissed', initial]]);
  return {
    getItem: (key: string) => saved.get(key) ?? null,
    setItem: (key: string, value: string) => void saved.set(key, value),
  };
};

describe('dismissals', () => {
  it('last for the visit, each for its own broadcast', () => {
    const tab = storage();
    readDismissals(() => tab)
      .with('talk', 'a')
      .with('talk', 'b');
    const later = readDismissals(() => tab);
    expect(later.has('talk', 'a')).toBe(true);
    expect(later.has('talk', 'b')).toBe(true);
    expect(later.has('talk', 'c')).toBe(false);
    expect(later.has('another-talk', 'a')).toBe(false);
  });

  it.each(['nonsense', '{}', '7', 'null'])('damaged storage %j has put nothing away', (text) => {
    const read = readDismissals(() => storage(text));
    expect(read.has('talk', 'a')).toBe(false);
    expect(read.with('talk', 'a').has('talk', 'a')).toBe(true);
  });

  it('where storage is refused they last as long as the page', () => {
    const read = readDismissals(() => {
      throw new DOMException('refused', 'SecurityError');
    });
    expect(read.with('talk', 'a').has('talk', 'a')).toBe(true);
    expect(read.has('talk', 'a')).toBe(false);
  });

  it('do not grow without bound', () => {
    const tab = storage();
    let read = readDismissals(() => tab);
    for (let index = 0; index < 500; index += 1) read = read.with('talk', String(index));
    expect(JSON.parse(tab.getItem('holdline.dismissed') ?? '')).toHaveLength(200);
    expect(read.has('talk', '499')).toBe(true);
  });
});
