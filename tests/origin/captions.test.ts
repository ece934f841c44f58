import { describe, expect, it } from 'vitest';
import { captionSegment } from '../../e2e/origin/captions.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { mediaTimestamp } from '../../src/hls/media-timestamp.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';
import { parseWebVtt } from '../../src/hls/webvtt.ts';
import { ask } from './raw-client.ts';
import { useOrigins } from './test-origin.ts';

const start = useOrigins();

const secondOf = (text: string) => Number(/\d+/.exec(text)?.[0] ?? NaN);

describe('captionSegment', () => {
  it('says at each moment which second of the talk it is', () => {
    for (const sound of [0, 1, 2, 7, 900]) {
      const file = parseWebVtt(captionSegment('en', sound, sound));
      expect(file?.timestampMap).toEqual({ localSeconds: 0, mpegts: sound * 4 * 90_000 });
      for (const { startSeconds, endSeconds, text } of file?.cues ?? []) {
        const second = secondOf(text);
        expect(startSeconds).toBeCloseTo(Math.max(0, second - sound * 4));
        expect(endSeconds).toBeCloseTo(second + 2.8 - sound * 4);
      }
    }
  });

  it('repeats a cue that goes on in the next segment', () => {
    const texts = (sound: number) =>
      parseWebVtt(captionSegment('de', sound, sound))?.cues.map(({ text }) => text);
    expect(texts(0)?.at(-1)).toBe(texts(1)?.[0]);
    expect(texts(0)?.[0]).toMatch(/^Sekunde 0: /);
  });

  it('begins again after 33 bits', () => {
    expect(parseWebVtt(captionSegment('en', 0, 27_000))?.timestampMap?.mpegts).toBe(
      (108_000 * 90_000) % 2 ** 33,
    );
  });
});

describe('a stream with captions', () => {
  it.each(['captioned', 'captioned-opus'] as const)('%s: text in step with the sound', async (name) => {
    const origin = await start({ pathways: [{ id: 'main', numberOffset: 50 }] });
    const url = origin.streamUrl(name);
    const playlist = parseMultivariant((await ask(url)).body.toString(), url);
    expect(playlist.variants.every(({ textGroupId }) => textGroupId === 'text')).toBe(true);
    const texts = playlist.textGroups.get('text') ?? [];
    expect(texts.map(({ language, name: called, isDefault }) => [language, called, isDefault])).toEqual([
      ['en', 'English', true],
      ['de', 'Deutsch', false],
    ]);
    const [sound] = playlist.variants;
    const [text] = texts;
    if (sound === undefined || text === undefined) throw new Error('sound and text');
    const of = async (address: string) => parseMediaPlaylist((await ask(address)).body.toString(), address);
    const [heard, read] = [(await of(sound.url)).segments[0], (await of(text.url)).segments[0]];
    if (heard?.map == null || read === undefined) throw new Error('segments');
    expect(read).toMatchObject({
      sequence: heard.sequence,
      programDateTimeMs: heard.programDateTimeMs,
      map: null,
    });
    const { headers, body } = await ask(read.uri);
    expect(headers['content-type']).toBe('text/vtt; charset=utf-8');
    const ticks = mediaTimestamp((await ask(heard.uri)).body, (await ask(heard.map.uri)).body);
    expect(parseWebVtt(body.toString())?.timestampMap?.mpegts).toBe(ticks);
  });

  it('other streams have none, and a language that is not spoken is not there', async () => {
    const origin = await start({});
    expect((await ask(origin.streamUrl('main'))).body.toString()).not.toContain('SUBTITLES');
    expect(await ask(`${origin.url}/live/captions-fr/index.m3u8`)).toMatchObject({ status: 404 });
    expect(await ask(`${origin.url}/live/captions-en/segment-99999.vtt`)).toMatchObject({ status: 404 });
  });

  it('is spared by what strikes the sound', async () => {
    const faults = ['media-playlist', 'segment'].map((what) => ({
      fromSeconds: 0,
      match: { what },
      fault: { type: 'status', status: 503 },
    }));
    const origin = await start({ faults });
    expect(await ask(`${origin.url}/live/captions-en/index.m3u8`)).toMatchObject({ status: 200 });
    expect(await ask(`${origin.url}/live/aac-24/index.m3u8`)).toMatchObject({ status: 503 });
  });
});
