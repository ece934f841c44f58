import { describe, expect, it } from 'vitest';
import { holesOf, listPieces, planPieces, type CaptionPiece } from '../../src/feed/caption-pieces.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';

const places = (from: number, count: number, gapAt: number | null = null, host = 'a') =>
  parseMediaPlaylist(
    [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:4',
      `#EXT-X-MEDIA-SEQUENCE:${from}`,
      ...Array.from({ length: count }, (_, index) =>
        [...(from + index === gapAt ? ['#EXT-X-GAP'] : []), '#EXTINF:4,', `${from + index}.vtt`].join('\n'),
      ),
      '',
    ].join('\n'),
    `https://${host}.example/`,
  ).segments.map((segment) => ({ segment, startSeconds: segment.sequence * 4 }));
const told = (pieces: readonly CaptionPiece[]) =>
  pieces.map(
    ({ startSeconds, listedOn, state }) => `${startSeconds} ${[...listedOn].join('')} ${state.kind}`,
  );

describe('listPieces', () => {
  it('adds what is new, and knows what is listed no more and since when', () => {
    const first = listPieces([], 'a', places(0, 3), 1000);
    expect(told(first)).toEqual(['0 a wanted', '4 a wanted', '8 a wanted']);
    const next = listPieces(first, 'a', places(2, 2), 2000);
    expect(told(next)).toEqual(['0  wanted', '4  wanted', '8 a wanted', '12 a wanted']);
    expect(next.map(({ unlistedSinceMs }) => unlistedSinceMs)).toEqual([2000, 2000, null, null]);
    // An older copy lists them again: they are the same pieces.
    expect(told(listPieces(next, 'a', places(0, 3), 3000))).toHaveLength(4);
  });

  it('knows the same stretch on another pathway, cut a little otherwise', () => {
    const first = listPieces([], 'a', places(0, 2), 0);
    const moved = places(0, 2, null, 'b').map((place) => ({
      ...place,
      startSeconds: place.startSeconds + 0.7,
    }));
    const both = listPieces(first, 'b', moved, 0);
    expect(told(both)).toEqual(['0 ab wanted', '4 ab wanted']);
    expect([...(both[0]?.sources.values() ?? [])].map(({ uri }) => uri)).toEqual([
      'https://a.example/0.vtt',
      'https://b.example/0.vtt',
    ]);
  });

  it('makes a hole at once of what the origin declares missing', () => {
    expect(told(listPieces([], 'a', places(0, 2, 1), 0))).toEqual(['0 a wanted', '4 a hole']);
  });
});

describe('holesOf', () => {
  it('joins what could not be had and what was never listed', () => {
    const pieces = listPieces(listPieces([], 'a', places(0, 3, 2), 0), 'a', places(5, 2), 0);
    expect(holesOf(pieces, -Infinity)).toEqual([{ startSeconds: 8, endSeconds: 20 }]);
    expect(holesOf(pieces, 10)).toEqual([{ startSeconds: 10, endSeconds: 20 }]);
    expect(holesOf(pieces, 20)).toEqual([]);
    expect(holesOf([], 0)).toEqual([]);
  });
});

describe('planPieces', () => {
  const pieces = () => [...listPieces([], 'a', places(0, 10), 0)];
  const starts = (planned: readonly CaptionPiece[]) => planned.map(({ startSeconds }) => startSeconds);

  it('begins at the playhead, goes on ahead of it, then behind it', () => {
    expect(
      starts(planPieces(pieces(), { fromSeconds: 8, playheadSeconds: 21, aheadSeconds: 8, most: 9 })),
    ).toEqual([20, 24, 28, 16, 12, 8]);
  });

  it('leaves out what is under way, and has no more under way than that', () => {
    const all = pieces();
    const [, , , , , here] = all;
    if (here !== undefined) here.state = { kind: 'fetching', abort: new AbortController() };
    const facts = { fromSeconds: 0, playheadSeconds: 21, aheadSeconds: Infinity };
    expect(starts(planPieces(all, { ...facts, most: 2 }))).toEqual([24]);
    expect(starts(planPieces(all, { ...facts, most: 1 }))).toEqual([]);
  });
});
