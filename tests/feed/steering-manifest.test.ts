import { describe, expect, it } from 'vitest';
import { pathwaysOf } from '../../src/feed/pathway-variants.ts';
import {
  clonePathway,
  parseSteeringManifest,
  steeringUrl,
  type PathwayClone,
} from '../../src/feed/steering-manifest.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';

const FROM = 'https://steer.example/dir/manifest.json?token=1';
const manifest = (changes: object) =>
  parseSteeringManifest(
    JSON.stringify({ VERSION: 1, TTL: 30, 'PATHWAY-PRIORITY': ['b', 'a'], ...changes }),
    FROM,
  );

describe('parseSteeringManifest', () => {
  it('reads the order, the time and the next address', () => {
    expect(manifest({ 'RELOAD-URI': '../next?x=2' })).toEqual({
      ttlSeconds: 30,
      reloadUrl: 'https://steer.example/next?x=2',
      priority: ['b', 'a'],
      clones: [],
    });
  });

  it('assumes 300 seconds and the same address', () => {
    expect(manifest({ TTL: undefined })).toMatchObject({ ttlSeconds: 300, reloadUrl: FROM });
  });

  it.each([
    ['no time at all', 0, 1],
    ['a time before now', -5, 1],
    ['a time that no timer can keep', 1e12, 86_400],
  ])('%s', (_name, TTL, expected) => {
    expect(manifest({ TTL })?.ttlSeconds).toBe(expected);
  });

  it('keeps its address when the next one is nonsense', () => {
    expect(manifest({ 'RELOAD-URI': 'https://' })?.reloadUrl).toBe(FROM);
  });

  it.each([
    ['another version', { VERSION: 2 }],
    ['no order', { 'PATHWAY-PRIORITY': [] }],
    ['an order of something else', { 'PATHWAY-PRIORITY': [1] }],
    ['a clone without a name', { 'PATHWAY-CLONES': [{ 'BASE-ID': 'a', ID: '', 'URI-REPLACEMENT': {} }] }],
  ])('is none with %s', (_name, changes) => {
    expect(manifest(changes)).toBeNull();
  });

  it.each(['', '<!doctype html>', 'null', '[]', '{"VERSION":1'])('%j is none', (text) => {
    expect(parseSteeringManifest(text, FROM)).toBeNull();
  });
});

describe('steeringUrl', () => {
  it('tells the pathway and the throughput, once', () => {
    const first = steeringUrl(FROM, 'a b', 1234.6);
    expect(first).toBe(`${FROM}&_HLS_pathway=a+b&_HLS_throughput=1235`);
    expect(steeringUrl(first, 'c', 7)).toBe(`${FROM}&_HLS_pathway=c&_HLS_throughput=7`);
    expect(steeringUrl(FROM, 'a', null)).not.toContain('_HLS_throughput');
  });
});

const playlist = parseMultivariant(
  [
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="g",NAME="en",DEFAULT=YES,STABLE-RENDITION-ID="r",URI="https://a.example/en.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=30000,PATHWAY-ID="a",STABLE-VARIANT-ID="low",AUDIO="g"',
    'https://a.example:8443/low.m3u8?k=0',
    '#EXT-X-STREAM-INF:BANDWIDTH=60000,PATHWAY-ID="a",STABLE-VARIANT-ID="high",AUDIO="g"',
    'https://a.example/high.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=30000,PATHWAY-ID="b",STABLE-VARIANT-ID="low",AUDIO="g"',
    'https://b.example/low.m3u8',
    '',
  ].join('\n'),
  'https://a.example/main.m3u8',
);
const cloneOf = (baseId: string, replacement: Partial<PathwayClone['URI-REPLACEMENT']>, id = 'c') =>
  clonePathway(playlist, {
    'BASE-ID': baseId,
    ID: id,
    'URI-REPLACEMENT': { PARAMS: {}, 'PER-VARIANT-URIS': {}, 'PER-RENDITION-URIS': {}, ...replacement },
  });
const addresses = (clone: ReturnType<typeof cloneOf>) => clone?.variants.map(({ url }) => url);
const audio = (clone: ReturnType<typeof cloneOf>) => clone?.audioGroups.get('g')?.map(({ url }) => url);

describe('clonePathway', () => {
  it('takes over the variants of one pathway under the new name', () => {
    const clone = cloneOf('a', { HOST: 'c.example' });
    expect(clone?.variants.map(({ pathwayId }) => pathwayId)).toEqual(['c', 'c']);
    expect(addresses(clone)).toEqual(['https://c.example:8443/low.m3u8?k=0', 'https://c.example/high.m3u8']);
    expect(audio(clone)).toEqual(['https://c.example/en.m3u8']);
  });

  it('sets parameters, in place of those of the same name', () => {
    const clone = cloneOf('a', { PARAMS: { k: '1', t: 'x y' } });
    expect(addresses(clone)).toEqual([
      'https://a.example:8443/low.m3u8?k=1&t=x+y',
      'https://a.example/high.m3u8?k=1&t=x+y',
    ]);
  });

  it('prefers what is said of one variant or rendition', () => {
    const clone = cloneOf('a', {
      HOST: 'c.example',
      'PER-VARIANT-URIS': { low: 'https://d.example/l.m3u8', high: 'no address' },
      'PER-RENDITION-URIS': { r: 'https://d.example/r.m3u8' },
    });
    expect(addresses(clone)).toEqual(['https://d.example/l.m3u8', 'https://c.example/high.m3u8']);
    expect(audio(clone)).toEqual(['https://d.example/r.m3u8']);
  });

  it('is none of a pathway that is not there', () => {
    expect(cloneOf('x', {})).toBeNull();
  });
});

describe('pathwaysOf', () => {
  const ids = (lines: readonly string[], prefix?: string) =>
    pathwaysOf(
      parseMultivariant(
        [
          '#EXTM3U',
          ...lines.flatMap((line, index) => [`#EXT-X-STREAM-INF:${line}`, `v${index}.m3u8`]),
          '',
        ].join('\n'),
        'https://a.example/main.m3u8',
      ),
      'own',
      prefix,
    ).map(({ id, playlist: { variants } }) => [id, variants.map(({ url }) => url.slice(-7, -5))]);

  it('is one where every variant is another', () => {
    expect(ids(['BANDWIDTH=1', 'BANDWIDTH=2', 'BANDWIDTH=1,CODECS="opus"'])).toEqual([
      ['own', ['v0', 'v1', 'v2']],
    ]);
  });

  it('makes one of the second copies', () => {
    expect(ids(['BANDWIDTH=1', 'BANDWIDTH=2', 'BANDWIDTH=1', 'BANDWIDTH=2'])).toEqual([
      ['own', ['v0', 'v1']],
      ['own#2', ['v2', 'v3']],
    ]);
  });

  it('goes by PATHWAY-ID, kept apart by the prefix', () => {
    expect(ids(['BANDWIDTH=1,PATHWAY-ID="x"', 'BANDWIDTH=1', 'BANDWIDTH=2,PATHWAY-ID="x"'], 'p/')).toEqual([
      ['p/x', ['v0', 'v2']],
      ['own', ['v1']],
    ]);
  });
});
