import { describe, expect, it } from 'vitest';
import { listenerId, randomId } from '../../src/session/listener-id.ts';
import { cyclicRandom, seededRandom } from '../fakes/seeded-random.ts';

function shelf() {
  const saved = new Map<string, string>();
  return {
    saved,
    getItem: (key: string) => saved.get(key) ?? null,
    setItem: (key: string, value: string) => void saved.set(key, value),
  };
}

describe('listenerId', () => {
  it('is kept: the next load of the tab has the same', () => {
    const storage = shelf();
    const id = listenerId(storage, seededRandom(1));
    expect(listenerId(storage, seededRandom(2))).toBe(id);
    expect([...storage.saved.values()]).toEqual([id]);
  });

  it('is another one where nothing is kept', () => {
    expect(listenerId(null, seededRandom(1))).not.toBe(listenerId(null, seededRandom(2)));
    expect(listenerId(shelf(), seededRandom(1))).not.toBe(listenerId(shelf(), seededRandom(2)));
  });

  it('is there though the browser refuses to keep it', () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(listenerId({ getItem: refuse, setItem: refuse }, seededRandom(1))).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('randomId', () => {
  it('has 32 bits in each part, also where they are small', () => {
    expect(randomId(cyclicRandom(0, 1 - 2 ** -32, 0.5), 3)).toBe('00000000ffffffff80000000');
  });
});
