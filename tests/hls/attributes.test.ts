import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AttributeValue,
  decimal,
  formatAttributes,
  hexadecimal,
  isYes,
  parseAttributes,
  resolution,
  textOf,
} from '../../src/hls/attributes.ts';
import { PlaylistError } from '../../src/hls/playlist-error.ts';

describe('parseAttributes', () => {
  it.each([
    ['A=1', { A: '1' }],
    ['A="x,y=z",B=YES', { A: 'x,y=z', B: 'YES' }],
    ['A="", B=2 , C="3"', { A: '', B: '2', C: '3' }],
    ['A=,B=1', { A: '', B: '1' }],
    ['A=1,', { A: '1' }],
    ['A=1,,B=2', { A: '1', B: '2' }],
    [', A=1 , ,', { A: '1' }],
    ['A=1,A=2', { A: '2' }],
    ['', {}],
    ['X-COM-EXAMPLE=0xAB,RESOLUTION=1280x720', { 'X-COM-EXAMPLE': '0xAB', RESOLUTION: '1280x720' }],
  ])('%s', (text, expected) => {
    const found = [...parseAttributes(text, 1)].map(([name, value]) => [name, value.text]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it.each([['A="cut'], ['A'], ['=1'], ['A="x"y'], ['A=1"2'], ['A B=1']])('refuses %s', (text) => {
    expect(() => parseAttributes(text, 7)).toThrow(PlaylistError);
    expect(() => parseAttributes(text, 7)).toThrow(/^line 7: expected NAME=value/);
  });

  it('is linear in the length of its text', () => {
    // Ten million characters: quadratic backtracking would run into the test's time limit by orders of magnitude.
    expect(() => parseAttributes(`A=${' '.repeat(1e7)}"`, 1)).toThrow(PlaylistError);
  });

  it('reads what formatAttributes writes', () => {
    const value: fc.Arbitrary<AttributeValue> = fc.oneof(
      fc.string().map((text) => ({ quoted: true, text: text.replace(/["\r\n]/g, '') })),
      fc.stringMatching(/^[A-Za-z0-9.x-]{1,20}$/).map((text) => ({ quoted: false, text })),
    );
    const list = fc
      .array(fc.tuple(fc.stringMatching(/^[A-Z0-9-]{1,12}$/), value))
      .map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(list, (attributes) => {
        expect([...parseAttributes(formatAttributes(attributes), 1)]).toEqual([...attributes]);
      }),
    );
  });
});

describe('formatAttributes', () => {
  it('never lets a value end its own quotes or its line', () => {
    expect(formatAttributes(new Map([['URI', { quoted: true, text: 'a"\n#EXT-X-ENDLIST\r' }]]))).toBe(
      'URI="a#EXT-X-ENDLIST"',
    );
  });
});

describe('readers', () => {
  const attributes = parseAttributes(
    'INT=42,FLOAT=1.5,NEG=-1,WORD=YES,QUOTED="NO",HEX=0x00aB,LONG=0x1ffffffffffffffffffffffffffffffff,SIZE=12x34,EXP=1e3',
    1,
  );
  it.each([
    ['INT', 42],
    ['FLOAT', 1.5],
    ['NEG', null],
    ['WORD', null],
    ['EXP', null],
    ['NONE', null],
  ])('decimal %s', (name, expected) => {
    expect(decimal(attributes, name)).toBe(expected);
  });
  it.each([
    ['WORD', true],
    ['QUOTED', false],
    ['NONE', false],
  ])('isYes %s', (name, expected) => {
    expect(isYes(attributes, name)).toBe(expected);
  });
  it.each([
    ['HEX', '0x000000000000000000000000000000ab'],
    ['LONG', null],
    ['INT', null],
    ['NONE', null],
  ])('hexadecimal %s', (name, expected) => {
    expect(hexadecimal(attributes, name, 32)).toBe(expected);
  });
  it('resolution', () => {
    expect(resolution(attributes, 'SIZE')).toEqual({ width: 12, height: 34 });
    expect(resolution(attributes, 'INT')).toBeNull();
  });
  it('textOf', () => {
    expect(textOf(attributes, 'QUOTED')).toBe('NO');
    expect(textOf(attributes, 'NONE')).toBeNull();
  });
});
