import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLines, isTerminated, parseLines } from '../../src/hls/playlist-lines.ts';

describe('parseLines', () => {
  it('says what each line is', () => {
    const text =
      '\uFEFF#EXTM3U\r\n#EXTINF:4.0, a title: with colons \n# a comment\n\n  seg1.m4s\t\n#EXT-X-ENDLIST';
    expect(parseLines(text)).toEqual([
      { kind: 'tag', name: 'EXTM3U', value: null, raw: '\uFEFF#EXTM3U\r\n' },
      {
        kind: 'tag',
        name: 'EXTINF',
        value: '4.0, a title: with colons',
        raw: '#EXTINF:4.0, a title: with colons \n',
      },
      { kind: 'comment', raw: '# a comment\n' },
      { kind: 'blank', raw: '\n' },
      { kind: 'uri', uri: 'seg1.m4s', raw: '  seg1.m4s\t\n' },
      { kind: 'tag', name: 'EXT-X-ENDLIST', value: null, raw: '#EXT-X-ENDLIST' },
    ]);
  });

  it('keeps an empty value apart from none', () => {
    expect(parseLines('#EXTINF:')).toMatchObject([{ name: 'EXTINF', value: '' }]);
    expect(parseLines('#EXTINF')).toMatchObject([{ name: 'EXTINF', value: null }]);
  });

  it('takes a byte order mark for one only at the beginning', () => {
    expect(parseLines('#EXTM3U\n\uFEFF#EXTINF:4,\n')[1]).toMatchObject({ kind: 'uri' });
  });

  it('does not end a line at a lone carriage return', () => {
    expect(parseLines('a\rb\nc')).toHaveLength(2);
  });

  it('is linear in the length of its text', () => {
    expect(parseLines(`a${' '.repeat(1e7)}b`)).toMatchObject([{ kind: 'uri' }]);
  });

  it('has no lines in an empty text', () => {
    expect(parseLines('')).toEqual([]);
  });
});

describe('formatLines', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          '#EXTM3U',
          '#EXTINF:4,',
          'seg.m4s',
          '\n',
          '\r\n',
          '\r',
          ' ',
          '\uFEFF',
          '#',
          '#x',
          '\t',
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('gives back exactly what was parsed, line by line', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const lines = parseLines(text);
        expect(formatLines(lines)).toBe(text);
        expect(lines).toHaveLength(text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
      }),
    );
  });
});

describe('isTerminated', () => {
  it.each([
    ['a\n', true],
    ['a\r\n', true],
    ['a', false],
    ['a\r', false],
  ])('%j: %s', (text, terminated) => {
    expect(parseLines(text).map(isTerminated)).toEqual([terminated]);
  });
});
