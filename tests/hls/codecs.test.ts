import { describe, expect, it } from 'vitest';
import { audioMimeType, codecFamily, isVideoCodec, parseCodecs } from '../../src/hls/codecs.ts';

describe('audioMimeType', () => {
  it.each([
    ['mp4a.40.2', 'audio/mp4; codecs="mp4a.40.2"'],
    ['MP4A.40.5', 'audio/mp4; codecs="mp4a.40.5"'],
    ['mp4a', 'audio/mp4; codecs="mp4a.40.2"'],
    ['mp4a.40', 'audio/mp4; codecs="mp4a.40.2"'],
    ['Opus', 'audio/mp4; codecs="opus"'],
    ['fLaC', 'audio/mp4; codecs="flac"'],
    ['ec-3', 'audio/mp4; codecs="ec-3"'],
    ['mp4a.40.34', 'audio/mpeg'],
    ['mp4a.6B', 'audio/mpeg'],
    ['mp4a.69', 'audio/mpeg'],
    ['mp3', 'audio/mpeg'],
  ])('%s: %s', (codec, type) => {
    expect(audioMimeType(codec)).toBe(type);
  });
});

describe('codecFamily', () => {
  it.each([
    ['mp4a.40.2', 'mp4a.40.5', true],
    ['mp4a', 'mp4a.40.29', true],
    ['Opus', 'opus', true],
    ['mp4a.40.34', 'mp4a.6B', true],
    ['mp4a.40.34', 'mp4a.40.2', false],
    ['ec-3', 'ac-3', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(codecFamily(one) === codecFamily(other)).toBe(same);
  });
});

it('reads the names of CODECS, and tells pictures from sound', () => {
  expect(parseCodecs(' avc1.64001f , mp4a.40.2,')).toEqual(['avc1.64001f', 'mp4a.40.2']);
  expect(
    ['avc1.64001f', 'hvc1.1.6.L93.B0', 'vp09.00.10.08', 'mp4a.40.2', 'opus', 'wvtt'].map(isVideoCodec),
  ).toEqual([true, true, true, false, false, false]);
});
