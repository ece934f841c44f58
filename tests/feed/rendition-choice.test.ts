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
});
