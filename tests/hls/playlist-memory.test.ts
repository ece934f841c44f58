import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parseMediaPlaylist, type MediaPlaylist } from '../../src/hls/media-playlist.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const SEGMENTS = 500;
const PLAYLISTS = 100;

/** As it comes from the network: a text of its own. */
const received = (lines: readonly string[]) =>
  new TextDecoder().decode(new TextEncoder().encode(`${lines.join('\n')}\n`));

/** How much of every playlist's text stays in memory with what `pick` keeps of it. */
function shareKept(tags: (number: number) => readonly string[], pick: (playlist: MediaPlaylist) => unknown) {
  const kept: unknown[] = [];
  let letters = 0;
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let first = 0; first < PLAYLISTS; first += 1) {
    const text = received([
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:4',
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      ...Array.from({ length: SEGMENTS }, (_, index) => [
        ...tags(first + index),
        `${first + index}.aac`,
      ]).flat(),
    ]);
    letters += text.length;
    kept.push(pick(parseMediaPlaylist(text, 'https://origin.example/live.m3u8')));
  }
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  expect(kept).toHaveLength(PLAYLISTS);
  return bytes / letters;
}

describe('what is kept of a playlist for hours', () => {
  it.each([
    ['a titled segment', (number: number) => [`#EXTINF:4,The evening talk, part ${number}`]],
    [
      'an encrypted segment',
      (number: number) => [
        `#EXT-X-KEY:METHOD=AES-128,URI="key",IV=0x${String(number).padStart(32, '7')},KEYFORMAT="identity"`,
        '#EXTINF:4,',
      ],
    ],
  ])('%s does not keep all of its text', (_name, tags) => {
    expect(shareKept(tags, ({ segments }) => segments.at(-1))).toBeLessThan(0.2);
  });

  it('a date range does not, either', () => {
    const tags = (number: number) => [
      `#EXT-X-DATERANGE:ID="chapter ${number}",START-DATE="2026-11-01T20:00:00Z"`,
      '#EXTINF:4,',
    ];
    expect(shareKept(tags, ({ dateRanges }) => dateRanges.at(-1))).toBeLessThan(0.2);
  });

  it('is more where all segments are kept: the measure tells the two apart', () => {
    expect(
      shareKept(
        () => ['#EXTINF:4,'],
        ({ segments }) => segments,
      ),
    ).toBeGreaterThan(0.5);
  });
});
