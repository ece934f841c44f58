import { expect, it } from 'vitest';
import { textTracksOf } from '../../src/feed/text-tracks.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';

const tracks = (...lines: string[]) =>
  textTracksOf(parseMultivariant(['#EXTM3U', ...lines, ''].join('\n'), 'https://origin.example/main.m3u8'));
const media = (group: string, name: string, more = '') =>
  `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${group}",NAME="${name}",LANGUAGE="en",URI="${group}-${name.length}.m3u8"${more}`;
const variant = (attributes: string) => `#EXT-X-STREAM-INF:BANDWIDTH=1${attributes}\na.m3u8`;

it('counts the track of several groups once, and leaves out groups that no variant has', () => {
  expect(
    tracks(
      media('low', 'English'),
      media('high', 'English'),
      media('other', 'Commentary'),
      variant(',SUBTITLES="low"'),
      variant(',SUBTITLES="high"'),
    ),
  ).toMatchObject([
    { id: 'en English', name: 'English', language: 'en', url: 'https://origin.example/low-7.m3u8' },
  ]);
});

it('takes all groups where the author has forgotten to say which', () => {
  expect(tracks(media('t', 'English'), variant(''))).toHaveLength(1);
  expect(tracks(variant(''))).toEqual([]);
});

it('leaves out what is only for foreign words, and bounds names', () => {
  const [track, ...others] = tracks(
    media('t', 'Signs', ',FORCED=YES'),
    media('t', `a\u202eb${'x'.repeat(200)}`),
    variant(',SUBTITLES="t"'),
  );
  expect(others).toEqual([]);
  expect(track?.name).toHaveLength(80);
  expect(track?.name).toMatch(/^a bxx/);
});
