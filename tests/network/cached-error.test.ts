import { expect, it } from 'vitest';
import { cachedErrorMs } from '../../src/network/cached-error.ts';

it.each<[Record<string, string>, number | null]>([
  [{}, null],
  [{ 'cache-control': 'public' }, null],
  [{ 'cache-control': 'max-age=5' }, 5000],
  [{ 'cache-control': 'public, max-age=10', age: '4' }, 6000],
  [{ 'cache-control': 'max-age=10', age: '60' }, 0],
  [{ 'cache-control': 'max-age=0' }, 0],
  [{ 'cache-control': 'max-age=5, s-maxage=20', age: '2' }, 18_000],
  [{ 'cache-control': 'Max-Age = "7"' }, 7000],
  [{ 'cache-control': 'max-age=31536000' }, 120_000],
  [{ 'cache-control': 'max-age=30, no-store' }, null],
  [{ 'cache-control': 'private, max-age=30' }, null],
  [{ 'cache-control': 'no-cache' }, null],
  [{ 'cache-control': 'max-age=-3' }, null],
  [{ 'cache-control': 'max-age=10', age: 'old' }, 10_000],
  [{ 'cache-control': 'stale-max-age=9' }, null],
  [{ expires: 'Thu, 01 Jan 2099 00:00:00 GMT' }, null],
])('%j keeps the error %s ms', (headers, expected) => {
  expect(cachedErrorMs(new Headers(headers))).toBe(expected);
});
