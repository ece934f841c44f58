import { describe, expect, it } from 'vitest';
import { chooseRenditions } from '../../src/feed/rendition-choice.ts';
import { createAudioOffers } from '../../src/feed/audio-offers.ts';
import { audioTrackId, findTrack, languageInId } from '../../src/feed/audio-tracks.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';

const media = (group: string, name: string, uri: string, more = '') =>
  `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${group}",NAME="${name}",URI="${uri}"${more}`;
const variant = (attributes: string, uri: string) => `#EXT-X-STREAM-INF:${attributes}\n${uri}`;
const choose = (...lines: string[]) => {
  const text = `#EXTM3U\n${lines.join('\n')}\n`;
  const choice = chooseRenditions(parseMultivariant(text, 'https://o.example/main.m3u8'), () => true);
  if (choice.kind !== 'ok') throw new Error(choice.kind);
  return choice;
};
const ladders = (choice: ReturnType<typeof choose>) =>
  choice.tracks.map(({ track, isHome, renditions }) => [
    track.name,
    isHome,
    ...renditions.map(({ url }) => url.replace('https://o.example/', '')),
  ]);

const twoRates = [
  media('low', 'English', 'en-low.m3u8', ',LANGUAGE="en",DEFAULT=YES'),
  media('low', 'Deutsch', 'de-low.m3u8', ',LANGUAGE="de"'),
  media('high', 'English', 'en-high.m3u8', ',LANGUAGE="en",DEFAULT=YES'),
  media('high', 'Deutsch', 'de-high.m3u8', ',LANGUAGE="de"'),
  variant('BANDWIDTH=30000,CODECS="mp4a.40.2",AUDIO="low"', 'en-low.m3u8'),
  variant('BANDWIDTH=60000,CODECS="mp4a.40.2",AUDIO="high"', 'en-high.m3u8'),
];

describe('versions of the sound', () => {
  it('are ladders of all their bit rates, in the order of the playlist', () => {
    expect(ladders(choose(...twoRates))).toEqual([
      ['English', true, 'en-low.m3u8', 'en-high.m3u8'],
      ['Deutsch', false, 'de-low.m3u8', 'de-high.m3u8'],
    ]);
  });

  it('are none where there is one, or nothing is said', () => {
    expect(choose(variant('BANDWIDTH=30000', 'a.m3u8')).tracks).toEqual([]);
    const one = [
      media('a', 'English', 'en.m3u8'),
      variant('BANDWIDTH=1,CODECS="mp4a.40.2",AUDIO="a"', 'v.m3u8'),
    ];
    expect(choose(...one).tracks).toEqual([]);
  });

  it('are one where groups name the same language apart, and two where one group has both', () => {
    const lines = (second: string) => [
      media('low', 'English, low', 'low.m3u8', ',LANGUAGE="en",DEFAULT=YES'),
      second,
      media('high', 'English, high', 'high.m3u8', ',LANGUAGE="en",DEFAULT=YES'),
      media('high', 'Deutsch', 'de-high.m3u8', ',LANGUAGE="de"'),
      variant('BANDWIDTH=30000,CODECS="mp4a.40.2",AUDIO="low"', 'v.m3u8'),
      variant('BANDWIDTH=60000,CODECS="mp4a.40.2",AUDIO="high"', 'v.m3u8'),
    ];
    expect(ladders(choose(...lines(media('low', 'Deutsch', 'de-low.m3u8', ',LANGUAGE="de"'))))).toEqual([
      ['English, low', true, 'low.m3u8', 'high.m3u8'],
      ['Deutsch', false, 'de-low.m3u8', 'de-high.m3u8'],
    ]);
    const described = media('low', 'Described', 'ad-low.m3u8', ',LANGUAGE="en",CHARACTERISTICS="x"');
    expect(ladders(choose(...lines(described))).map(([name]) => name)).toEqual([
      'English, low',
      'Described',
      'English, high',
      'Deutsch',
    ]);
  });

  it('are in the codec of the one that is played by default, where they have it', () => {
    const lines = [
      media('aac', 'English', 'en-aac.m3u8', ',LANGUAGE="en",DEFAULT=YES'),
      media('aac', 'Deutsch', 'de-aac.m3u8', ',LANGUAGE="de"'),
      media('opus1', 'Deutsch', 'de-opus1.m3u8', ',LANGUAGE="de"'),
      media('opus2', 'Deutsch', 'de-opus2.m3u8', ',LANGUAGE="de"'),
      variant('BANDWIDTH=30000,CODECS="mp4a.40.2",AUDIO="aac"', 'v.m3u8'),
      variant('BANDWIDTH=31000,CODECS="opus",AUDIO="opus1"', 'v.m3u8'),
      variant('BANDWIDTH=32000,CODECS="opus",AUDIO="opus2"', 'v.m3u8'),
    ];
    expect(ladders(choose(...lines))).toEqual([
      ['English', true, 'en-aac.m3u8'],
      ['Deutsch', false, 'de-aac.m3u8'],
    ]);
  });

  it('do not take the sound of a variant without a group for another language', () => {
    const lines = [
      media('a', 'English', 'en.m3u8', ',LANGUAGE="en",DEFAULT=YES'),
      media('a', 'Deutsch', 'de.m3u8', ',LANGUAGE="de"'),
      variant('BANDWIDTH=900000,CODECS="avc1.64001f,mp4a.40.2",AUDIO="a"', 'video.m3u8'),
      variant('BANDWIDTH=64000,CODECS="mp4a.40.2"', 'audio.m3u8'),
    ];
    expect(ladders(choose(...lines))).toEqual([
      ['English', true, 'audio.m3u8'],
      ['Deutsch', false, 'de.m3u8'],
    ]);
  });

  it('have names of bounded length that cannot turn the line around', () => {
    const [english] = choose(
      media('a', `\u202eEnglish${'x'.repeat(500)}`, 'en.m3u8'),
      media('a', 'Deutsch', 'de.m3u8'),
      variant('BANDWIDTH=1,CODECS="mp4a.40.2",AUDIO="a"', 'v.m3u8'),
    ).tracks;
    expect(english?.track.name).toMatch(/^Englishx{73}$/);
  });
});

