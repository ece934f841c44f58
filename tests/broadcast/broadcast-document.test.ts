import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBroadcastDocument } from '../../src/broadcast/broadcast-document.ts';
import { DOCUMENT_URL, documentOf, documentText, leastDocument } from './documents.ts';

const parse = (changes: Record<string, unknown>) =>
  parseBroadcastDocument(documentText(changes), DOCUMENT_URL);
const announcement = { id: 'n', at: '2026-11-23T20:10:00Z', level: 'info', text: { en: 'Hello' } };

describe('a broadcast document', () => {
  it('may say the least', () => {
    expect(documentOf()).toEqual({ ...leastDocument, scheduledStart: '2026-11-23T20:00:00.000Z' });
  });

  it('may say everything', () => {
    const all = {
      host: 'The host',
      artwork: 'art.png',
      admission: 0.1,
      admissionEpoch: 'evening-2',
      joinSpreadSeconds: 30,
      pollSeconds: 10,
      joinBackoffSeconds: 20,
      degrade: 2,
      announcements: [{ ...announcement, text: { en: 'Wait', de: 'Warten', 'zh-Hant-TW': '等' } }],
      audience: 1_000_000,
      replay: { url: '/replay/main.m3u8' },
      reports: { url: 'https://collect.example/cmcd', sampleRate: 0.01 },
    };
    expect(documentOf(all)).toEqual({
      ...leastDocument,
      ...all,
      scheduledStart: '2026-11-23T20:00:00.000Z',
      artwork: 'https://page.example/evening/art.png',
      announcements: [{ ...all.announcements[0], at: '2026-11-23T20:10:00.000Z' }],
      replay: { url: 'https://page.example/replay/main.m3u8' },
    });
  });

  it('is read without what is not known', () => {
    expect(documentOf({ colour: 'red', pathways: [{ id: 'a', url: 'a.m3u8', weight: 3 }] })).toMatchObject({
      pathways: [{ id: 'a', url: 'https://page.example/evening/a.m3u8' }],
    });
    expect(documentOf({ colour: 'red' })).not.toHaveProperty('colour');
  });

  it('is never taken for markup: text stays as it is written', () => {
    expect(documentOf({ title: '<b>A & B</b>\u2028' }).title).toBe('<b>A & B</b>\u2028');
  });

  it.each([
    ['2026-11-23T20:00:00Z', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23T20:00Z', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23T21:00:00.250+01:00', '2026-11-23T20:00:00.250Z'],
    ['2026-11-24T01:30:00+05:30', '2026-11-23T20:00:00.000Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    ['2028-02-29T12:00:00Z', '2028-02-29T12:00:00.000Z'],
  ])('understands the time %s', (written, expected) => {
    expect(documentOf({ scheduledStart: written }).scheduledStart).toBe(expected);
  });

  it('that lies in public/ is a good one', () => {
    const parsed = parseBroadcastDocument(readFileSync('public/broadcast.json', 'utf8'), DOCUMENT_URL);
    expect(parsed).toMatchObject({
      kind: 'ok',
      document: { title: 'The long-awaited conversation', state: 'scheduled' },
    });
  });
});

describe('a wrong document', () => {
  const time = 'scheduledStart: expected an ISO 8601 time with time zone, in the years 2000 to 2099';
  it.each<[Record<string, unknown>, string]>([
    [{ version: 2 }, 'version: expected 1, found 2'],
    [{ version: undefined }, 'version: expected "version", found nothing'],
    [{ id: 'a b' }, 'id: expected an id of 1 to 64 letters, digits, "-", "_" or ".", found "a b"'],
    [{ id: 'x'.repeat(65) }, 'id: expected an id of 1 to 64'],
    [{ title: 5 }, 'title: expected string, found 5'],
    [{ title: null }, 'title: expected string, found null'],
    [{ title: ' ' }, 'title: expected text of 1 to 200 characters, found " "'],
    [{ title: 'x'.repeat(201) }, 'title: expected text of 1 to 200 characters, found "xxx'],
    [{ host: 'a\u0007b' }, 'host: expected text without control characters, found "a\\u0007b"'],
    [
      { artwork: 'javascript:alert(1)' },
      'artwork: expected an http or https address, found "javascript:alert(1)"',
    ],
    [{ artwork: 'data:image/png;base64,AA' }, 'artwork: expected an http or https address'],
    [{ scheduledStart: '2026-11-23T20:00:00' }, time],
    [{ scheduledStart: '2026-11-23' }, time],
    [{ scheduledStart: '2026-11-31T20:00:00Z' }, time],
    [{ scheduledStart: '2026-02-29T20:00:00Z' }, time],
    [{ scheduledStart: '2026-11-23T25:00:00Z' }, time],
    [{ scheduledStart: '1999-12-31T23:59:59Z' }, time],
    [{ scheduledStart: '2100-01-01T00:00:00Z' }, time],
    [{ scheduledStart: '20:00' }, time],
    [{ scheduledStart: 1_700_000_000 }, 'scheduledStart: expected string, found 1700000000'],
    [{ state: 'paused' }, 'state: expected ("scheduled" | "late" | "live" | "ended"), found "paused"'],
    [{ pathways: {} }, 'pathways: expected Array, found {}'],
    [{ pathways: undefined }, 'pathways: expected "pathways", found nothing'],
    [
      { pathways: [{ id: 'a', url: 'ftp://x.example/' }] },
      'pathways[0].url: expected an http or https address, found "ftp://',
    ],
    [{ pathways: [{ id: 'a', url: 'https://' }] }, 'pathways[0].url: expected an http or https address'],
    [
      { pathways: [{ id: 'a', url: `https://a.example/${'x'.repeat(2048)}` }] },
      'pathways[0].url: expected an address of at most 2048',
    ],
    [{ pathways: [{ id: 'a', url: 'a' }, { id: 'b' }] }, 'pathways[1].url: expected "url", found nothing'],
    [
      {
        pathways: [
          { id: 'a', url: 'a' },
          { id: 'a', url: 'b' },
        ],
      },
      'pathways: expected pathways with an id of their own each',
    ],
    [
      { pathways: Array.from({ length: 17 }, (_, index) => ({ id: `p${index}`, url: 'a' })) },
      'pathways: expected at most 16 pathways',
    ],
    [{ admission: 1.5 }, 'admission: expected a number from 0 to 1, found 1.5'],
    [{ admission: '1' }, 'admission: expected number, found "1"'],
    [{ admissionEpoch: {} }, 'admissionEpoch: expected a whole number or an id, found {}'],
    [{ admissionEpoch: 1.5 }, 'admissionEpoch: expected a whole number or an id, found 1.5'],
    [{ joinSpreadSeconds: -1 }, 'joinSpreadSeconds: expected a number from 0 to 3600, found -1'],
    [{ pollSeconds: 0 }, 'pollSeconds: expected a number from 5 to 3600, found 0'],
    [{ pollSeconds: null }, 'pollSeconds: expected number, found null'],
    [{ joinBackoffSeconds: 121 }, 'joinBackoffSeconds: expected a number from 1 to 120, found 121'],
    [{ degrade: 5 }, 'degrade: expected (0 | 1 | 2 | 3 | 4), found 5'],
    [{ degrade: 1.5 }, 'degrade: expected (0 | 1 | 2 | 3 | 4), found 1.5'],
    [
      { announcements: [{ ...announcement, text: {} }] },
      'announcements[0].text: expected text in at least one language, found {}',
    ],
    [
      { announcements: [{ ...announcement, text: { en: '' } }] },
      'announcements[0].text.en: expected text of 1 to 1000 characters, found ""',
    ],
    [
      { announcements: [{ ...announcement, text: { 'not a tag!': 'x' } }] },
      'announcements[0].text.not a tag!: expected a language tag',
    ],
    [
      { announcements: [{ ...announcement, level: 'shout' }] },
      'announcements[0].level: expected ("info" | "warning"), found "shout"',
    ],
    [{ announcements: [{ ...announcement, at: 'now' }] }, 'announcements[0].at: expected an ISO 8601 time'],
    [
      { announcements: [announcement, announcement] },
      'announcements: expected announcements with an id of their own each',
    ],
    [
      { announcements: Array.from({ length: 51 }, (_, index) => ({ ...announcement, id: `n${index}` })) },
      'announcements: expected at most 50 announcements',
    ],
    [{ audience: -1 }, 'audience: expected a number from 0'],
    [{ replay: 'https://a.example' }, 'replay: expected Object, found "https://a.example"'],
    [{ replay: {} }, 'replay.url: expected "url", found nothing'],
    [
      { reports: { url: 'https://a.example', sampleRate: 2 } },
      'reports.sampleRate: expected a number from 0 to 1, found 2',
    ],
  ])('%j is named', (changes, message) => {
    const parsed = parse(changes);
    expect(parsed.kind).toBe('malformed');
    if (parsed.kind === 'malformed') expect(parsed.message.slice(0, message.length)).toBe(message);
  });

  it.each([
    ['', 'expected JSON, found nothing'],
    ['<!doctype html><html>', 'expected JSON, found <!doctype html><html>'],
    [
      '[]',
      'version: expected "version", found nothing; id: expected "id", found nothing; title: expected "title", found nothing',
    ],
    ['null', 'expected Object, found null'],
    ['"text"', 'expected Object, found "text"'],
    ['{"version":1', 'expected JSON, found {"version":1'],
  ])('%j is refused', (json, message) => {
    expect(parseBroadcastDocument(json, DOCUMENT_URL)).toEqual({ kind: 'malformed', message });
  });

  it('names three mistakes at most, and quotes little of what it found', () => {
    const parsed = parse({ title: 1, host: 2, state: 3, admission: 4 });
    expect(parsed).toMatchObject({
      message: expect.stringMatching(/^title: [^;]*; host: [^;]*; state: [^;]*$/) as string,
    });
    const long = parse({ title: 'x'.repeat(100_000) });
    expect(long.kind === 'malformed' && long.message.length).toBeLessThan(150);
  });

  it('that is too long is not even read', () => {
    const long = documentText({ padding: 'x'.repeat(256 * 1024) });
    expect(parseBroadcastDocument(long, DOCUMENT_URL)).toEqual({
      kind: 'malformed',
      message: 'longer than 262144 characters',
    });
  });
});

describe('parseBroadcastDocument', () => {
  it('names a list where an object should be', () => {
    expect(parse({ announcements: [[]] }).kind).toBe('malformed');
  });

  it('gives an answer for anything, and reads its own result again', () => {
    const field = fc.constantFrom(
      ...Object.keys(leastDocument),
      'host',
      'admission',
      'degrade',
      'announcements',
      'reports',
    );
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (changes) => {
        const parsed = parse(changes);
        if (parsed.kind === 'ok') {
          expect(parseBroadcastDocument(JSON.stringify(parsed.document), DOCUMENT_URL)).toEqual(parsed);
        } else {
          expect(parsed.message).toMatch(/^[a-zA-Z]+.*: expected .+, found /s);
        }
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (json) => {
        expect(['ok', 'malformed']).toContain(parseBroadcastDocument(json, DOCUMENT_URL).kind);
      }),
    );
  });

  it('does not let a document touch the prototype of anything', () => {
    const json = documentText().replace('{', '{"__proto__":{"polluted":true},');
    const parsed = parseBroadcastDocument(json, DOCUMENT_URL);
    expect(parsed.kind).toBe('ok');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(parsed).not.toHaveProperty('document.polluted');
  });
});
