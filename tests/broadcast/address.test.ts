import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, readAddress } from '../../src/broadcast/address.ts';

const PAGE = 'https://page.example/listen/index.html';
const ANY = ['*'];
const read = (query: string, allowed: readonly string[] = ANY) => readAddress(`${PAGE}${query}`, allowed);
const asked = (parameter: string, value: string) => `?${parameter}=${encodeURIComponent(value)}`;
const stream = (url: string): Address => ({ kind: 'stream', url });
const problem = (kind: Extract<Address, { kind: 'problem' }>['problem'], url: string): Address => ({
  kind: 'problem',
  problem: kind,
  url,
});

describe('readAddress', () => {
  it.each([[''], ['?'], ['?debug'], ['?stream='], ['?broadcast=%20'], ['#stream=https://a.example']])(
    'without a wish (%j) takes the document beside the page',
    (query) => {
      expect(read(query, [])).toEqual({
        kind: 'document',
        url: 'https://page.example/listen/broadcast.json',
      });
    },
  );

  it.each([
    ['https://origin.example/live.m3u8?token=a%20b&c=d', 'https://origin.example/live.m3u8?token=a%20b&c=d'],
    [' https://origin.example/live.m3u8#t=5 ', 'https://origin.example/live.m3u8'],
    ['HTTP://Origin.Example:80/live.m3u8', 'http://origin.example/live.m3u8'],
    ['/live.m3u8', 'https://page.example/live.m3u8'],
    ['./live.m3u8', 'https://page.example/listen/live.m3u8'],
    ['../live.m3u8', 'https://page.example/live.m3u8'],
    ['//origin.example/live.m3u8', 'https://origin.example/live.m3u8'],
  ])('takes the stream %s', (written, url) => {
    expect(read(asked('stream', written))).toEqual(stream(url));
  });

  it('takes another document', () => {
    expect(read(asked('broadcast', 'https://host.example/b.json'))).toEqual({
      kind: 'document',
      url: 'https://host.example/b.json',
    });
  });

  it('takes the stream where both are named', () => {
    expect(read(`${asked('broadcast', 'https://a.example/b.json')}&stream=https://b.example/x`).kind).toBe(
      'stream',
    );
  });

  it.each([
    ['banana'],
    ['live.m3u8'],
    ['origin.example/live.m3u8'],
    ['https://'],
    ['https://a b.example/'],
    ['https://name:word@origin.example/live.m3u8'],
    ['https://:word@origin.example/live.m3u8'],
    ['//'],
  ])('says that %j is no address', (written) => {
    expect(read(asked('stream', written))).toEqual(problem('invalid-url', written));
  });

  it.each([
    ['ftp://origin.example/a'],
    ['javascript:alert(1)'],
    ['data:text/plain,a'],
    ['file:///a'],
    ['localhost:8080/a'],
  ])('says that the scheme of %s is not supported', (written) => {
    expect(read(asked('broadcast', written))).toEqual(problem('unsupported-scheme', written));
  });

  it.each([
    [['https://origin.example'], true],
    [['https://other.example', 'https://origin.example/'], true],
    [['https://ORIGIN.example:443'], true],
    [['*'], true],
    [[], false],
    [['http://origin.example'], false],
    [['https://origin.example:8443'], false],
    [['https://example'], false],
    [['origin.example'], false],
    [['not an origin', ''], false],
    [['https://sub.origin.example'], false],
  ])('with %j allowed: %s', (allowed, isAllowed) => {
    const written = 'https://origin.example/live.m3u8';
    expect(read(asked('stream', written), allowed)).toEqual(
      isAllowed ? stream(written) : problem('origin-not-allowed', written),
    );
  });

  it('always allows the page’s own origin', () => {
    expect(read(asked('stream', '/live.m3u8'), [])).toEqual(stream('https://page.example/live.m3u8'));
    expect(read(asked('stream', 'https://page.example.evil.example/x'), [])).toMatchObject({
      kind: 'problem',
    });
  });

  it('never gives out anything but http and https of an allowed origin', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((rest) => `//${rest}`),
        ),
        (written) => {
          const address = read(asked('stream', written), ['https://origin.example']);
          if (address.kind === 'problem') return;
          expect(['https://origin.example', 'https://page.example']).toContain(new URL(address.url).origin);
        },
      ),
    );
  });
});
