import { expect, it } from 'vitest';
import { hasLostSource } from '../../src/playback/lost-source.ts';

const lost = { wanting: true, attaching: false, hasPlayer: true, networkState: 0 };

it.each([
  ['an element that is to play and has no source', {}, true],
  ['one that has', { networkState: 1 }, false],
  ['one that looks for it', { networkState: 3 }, false],
  ['nobody wants to hear', { wanting: false }, false],
  ['a source is on its way', { attaching: true }, false],
  ['there never was one', { hasPlayer: false }, false],
])('%s', (_name, changes, expected) => {
  expect(hasLostSource({ ...lost, ...changes })).toBe(expected);
});
