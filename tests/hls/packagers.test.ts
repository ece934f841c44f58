import { describe, expect, it } from 'vitest';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { playlistKind } from '../../src/hls/playlist-kind.ts';
import { chooseRenditions } from '../../src/feed/rendition-choice.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';
import { multivariantPackagers, packagers } from './packagers.ts';

const BASE = 'https://origin.example/live/a/b/c/index.m3u8?q=1';
const folder = 'https://origin.example/live/a/b/c/';
const read = (name: keyof typeof packagers) => {
  expect(playlistKind(packagers[name])).toBe('media');
  return parseMediaPlaylist(packagers[name], BASE);
};
const part = <Key extends string, Value>(items: readonly Readonly<Record<Key, Value>>[], key: Key) =>
  items.map((item) => item[key]);

describe('media playlists in the field', () => {
  it('Shaka Packager, live', () => {
    const { segments, mediaSequence, targetDurationSeconds } = read('shakaPackagerLive');
    expect([mediaSequence, targetDurationSeconds]).toEqual([4711, 5]);
    expect(part(segments, 'discontinuitySequence')).toEqual([1, 1, 2]);
    expect(part(segments, 'durationSeconds')).toEqual([4.992, 5.013, 4.992]);
    expect(new Set(segments.map(({ map }) => map?.uri))).toEqual(new Set([`${folder}audio_init.mp4`]));
  });

  it('Shaka Packager, one file', () => {
    const { segments, endList, playlistType } = read('shakaPackagerSingleFile');
    expect([endList, playlistType]).toEqual([true, 'VOD']);
    expect(segments[0]?.map?.byteRange).toEqual({ start: 0, length: 745 });
    expect(part(segments, 'byteRange')).toEqual([
      { start: 813, length: 97_136 },
      { start: 97_949, length: 96_873 },
    ]);
  });

  it('ffmpeg after a restart: a discontinuity above everything, dates below EXTINF', () => {
    const { segments, discontinuitySequence } = read('ffmpegAppend');
    expect(discontinuitySequence).toBe(0);
    expect(part(segments, 'discontinuitySequence')).toEqual([1, 1]);
    expect(part(segments, 'programDateTimeMs')).toEqual([
      Date.UTC(2026, 10, 1, 20, 0, 48),
      Date.UTC(2026, 10, 1, 20, 0, 52, 11),
    ]);
  });

  it('mediastreamsegmenter, low latency: whole segments, and the hold-back for them', () => {
    const playlist = read('mediastreamsegmenter');
    expect(playlist).toMatchObject({ holdBackSeconds: 18, canBlockReload: true, canSkipUntilSeconds: 36 });
    expect(part(playlist.segments, 'uri')).toEqual([
      `${folder}fileSequence266.mp4`,
      `${folder}fileSequence267.mp4`,
    ]);
    expect(part(playlist.segments, 'programDateTimeMs')).toEqual([
      Date.UTC(2026, 10, 1, 20, 0, 0),
      Date.UTC(2026, 10, 1, 20, 0, 6),
    ]);
    expect(part(playlist.segments, 'durationSeconds')).toEqual([6, 6]);
  });

  it('AWS Elemental MediaPackage: markers of advertising, a short IV, addresses with a query', () => {
    const { segments, dateRanges } = read('elementalMediaPackage');
    expect(dateRanges).toHaveLength(1);
    expect(part(segments, 'uri')).toEqual([
      'https://origin.example/hls/index_4_9284.aac?m=1698860000',
      'https://origin.example/hls/index_4_9285.aac?m=1698860000',
    ]);
    expect(segments[0]?.key).toEqual({
      method: 'AES-128',
      uri: 'https://keys.example/k?id=1',
      iv: '0x00000000000000000000000000002444',
      keyFormat: 'identity',
    });
  });

  it('Wowza: carriage returns', () => {
    expect(part(read('wowza').segments, 'uri')).toEqual([
      `${folder}media_w1273_b64000_ao_1.aac`,
      `${folder}media_w1273_b64000_ao_2.aac`,
    ]);
  });

  it('nginx-rtmp: the target duration below the media sequence, names that are times', () => {
    const { segments, mediaSequence } = read('nginxRtmp');
    expect(mediaSequence).toBe(38);
    expect(part(segments, 'discontinuitySequence')).toEqual([0, 1]);
  });

  it('Icecast to HLS: a byte order mark, blank lines, titles with commas, attributes of channel lists', () => {
    const { segments } = read('icecastHls');
    expect(part(segments, 'durationSeconds')).toEqual([10, 10]);
    expect(part(segments, 'title')[0]).toBe('Speaker, "live", 20:00');
    expect(part(segments, 'uri')).toEqual([
      'https://cdn.example/radio/90071.aac?listeningSession=a1',
      'https://cdn.example/radio/90072.aac?listeningSession=a1',
    ]);
  });
});

describe('multivariant playlists in the field', () => {
  it.each<[keyof typeof multivariantPackagers, (readonly [string, number])[]]>([
    [
      'shakaPackager',
      [
        ['a_64.m3u8', 128_000],
        ['a_128.m3u8', 193_536],
      ],
    ],
    [
      'ffmpeg',
      [
        ['stream_0.m3u8', 70_400],
        ['stream_1.m3u8', 140_800],
      ],
    ],
    ['wowza', [['chunklist_w1273_b64000_ao.m3u8', 64_000]]],
    [
      'nginxRtmp',
      [
        ['talk_low/index.m3u8', 32_000],
        ['talk_mid/index.m3u8', 96_000],
      ],
    ],
    ['elementalMediaPackage', [['index_4_0.m3u8?m=1698860000', 128_000]]],
    ['icecastHls', [['live/aac64.m3u8', 64_000]]],
  ])('%s', (name, expected) => {
    const text = multivariantPackagers[name];
    expect(playlistKind(text)).toBe('multivariant');
    const choice = chooseRenditions(parseMultivariant(text, BASE), () => true);
    if (choice.kind !== 'ok') throw new Error(choice.kind);
    expect(choice.renditions.map(({ url, bandwidthBps }) => [url.replace(folder, ''), bandwidthBps])).toEqual(
      expected,
    );
  });
});
