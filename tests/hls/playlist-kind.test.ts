import { describe, expect, it } from 'vitest';
import { playlistKind } from '../../src/hls/playlist-kind.ts';

describe('playlistKind', () => {
  it.each([
    ['#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n', 'multivariant'],
    ['\uFEFF#EXTM3U\r\n#EXT-X-STREAM-INF:BANDWIDTH=1\r\na.m3u8\r\n', 'multivariant'],
    ['#EXTM3U \n#EXT-X-TARGETDURATION:4\n', 'media'],
    ['#EXTM3U\n#EXTINF:4,\na.ts\n', 'media'],
    ['#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXT-X-ENDLIST', 'media'],
  ])('%j is %s', (text, kind) => {
    expect(playlistKind(text)).toBe(kind);
  });

  it.each([
    [''],
    ['#EXTM3U'],
    ['#EXTM3U\n'],
    ['#EXTM3U\n#EXT-X-VERSION:7\n'],
    [' #EXTM3U\n#EXTINF:4,\na.ts\n'],
    ['\n#EXTM3U\n#EXTINF:4,\na.ts\n'],
    ['#EXTM3U8\n#EXTINF:4,\na.ts\n'],
    ['#EXTM3U#EXTINF:4,\na.ts\n'],
    ['#extm3u\n#EXTINF:4,\na.ts\n'],
    ['#EXTINF:4,\na.ts\n'],
    ['<!doctype html><title>#EXTM3U</title>\n#EXTINF:4,\n'],
    ['{"error":"#EXTM3U"}'],
    ['#EXTM3U\n# #EXTINF in a comment\nEXTINF\n'],
  ])('%j is none', (text) => {
    expect(playlistKind(text)).toBeNull();
  });
});
