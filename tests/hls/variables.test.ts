import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/hls/attributes.ts';
import { define, noVariables, parseAttributesWith, substitute } from '../../src/hls/variables.ts';

const from = {
  playlistUrl: 'https://a.example/p.m3u8?token=t%20k&empty=',
  imported: new Map([['path', '/x']]),
};

describe('define', () => {
  it.each([
    ['NAME="a",VALUE="1"', 'a', '1'],
    ['NAME="a"', 'a', ''],
    ['QUERYPARAM="token"', 'token', 't k'],
    ['IMPORT="path"', 'path', '/x'],
  ])('%s', (tag, name, value) => {
    expect([...define(noVariables, tag, from, 1)]).toEqual([[name, value]]);
  });

  it.each([
    ['QUERYPARAM="other"', /no query parameter "other"/],
    ['QUERYPARAM="empty"', /no query parameter "empty"/],
    ['IMPORT="other"', /"other" is not defined in the multivariant/],
    ['VALUE="1"', /without NAME/],
  ])('refuses %s', (tag, message) => {
    expect(() => define(noVariables, tag, from, 1)).toThrow(message);
  });

  it('refuses a name twice', () => {
    const once = define(noVariables, 'NAME="a",VALUE="1"', from, 1);
    expect(() => define(once, 'NAME="a",VALUE="1"', from, 2)).toThrow(/line 2: .*twice/);
  });
});

describe('substitute', () => {
  const variables = new Map([
    ['a', '1'],
    ['b', '{$a}'],
  ]);
  it('replaces every reference once', () => {
    expect(substitute('{$a}/{$b}/{$a}$a', variables, 1)).toBe('1/{$a}/1$a');
  });
  it('refuses what is not defined', () => {
    expect(() => substitute('{$c}', variables, 3)).toThrow('line 3: variable {$c} is not defined');
  });
  it('works inside attribute values', () => {
    const attributes = parseAttributesWith(variables, 'URI="x{$a}y",N=3', 1);
    expect(textOf(attributes, 'URI')).toBe('x1y');
    expect(textOf(attributes, 'N')).toBe('3');
  });
});
