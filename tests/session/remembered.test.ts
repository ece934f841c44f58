import { describe, expect, it } from 'vitest';
import { nothingHeard, readHeard, writeHeard, type Heard } from '../../src/session/heard-memory.ts';
import { forgetPlace, keepPlace, resumePlace } from '../../src/session/resume-place.ts';

function createStorage(initial: Readonly<Record<string, string>> = {}) {
  const items = new Map(Object.entries(initial));
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}
const refused = {
  getItem: (): string => {
    throw new DOMException('no', 'SecurityError');
  },
  setItem: (): void => {
    throw new DOMException('full', 'QuotaExceededError');
  },
};

describe('the place where somebody left off', () => {
  it('is gone on with a little before it', () => {
    const storage = createStorage();
    keepPlace(storage, 'talk', 300, 3600);
    expect(resumePlace(storage, 'talk', 3600)).toBe(298);
    expect(resumePlace(storage, 'another', 3600)).toBeNull();
  });

  it.each([
    ['at the beginning', 5, 3600],
    ['at the end', 3595, 3600],
    ['past the end', 4000, 3600],
    ['no number', NaN, 3600],
  ])('%s there is none', (_name, seconds, length) => {
    const storage = createStorage();
    keepPlace(storage, 'talk', 300, 3600);
    keepPlace(storage, 'talk', seconds, length);
    expect(resumePlace(storage, 'talk', length)).toBeNull();
  });

  it('in a recording that has become shorter there is none', () => {
    const storage = createStorage();
    keepPlace(storage, 'talk', 300, 3600);
    expect(resumePlace(storage, 'talk', 200)).toBeNull();
  });

  it('is forgotten when all has been heard, and only that one', () => {
    const storage = createStorage();
    keepPlace(storage, 'talk', 300, 3600);
    keepPlace(storage, 'other', 100, 3600);
    forgetPlace(storage, 'talk');
    expect(resumePlace(storage, 'talk', 3600)).toBeNull();
    expect(resumePlace(storage, 'other', 3600)).toBe(98);
  });

  it('of twenty recordings, the newest', () => {
    const storage = createStorage();
    for (let index = 0; index < 100; index += 1) keepPlace(storage, `talk${index}`, 300, 3600);
    expect(resumePlace(storage, 'talk79', 3600)).toBeNull();
    expect(resumePlace(storage, 'talk80', 3600)).toBe(298);
    expect(storage.items.get('holdline.places')?.length).toBeLessThan(2_000);
  });

  it('an address of a megabyte is not written', () => {
    const storage = createStorage();
    keepPlace(storage, 'x'.repeat(1_000_000), 300, 3600);
    expect(storage.items.size).toBe(0);
  });

  it.each([
    ['no JSON', '{'],
    ['no list', '{"key":"talk","seconds":300}'],
    ['null', 'null'],
    ['other entries', '[1,null,"talk",[],{}]'],
    ['text for a number', '[{"key":"talk","seconds":"300"}]'],
    ['a negative place', '[{"key":"talk","seconds":-300}]'],
    ['a place at the end of time', '[{"key":"talk","seconds":1e999}]'],
    ['megabytes', `[${'{"key":"talk","seconds":300},'.repeat(50_000)}{}]`],
  ])('damaged storage (%s) is none, and can be written again', (_name, text) => {
    const storage = createStorage({ 'holdline.places': text });
    expect(resumePlace(storage, 'talk', 3600)).toBeNull();
    keepPlace(storage, 'talk', 100, 3600);
    expect(resumePlace(storage, 'talk', 3600)).toBe(98);
  });

  it('one damaged entry does not cost the others', () => {
    const storage = createStorage({ 'holdline.places': '[{"seconds":1},{"key":"talk","seconds":300}]' });
    expect(resumePlace(storage, 'talk', 3600)).toBe(298);
  });

  it.each([
    ['refused', refused],
    ['missing', null],
  ])('a storage that is %s is borne', (_name, storage) => {
    expect(() => keepPlace(storage, 'talk', 300, 3600)).not.toThrow();
    expect(resumePlace(storage, 'talk', 3600)).toBeNull();
  });
});

describe('what was heard', () => {
  const heard: Heard = { spans: [{ fromMs: 1000, toMs: 2000 }], isLive: true, beganMs: 500 };

  it('is read as it was written', () => {
    const storage = createStorage();
    writeHeard(storage, 'talk', heard);
    expect(readHeard(storage, 'talk')).toEqual(heard);
    expect(readHeard(storage, 'another')).toEqual(nothingHeard);
  });

  it('of eight broadcasts, the newest', () => {
    const storage = createStorage();
    for (let index = 0; index < 20; index += 1) writeHeard(storage, `talk${index}`, heard);
    expect(readHeard(storage, 'talk11')).toEqual(nothingHeard);
    expect(readHeard(storage, 'talk12')).toEqual(heard);
  });

  it.each([
    ['spans out of order', '[{"fromMs":5,"toMs":9},{"fromMs":1,"toMs":2}]'],
    ['a span that ends before it begins', '[{"fromMs":5,"toMs":1}]'],
    [
      'thousands of spans',
      `[${Array.from({ length: 3000 }, (_, n) => `{"fromMs":${2 * n},"toMs":${2 * n + 1}}`).join()}]`,
    ],
    ['no spans', '"none"'],
  ])('damaged: %s', (_name, spans) => {
    const storage = createStorage({
      'holdline.heard': `[{"key":"talk","isLive":true,"beganMs":null,"spans":${spans}}]`,
    });
    expect(readHeard(storage, 'talk')).toEqual(nothingHeard);
  });

  it('a storage that is refused is borne', () => {
    expect(() => writeHeard(refused, 'talk', heard)).not.toThrow();
    expect(readHeard(refused, 'talk')).toEqual(nothingHeard);
  });
});
