import { describe, expect, it } from 'vitest';
import { documentChanges } from '../../src/producer/document-changes.ts';
import { createDraftStorage, takeToken } from '../../src/producer/draft-storage.ts';
import { editsOf, hasEdits, withEdits, withoutLever } from '../../src/producer/edits.ts';
import { errorAt, fieldErrors } from '../../src/producer/field-errors.ts';
import { fromLocalInput, toLocalInput } from '../../src/producer/local-time.ts';
import { readDocument } from '../../src/producer/published-document.ts';
import { documentOf, leastDocument } from '../broadcast/documents.ts';

const published = (changes: Record<string, unknown> = {}) =>
  readDocument({ ...leastDocument, ...changes }, '"r1"', 'https://page.example/broadcast.json');
const NOW = { wallNowMs: Date.UTC(2026, 10, 23, 20, 44) };
const said = { id: 'one', at: '2026-11-23T20:18:00.000Z', level: 'info', text: { en: 'Soon.' } };

describe('edits', () => {
  it('change only their own fields, and keep what this page does not know', () => {
    const base = published({ future: { deep: 1 }, admission: 0.2 });
    expect(withEdits(base, { admission: 0.4 }, NOW)).toEqual({
      ...leastDocument,
      future: { deep: 1 },
      admission: 0.4,
    });
    expect(withEdits(base, {}, NOW)).toEqual(base.written);
  });

  it('add an announcement to those that stand, in the languages that have words', () => {
    const texts = [
      { lang: 'en', words: ' We begin. ' },
      { lang: 'de', words: '  ' },
      { lang: ' fr ', words: 'On y va.' },
    ];
    const next = withEdits(
      published({ announcements: [said] }),
      { announcement: { level: 'warning', texts } },
      NOW,
    );
    expect(next['announcements']).toEqual([
      said,
      {
        id: expect.stringMatching(/^a-\w+$/) as string,
        at: '2026-11-23T20:44:00.000Z',
        level: 'warning',
        text: { en: 'We begin.', fr: 'On y va.' },
      },
    ]);
  });

  it('take back only what was meant, also after somebody else has added one', () => {
    const other = { ...said, id: 'two' };
    const next = withEdits(published({ announcements: [said, other] }), { withdrawn: ['one'] }, NOW);
    expect(next['announcements']).toEqual([other]);
    const empty = { level: 'info' as const, texts: [{ lang: 'en', words: ' ' }] };
    expect(withEdits(published(), { announcement: empty }, NOW)['announcements']).toBeUndefined();
  });

  it('belong to one lever each', () => {
    const edits = { state: 'live', admission: 0.4, admitNote: 'x', degrade: 2 } as const;
    expect(withoutLever(edits, 'admit')).toEqual({ state: 'live', degrade: 2 });
    expect(editsOf(edits, 'admit')).toEqual({ admission: 0.4, admitNote: 'x', joinSpreadSeconds: undefined });
    expect(hasEdits(editsOf(edits, 'admit'))).toBe(true);
    expect(hasEdits({ admitNote: 'x' })).toBe(false);
    expect(hasEdits({ announcement: { level: 'info', texts: [{ lang: 'en', words: ' ' }] } })).toBe(false);
    expect(hasEdits({ degrade: 0 })).toBe(true);
  });
});