describe('ids', () => {
  it('tell the language, and find it under another name', () => {
    const tracks = choose(...twoRates).tracks.map(({ track }) => track);
    const id = audioTrackId({ name: 'Deutsch / Wien', language: 'de', assocLanguage: null });
    expect(languageInId(id)).toBe('de');
    expect(findTrack(tracks, id)?.name).toBe('Deutsch');
    expect(findTrack(tracks, tracks[1]?.id ?? '')?.name).toBe('Deutsch');
    expect(findTrack(tracks, 'fr//Français')).toBeNull();
    expect(findTrack(tracks, '//nonsense')).toBeNull();
    expect(findTrack(tracks, '')).toBeNull();
  });
});

describe('what pathways offer', () => {
  const renditionId = (offers: ReturnType<typeof createAudioOffers>, track: number, step: number) =>
    offers.ladder(offers.tracks()[track]?.id ?? '')[step]?.id ?? '';

  it('has the same names on all of them, and keeps to the language where the numbers differ', () => {
    const offers = createAudioOffers();
    offers.located('a', choose(...twoRates));
    offers.located(
      'b',
      choose(
        media('x', 'German', 'b/de.m3u8', ',LANGUAGE="de",DEFAULT=YES'),
        media('x', 'English', 'b/en.m3u8', ',LANGUAGE="en"'),
        variant('BANDWIDTH=48000,CODECS="mp4a.40.2",AUDIO="x"', 'v.m3u8'),
      ),
    );
    expect(offers.tracks().map(({ name }) => name)).toEqual(['English', 'Deutsch']);
    expect(offers.renditionOn('b', renditionId(offers, 1, 1))?.url).toBe('https://o.example/b/de.m3u8');
    expect(offers.renditionOn('b', renditionId(offers, 0, 0))?.url).toBe('https://o.example/b/en.m3u8');
    expect(offers.sameStep(renditionId(offers, 0, 1), offers.tracks()[1]?.id ?? '')).toBe(
      renditionId(offers, 1, 1),
    );
  });

  it('lacks a language where a pathway has none', () => {
    const offers = createAudioOffers();
    offers.located('a', choose(...twoRates));
    offers.located('b', choose(variant('BANDWIDTH=48000,CODECS="mp4a.40.2"', 'b.m3u8')));
    expect(offers.renditionOn('b', renditionId(offers, 0, 0))?.url).toBe('https://o.example/b.m3u8');
    expect(offers.renditionOn('b', renditionId(offers, 1, 0))).toBeUndefined();
    offers.left('a');
    expect(offers.ladder(offers.tracks()[1]?.id ?? '')).toEqual([]);
  });

  it('may be named by the second one only', () => {
    const offers = createAudioOffers();
    offers.located('a', choose(variant('BANDWIDTH=48000,CODECS="mp4a.40.2"', 'a.m3u8')));
    const id = offers.ladder(offers.homeId())[0]?.id ?? '';
    expect(offers.tracks()).toEqual([]);
    offers.located('b', choose(...twoRates));
    expect(offers.tracks().map(({ name }) => name)).toEqual(['English', 'Deutsch']);
    expect(offers.homeId()).toBe(offers.tracks()[0]?.id);
    expect(offers.renditionOn('b', id)?.url).toBe('https://o.example/en-low.m3u8');
    expect(offers.trackOf(id)).toBe(offers.homeId());
  });
});
