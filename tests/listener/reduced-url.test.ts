import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reducedUrl, withoutSecrets } from '../../src/listener/reduced-url.ts';

/** Secrets of at least 128 bits, as they are written: hex, base64url, a UUID, a signed token. */
const hex = fc.stringMatching(/^[\da-f]{32,64}$/);
const base64 = fc.stringMatching(/^[\w-]{22,86}$/);
const secret = fc.oneof(
  hex,
  base64,
  fc.uuid(),
  fc.tuple(base64, base64, base64).map((parts) => parts.join('.')),
);
const bare = (text: string) => text.replace(/^\.+/, '') || 'x'.repeat(22);

describe('reducedUrl', () => {
  it.each([
    ['https://live.example/talk/main.m3u8', 'https://live.example/talk/main.m3u8'],
    [
      'https://live.example:8443/2026-11-23/segment12034.m4s',
      'https://live.example:8443/2026-11-23/segment12034.m4s',
    ],
    ['https://live.example/main.m3u8?token=abc#x', 'https://live.example/main.m3u8'],
    ['https://ada:secret@live.example/main.m3u8', 'https://live.example/main.m3u8'],
    ['https://live.example/exp=1~acl=2/main.m3u8', 'https://live.example/…/main.m3u8'],
    ['https://live.example/9f86d081884c7d65/main.m3u8', 'https://live.example/…/main.m3u8'],
    ['https://live.example/main;jsessionid=1a2b3c', 'https://live.example/…'],
    ['https://live.example/%E2%82%AC/main.m3u8', 'https://live.example/…/main.m3u8'],
    ['data:audio/mp4;base64,AAAA', '…'],
    ['radio example', '…'],
    ['', '…'],
  ])('%s is told as %s', (url, told) => {
    expect(reducedUrl(url)).toBe(told);
  });

  it('tells no secret, wherever in an address it stands', () => {
    fc.assert(
      fc.property(secret.map(bare), (token) => {
        for (const url of [
          `https://live.example/main.m3u8?t=${token}`,
          `https://live.example/main.m3u8?${token}`,
          `https://live.example/main.m3u8#${token}`,
          `https://user:${token}@live.example/main.m3u8`,
          `https://${token}@live.example/main.m3u8`,
          `https://live.example/${token}/main.m3u8`,
          `https://live.example/a/${token}`,
          `https://live.example/main;t=${token}`,
          `https://live.example/${token}.m3u8`,
        ]) {
          expect(reducedUrl(url)).not.toContain(token);
        }
      }),
    );
  });
});

describe('withoutSecrets', () => {
  it.each([
    ['MEDIA_ERR_DECODE: bufferIncompatibleCodecsError', 'MEDIA_ERR_DECODE: bufferIncompatibleCodecsError'],
    [
      'pathways.0.url: expected an address, found “ftp://a.example/x?t=1”',
      'pathways.0.url: expected an address, found “…”',
    ],
    ['see https://a.example/b.m3u8?t=1 please', 'see https://a.example/b.m3u8 please'],
    ['north', 'north'],
    ['', ''],
  ])('%s is told as %s', (text, told) => {
    expect(withoutSecrets(text)).toBe(told);
  });

  it('tells no secret in a text', () => {
    fc.assert(
      fc.property(secret.map(bare), (token) => {
        for (const text of [`found ${token}`, `“${token}”`, `https://a.example/${token}?${token} is wrong`]) {
          expect(withoutSecrets(text)).not.toContain(token);
        }
      }),
    );
  });
});