describe('the difference of two documents', () => {
  it('is nothing for the same, whatever the order of keys or the revision', () => {
    const one = documentOf({ announcements: [{ ...said, text: { en: 'a', de: 'b' } }], revision: 3 });
    const other = documentOf({
      revision: 4,
      announcements: [{ ...said, text: { de: 'b', en: 'a' } }],
    });
    expect(documentChanges(one, other)).toEqual([]);
    expect(
      documentChanges(documentOf(), documentOf({ admission: 1, degrade: 0, joinSpreadSeconds: 0 })),
    ).toEqual([]);
  });

  it.each([
    [{ state: 'live' }, { field: 'state', from: 'scheduled', to: 'live' }],
    [{ admission: 0.4 }, { field: 'admission', from: 1, to: 0.4 }],
    [{ joinSpreadSeconds: 60 }, { field: 'joinSpreadSeconds', from: 0, to: 60 }],
    [{ degrade: 2 }, { field: 'degrade', from: 0, to: 2 }],
    [{ announcements: [said] }, { field: 'announced', announcement: said }],
    [{ title: 'Another' }, { field: 'other', name: 'title' }],
    [{ pollSeconds: 30 }, { field: 'other', name: 'pollSeconds' }],
  ])('names %o', (changes, change) => {
    expect(documentChanges(documentOf(), documentOf(changes))).toEqual([change]);
  });

  it('sees what was taken back, and a new order', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ id, url: `https://${id}.example/live.m3u8` }));
    expect(documentChanges(documentOf({ announcements: [said] }), documentOf())).toEqual([
      { field: 'withdrawn', announcement: said },
    ]);
    expect(documentChanges(documentOf({ pathways: [a, b] }), documentOf({ pathways: [b, a] }))).toEqual([
      { field: 'pathways', from: [a, b], to: [b, a] },
    ]);
  });
});

describe('mistakes in a document', () => {
  it('are found at their fields', () => {
    const errors = fieldErrors(
      'pathways[0].url: expected an http or https address, found "ftp://a"; announcements[1].text.en x: expected a language tag, found "en x"; state: expected ("live"), found nothing',
    );
    expect(errors.map(({ path }) => path)).toEqual([
      'pathways[0].url',
      'announcements[1].text.en x',
      'state',
    ]);
    expect(errorAt(errors, 'pathways[0].url')?.message).toBe(
      'expected an http or https address, found "ftp://a"',
    );
    expect(errorAt(errors, 'announcements[1]')).not.toBeNull();
    expect(errorAt(errors, 'announcements[10]')).toBeNull();
    expect(errorAt(errors, 'pathways[0].id')).toBeNull();
  });

  it('without a field are kept as they are', () => {
    expect(fieldErrors('longer than 5 characters')).toEqual([
      { path: '', message: 'longer than 5 characters' },
    ]);
    expect(fieldErrors('expected JSON, found nothing')).toEqual([
      { path: '', message: 'expected JSON, found nothing' },
    ]);
  });
});

describe('what a tab remembers', () => {
  function memory(): Pick<Storage, 'getItem' | 'setItem'> {
    const kept = new Map<string, string>();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
  }

  it('is what was typed, a damaged field apart', () => {
    const storage = createDraftStorage(memory());
    storage.writeEdits({ admission: Number.NaN, admitNote: 'why', pathways: [{ id: '', url: 'https:/' }] });
    expect(storage.readEdits()).toEqual({ admitNote: 'why', pathways: [{ id: '', url: 'https:/' }] });
    storage.writeToken('t');
    expect(storage.readToken()).toBe('t');
  });

  it('is nothing where storage is refused or damaged', () => {
    const refusing = {
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('refused');
      },
    };
    for (const storage of [createDraftStorage(null), createDraftStorage(refusing)]) {
      storage.writeEdits({ degrade: 1 });
      expect(storage.readEdits()).toEqual({});
      expect(storage.readToken()).toBeNull();
    }
    expect(createDraftStorage({ getItem: () => '{', setItem: () => undefined }).readEdits()).toEqual({});
  });

  it.each([
    ['https://c.example/producer.html#token=abc%2F1', 'abc/1', 'https://c.example/producer.html'],
    ['https://c.example/producer.html?x=1#a=b&token=t', 't', 'https://c.example/producer.html?x=1#a=b'],
    ['https://c.example/producer.html?token=t', null, 'https://c.example/producer.html?token=t'],
  ])('%s brings %s', (href, token, rest) => {
    expect(takeToken(href)).toEqual({ token, href: rest });
  });
});

describe('a time that is typed', () => {
  it('is that moment in the reader’s own zone, there and back', () => {
    const iso = '2026-11-23T20:00:00.000Z';
    expect(fromLocalInput(toLocalInput(iso))).toBe(iso);
    expect(toLocalInput(iso)).toMatch(/^2026-11-2[34]T\d\d:\d\d$/);
  });

  it('stays as it is when it is none', () => {
    expect(fromLocalInput('')).toBe('');
    expect(toLocalInput('soon')).toBe('');
  });
});
