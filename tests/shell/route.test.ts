import { describe, expect, it } from 'vitest';
import { routeOf, type AskedFor } from '../../src/shell/route.ts';

const SCOPE = 'https://radio.example/talks/';
const precached = new Set([`${SCOPE}icon.svg`, `${SCOPE}manifest.webmanifest`]);

function route(change: Partial<AskedFor>): string | null {
  const asked = { method: 'GET', url: SCOPE, mode: 'cors', accept: '*/*', range: null, ...change };
  return routeOf(asked, SCOPE, (url) => precached.has(url))?.kind ?? null;
}

describe('routeOf', () => {
  it.each([
    ['', 'page'],
    ['index.html', 'page'],
    ['?stream=https://origin.example/live.m3u8', 'page'],
    ['index.html?broadcast=/evening.json&debug', 'page'],
    ['?embed', 'page'],
    ['producer.html', null],
    ['producer', null],
    ['assets/', null],
    ['../', null],
    ['../other/index.html', null],
  ])('a visit to "%s" is %s', (path, kind) => {
    expect(route({ mode: 'navigate', url: new URL(path, SCOPE).href })).toBe(kind);
  });

  it.each([
    ['assets/index-abc.js', 'file'],
    ['assets/index-of-an-older-build.js', 'file'],
    ['icon.svg', 'file'],
    ['manifest.webmanifest', 'file'],
    ['producer/index-abc.js', null],
    ['service-worker.js', null],
    ['broadcast.json', null],
    ['live/main.m3u8', null],
    ['live/aac-24/segment-7.m4s', null],
    ['live/steering.json', null],
    ['../assets/index-abc.js', null],
  ])('a request for "%s" is %s', (path, kind) => {
    expect(route({ url: new URL(path, SCOPE).href })).toBe(kind);
  });

  it('knows the broadcast document by what it is asked for as, wherever on this host it lies', () => {
    const accept = 'application/json';
    expect(route({ accept, url: `${SCOPE}broadcast.json` })).toBe('document');
    expect(route({ accept, url: 'https://radio.example/evening.json?v=1' })).toBe('document');
    expect(route({ accept, url: 'https://elsewhere.example/evening.json' })).toBeNull();
  });

  it.each<Partial<AskedFor>>([
    { method: 'POST', url: 'https://radio.example/v1/reports', accept: 'application/json' },
    { method: 'HEAD', url: SCOPE, mode: 'navigate' },
    { url: `${SCOPE}assets/talk.mp4`, range: 'bytes=0-' },
    { url: 'https://origin.example/talks/assets/index.js' },
    { url: 'https://origin.example/talks/', mode: 'navigate' },
  ])('leaves %o alone', (asked) => {
    expect(route(asked)).toBeNull();
  });
});
