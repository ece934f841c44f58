import { describe, expect, it } from 'vitest';
import { parseHttpDate, parseRetryAfter } from '../../src/network/retry-after.ts';

const now = Date.UTC(2026, 10, 23, 20, 0, 0);

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['5', 5000],
    [' 120 ', 120_000],
    ['1.5', 1500],
    ['5, 30', 30_000],
    ['Mon, 23 Nov 2026 20:00:07 GMT', 7000],
    ['Monday, 23-Nov-26 20:01:00 GMT', 60_000],
    ['Mon Nov 23 20:00:30 2026', 30_000],
    ['Mon, 23 Nov 2026 19:59:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['999999999', 86_400_000],
    ['Tue, 23 Nov 2027 20:00:00 GMT', 86_400_000],
  ])('%j is %d ms', (value, delayMs) => {
    expect(parseRetryAfter(value, now)).toBe(delayMs);
  });

  it.each([
    null,
    '',
    '-5',
    '5 s',
    'soon',
    '1e3',
    '0x10',
    'NaN',
    '5,',
    '2026-11-23T20:00:07Z',
    'Mon, 23 Nov 2026 20:00:07 CET',
    'Mon, 31 Feb 2027 20:00:07 GMT',
    'Mon, 23 Nov 2026 25:00:07 GMT',
    'Mon, 23 Nov 2026 20:60:07 GMT',
    'Mon, 23 Nuv 2026 20:00:07 GMT',
  ])('%j says nothing', (value) => {
    expect(parseRetryAfter(value, now)).toBeNull();
  });
});

describe('parseHttpDate', () => {
  const expected = Date.UTC(1994, 10, 6, 8, 49, 37);

  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads %j, the example of RFC 9110',
    (text) => {
      expect(parseHttpDate(text, now)).toBe(expected);
    },
  );

  it('takes a two-digit year for at most fifty years ahead', () => {
    expect(parseHttpDate('Sunday, 06-Nov-76 00:00:00 GMT', now)).toBe(Date.UTC(2076, 10, 6));
    expect(parseHttpDate('Sunday, 06-Nov-77 00:00:00 GMT', now)).toBe(Date.UTC(1977, 10, 6));
  });

  it('takes a leap second for the next one', () => {
    expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', now)).toBe(Date.UTC(2017, 0, 1));
  });
});
