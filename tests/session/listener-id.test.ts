import { describe, expect, it } from 'vitest';
import { listenerId } from '../../src/session/listener-id.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

function storage() {
  const saved = new Map<string, string>();
  return {
    saved,
    getItem: (key: string) => saved.get(key) ?? null,
    setItem: (key: string, value: string) => void saved.set(key, value),
  };
}

describe('listenerId', () => {
  it('reloading buys no new ticket', () => {
    const tab = storage();
    const random = seededRandom(1);
    expect(listenerId(tab, random)).toBe(listenerId(tab, random));
  });

  it('another tab is another listener', () => {
    const random = seededRandom(1);
    expect(listenerId(storage(), random)).not.toBe(listenerId(storage(), random));
  });

  it.each(['', 'x', '<b>nonsense</b>'])('damaged storage %j is written anew', (text) => {
    const tab = storage();
    tab.saved.set('holdline.listener', text);
    const id = listenerId(tab, seededRandom(1));
    expect(id).toMatch(/^[0-9a-z]{20}$/);
    expect([...tab.saved.values()]).toEqual([id]);
  });

  it('where storage is refused each page draws anew', () => {
    const refused = {
      getItem: (): string | null => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('refused');
      },
    };
    const random = seededRandom(1);
    expect(listenerId(refused, random)).not.toBe(listenerId(refused, random));
    expect(listenerId(null, random)).not.toBe(listenerId(null, random));
  });

  it.each([0, 0.5, 1 - Number.EPSILON / 2])('whatever chance says (%d), it is an id', (chance) => {
    expect(listenerId(null, () => chance)).toMatch(/^[0-9a-z]{20}$/);
  });
});
