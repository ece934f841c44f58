import { expect, it } from 'vitest';
import { readRange } from '../../e2e/origin/http-range.ts';

it.each([
  [undefined, { kind: 'whole' }],
  ['bytes=0-', { kind: 'part', start: 0, end: 99 }],
  ['bytes=40-', { kind: 'part', start: 40, end: 99 }],
  ['bytes=40-49', { kind: 'part', start: 40, end: 49 }],
  ['bytes=99-99', { kind: 'part', start: 99, end: 99 }],
  ['bytes=40-1000', { kind: 'part', start: 40, end: 99 }],
  ['bytes=-10', { kind: 'part', start: 90, end: 99 }],
  ['bytes=-1000', { kind: 'part', start: 0, end: 99 }],
  ['bytes=100-', { kind: 'unsatisfiable' }],
  ['bytes=100-200', { kind: 'unsatisfiable' }],
  ['bytes=-0', { kind: 'unsatisfiable' }],
  // What may be ignored is ignored.
  ['bytes=-', { kind: 'whole' }],
  ['bytes=50-40', { kind: 'whole' }],
  ['bytes=0-1,5-6', { kind: 'whole' }],
  ['items=0-1', { kind: 'whole' }],
  ['nonsense', { kind: 'whole' }],
])('%s of 100 bytes', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});

it('can satisfy nothing of an empty body', () => {
  expect(readRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
  expect(readRange('bytes=-5', 0)).toEqual({ kind: 'unsatisfiable' });
});
