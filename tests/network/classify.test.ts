import { expect, it } from 'vitest';
import { failureOfStatus } from '../../src/network/classify.ts';

it.each([
  [200, null],
  [206, null],
  [304, null],
  [204, 'malformed'],
  [302, 'malformed'],
  [400, 'malformed'],
  [401, 'denied'],
  [403, 'denied'],
  [404, 'not-found'],
  [405, 'malformed'],
  [408, 'overloaded'],
  [410, 'not-found'],
  [416, 'malformed'],
  [425, 'overloaded'],
  [429, 'overloaded'],
  [451, 'denied'],
  [500, 'overloaded'],
  [502, 'overloaded'],
  [503, 'overloaded'],
  [504, 'overloaded'],
  [529, 'overloaded'],
  [599, 'overloaded'],
  [600, 'malformed'],
  [0, 'malformed'],
])('%d is %s', (status, kind) => {
  expect(failureOfStatus(status)).toBe(kind);
});
