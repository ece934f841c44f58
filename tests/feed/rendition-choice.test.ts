import { describe, expect, it } from 'vitest';
import { chooseRenditions } from '../../src/feed/rendition-choice.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';

const BASE = 'https://origin.example/live/main.m3u8';
const everything = () => true;
const choose = (lines: string, canPlay: (codecs: string) => boolean = everything) =>
  chooseRenditions(parseMultivariant(`#EXTM3U\n${lines}\n`, BASE), canPlay);
const variant = (attributes: string, uri: string) => `#EXT-X-STREAM-INF:${attributes}\n${uri}`;
const addresses = (choice: ReturnType<typeof choose>) =>
  choice.kind === 'ok'
    ? choice.renditions.map(({ url }) => url.replace('https://origin.example/live/', ''))
    : choice.kind;

describe('chooseRenditions', () => {
  it('orders by bandwidth, lowest first', () => {
    const lines = [
      variant('BANDWIDTH=96000,CODECS="mp4a.40.2"', 'high.m3u8'),
      variant('BANDWIDTH=24000,CODECS="mp4a.40.2"', 'low.m3u8'),
    ];
    expect(addresses(choose(lines.join('\n')))).toEqual(['low.m3u8', 'high.m3u8']);
  });

  it('stays in one codec family, and passes over what the browser cannot play', () => {
    const lines = [
      variant('BANDWIDTH=48000,CODECS="opus"', 'opus.m3u8'),
      variant('BANDWIDTH=24000,CODECS="mp4a.40.2"', 'low.m3u8'),
      variant('BANDWIDTH=96000,CODECS="mp4a.40.2"', 'high.m3u8'),
    ].join('\n');
    expect(addresses(choose(lines))).toEqual(['low.m3u8', 'high.m3u8']);
    expect(addresses(choose(lines, (codecs) => codecs === 'opus'))).toEqual(['opus.m3u8']);
  });

  it('names the codecs when none can be played', () => {
    const lines = variant('BANDWIDTH=24000,CODECS="ac-4.02.01.00"', 'a.m3u8');
    expect(choose(lines, () => false)).toEqual({ kind: 'codec-not-supported', codecs: ['ac-4.02.01.00'] });
  });

  it('takes a codec that it has never heard of for audio, and leaves it to the browser', () => {
    const lines = variant('BANDWIDTH=24000,CODECS="xaud.1,wvtt"', 'a.m3u8');
    expect(choose(lines, () => false)).toEqual({ kind: 'codec-not-supported', codecs: ['xaud.1'] });
    expect(choose(variant('BANDWIDTH=24000,CODECS="wvtt"', 'text.m3u8'))).toEqual({ kind: 'no-audio' });
  });

  it('knows a stream without audio', () => {
    const lines = variant('BANDWIDTH=900000,CODECS="avc1.64001f",RESOLUTION=640x360', 'video.m3u8');
    expect(choose(lines)).toEqual({ kind: 'no-audio' });
  });

  it('prefers variants without video, and the URI of the default audio rendition', () => {
    const lines = [
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",URI="de.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",DEFAULT=YES,URI="en.m3u8"',
      variant('BANDWIDTH=900000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,AUDIO="a"', 'video.m3u8'),
    ];
    expect(addresses(choose(lines.join('\n')))).toEqual(['en.m3u8']);
    lines.push(variant('BANDWIDTH=64000,CODECS="mp4a.40.2"', 'audio.m3u8'));
    expect(addresses(choose(lines.join('\n')))).toEqual(['audio.m3u8']);
  });

  it('counts redundant variants once, and takes a variant that says nothing of its codecs', () => {
    const lines = [
      variant('BANDWIDTH=24000,CODECS="mp4a.40.2"', 'a/low.m3u8'),
      variant('BANDWIDTH=24000,CODECS="mp4a.40.2"', 'b/low.m3u8'),
    ];
    expect(addresses(choose(lines.join('\n')))).toEqual(['a/low.m3u8']);
    expect(addresses(choose(variant('BANDWIDTH=24000', 'plain.m3u8'), () => false))).toEqual(['plain.m3u8']);
  });

  describe('audio beside video', () => {
    const audio = (group: string, uri: string, more = 'DEFAULT=YES') =>
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="English",LANGUAGE="en",${more},URI="${uri}"`;
    const video = (bandwidth: number, uri: string, group: string, codec = 'mp4a.40.2') =>
      variant(`BANDWIDTH=${bandwidth},CODECS="avc1.64001f,${codec}",AUDIO="${group}"`, uri);
    const rates = (choice: ReturnType<typeof choose>) =>
      choice.kind === 'ok' ? choice.renditions.map(({ bandwidthBps }) => bandwidthBps) : choice.kind;

    it('is one rendition, however many videos it goes with, at the rate of sound', () => {
      const choice = choose(
        [audio('a', 'en.m3u8'), video(900_000, 'v1.m3u8', 'a'), video(5_000_000, 'v2.m3u8', 'a')].join('\n'),
      );
      expect(addresses(choice)).toEqual(['en.m3u8']);
      expect(rates(choice)).toEqual([128_000]);
    });

    it('is as many renditions as there are groups, apart by what the variants of one video differ', () => {
      const lines = [
        audio('high', 'high.m3u8'),
        audio('low', 'low.m3u8'),
        video(5_128_000, 'v2.m3u8', 'high'),
        video(1_128_000, 'v1.m3u8', 'high'),
        video(1_032_000, 'v1.m3u8', 'low'),
      ].join('\n');
      expect(addresses(choose(lines))).toEqual(['low.m3u8', 'high.m3u8']);
      expect(rates(choose(lines))).toEqual([128_000, 224_000]);
    });

    it('does not take the rate of a larger video for that of the sound', () => {
      const lines = [
        audio('low', 'low.m3u8'),
        audio('high', 'high.m3u8'),
        video(600_000, 'v1.m3u8', 'low'),
        video(6_000_000, 'v2.m3u8', 'high'),
      ].join('\n');
      expect(rates(choose(lines))).toEqual([128_000, 256_000]);
    });

    it('takes the rate of an audio-only variant of the group', () => {
      const lines = [
        audio('low', 'low.m3u8'),
        audio('high', 'high.m3u8'),
        video(600_000, 'v1.m3u8', 'low'),
        video(664_000, 'v1.m3u8', 'high'),
        variant('BANDWIDTH=69000,CODECS="mp4a.40.2",AUDIO="low"', 'low.m3u8'),
      ].join('\n');
      expect(addresses(choose(lines))).toEqual(['low.m3u8', 'high.m3u8']);
      expect(rates(choose(lines))).toEqual([69_000, 133_000]);
      const both = `${lines}\n${variant('BANDWIDTH=150000,CODECS="mp4a.40.2",AUDIO="high"', 'high.m3u8')}`;
      expect(rates(choose(both))).toEqual([69_000, 150_000]);
    });

    it('keeps to one language in all groups: the default one, else the one that may be chosen', () => {
      const lines = [
        audio('low', 'low-de.m3u8', 'AUTOSELECT=YES').replace(/English(.*)"en"/, 'Deutsch$1"de"'),
        audio('low', 'low-en.m3u8', 'AUTOSELECT=YES'),
        audio('high', 'high-de.m3u8', 'AUTOSELECT=YES').replace(/English(.*)"en"/, 'Deutsch$1"de"'),
        audio('high', 'high-en.m3u8'),
        video(600_000, 'v1.m3u8', 'low'),
        video(664_000, 'v1.m3u8', 'high'),
      ].join('\n');
      expect(addresses(choose(lines))).toEqual(['low-en.m3u8', 'high-en.m3u8']);
      const named = (group: string, name: string, more?: string) =>
        audio(group, `${group}-${name}.m3u8`, more).replace('English', name);
      const two = [
        named('low', 'Comments', 'AUTOSELECT=YES'),
        named('low', 'Talk', 'AUTOSELECT=YES'),
        named('high', 'Comments', 'AUTOSELECT=YES'),
        named('high', 'Talk'),
        video(600_000, 'v1.m3u8', 'low'),
        video(664_000, 'v1.m3u8', 'high'),
      ].join('\n');
      expect(addresses(choose(two))).toEqual(['low-Talk.m3u8', 'high-Talk.m3u8']);
      const described = [
        audio('a', 'described.m3u8', 'AUTOSELECT=NO'),
        audio('a', 'plain.m3u8', 'AUTOSELECT=YES'),
      ];
      expect(addresses(choose([...described, video(1, 'v.m3u8', 'a')].join('\n')))).toEqual(['plain.m3u8']);
    });

    it('passes over groups whose codec is missing, and audio-only variants as well', () => {
      const noDolby = (codec: string) => codec !== 'ec-3';
      const lines = [
        audio('dolby', 'dolby.m3u8'),
        audio('aac', 'aac.m3u8'),
        variant('BANDWIDTH=200000,CODECS="ec-3"', 'dolby-alone.m3u8'),
        video(900_000, 'v1.m3u8', 'dolby', 'ec-3'),
        video(800_000, 'v1.m3u8', 'aac'),
      ].join('\n');
      expect(addresses(choose(lines, noDolby))).toEqual(['aac.m3u8']);
      expect(addresses(choose(lines))).toEqual(['dolby-alone.m3u8']);
      expect(choose(lines, () => false)).toEqual({
        kind: 'codec-not-supported',
        codecs: ['ec-3', 'mp4a.40.2'],
      });
    });

    it('is found in a variant that names more codecs than it needs', () => {
      const lines = [audio('a', 'en.m3u8'), video(900_000, 'v.m3u8', 'a', 'ec-3,mp4a.40.2')].join('\n');
      expect(choose(lines, (codec) => codec === 'mp4a.40.2')).toMatchObject({
        kind: 'ok',
        renditions: [{ url: 'https://origin.example/live/en.m3u8', codecs: 'mp4a.40.2' }],
      });
    });
  });

  it('takes the smallest variant alone where sound comes only with a picture', () => {
    const lines = [
      variant('BANDWIDTH=5000000,CODECS="avc1.64001f,mp4a.40.2"', 'large.m3u8'),
      variant('BANDWIDTH=400000,CODECS="avc1.42c00c,mp4a.40.2"', 'small.m3u8'),
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="in",NAME="Inside",DEFAULT=YES',
      variant('BANDWIDTH=900000,CODECS="avc1.42c00c,mp4a.40.2",AUDIO="in"', 'middle.m3u8'),
    ];
    expect(addresses(choose(lines.join('\n')))).toEqual(['small.m3u8']);
  });

  it('takes the first listed of codec families that are equally rich', () => {
    const lines = [
      variant('BANDWIDTH=96000,CODECS="mp4a.40.2"', 'aac.m3u8'),
      variant('BANDWIDTH=48000,CODECS="Opus"', 'opus.m3u8'),
      variant('BANDWIDTH=64000,CODECS="mp4a.40.34"', 'mp3.m3u8'),
    ].join('\n');
    expect(addresses(choose(lines))).toEqual(['aac.m3u8']);
  });

  it('knows no rate where none is written', () => {
    expect(choose(variant('PROGRAM-ID=1', 'plain.m3u8'))).toMatchObject({
      renditions: [{ bandwidthBps: null, codecs: null }],
    });
  });
});
