import { describe, expect, it } from 'vitest';
import { dateRangeTags } from '../../e2e/origin/date-range-tags.ts';
import type { MarkedRange } from '../../e2e/origin/live-window.ts';
import { parseDateRangeTag, dateRangeOf } from '../../src/hls/date-range.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';
import { ask } from './raw-client.ts';
import { scenarioOf, useOrigins, type TestOrigin } from './test-origin.ts';

const start = useOrigins();
const at = async (origin: TestOrigin, path: string) => {
  const url = `${origin.url}/live/${path}`;
  const { body } = await ask(url);
  return parseMediaPlaylist(body.toString(), url);
};

describe('the replay', () => {
  it('is not there before the broadcast is over', async () => {
    const origin = await start({ startsAtSeconds: -40, endsAtSeconds: 10 });
    origin.begin();
    for (const path of ['replay.m3u8', 'replay-opus.m3u8', 'aac-24/replay.m3u8', 'aac-24/recorded-0.m4s'])
      expect(await ask(`${origin.url}/live/${path}`)).toMatchObject({ status: 404 });
    await origin.clock.advance(10_000);
    for (const path of ['replay.m3u8', 'replay-opus.m3u8', 'aac-24/replay.m3u8', 'aac-24/recorded-0.m4s'])
      expect(await ask(`${origin.url}/live/${path}`)).toMatchObject({ status: 200 });
  });

  it('is a recording of everything, though the live window has long slid on', async () => {
    const origin = await start({ startsAtSeconds: -200, endsAtSeconds: 10 });
    origin.begin();
    await origin.clock.advance(3_600_000);
    const { variants } = parseMultivariant(
      (await ask(origin.streamUrl('replay'))).body.toString(),
      origin.streamUrl('replay'),
    );
    expect(variants).toHaveLength(3);
    const playlist = await at(origin, 'aac-24/replay.m3u8');
    expect(playlist).toMatchObject({ playlistType: 'VOD', endList: true, mediaSequence: 0 });
    expect(playlist.segments).toHaveLength(53);
    const live = await at(origin, 'aac-24/index.m3u8');
    expect(playlist.segments.at(-1)?.programDateTimeMs).toBe(live.segments.at(-1)?.programDateTimeMs);
    for (const { uri } of [playlist.segments[0], playlist.segments[52]].flatMap((segment) => segment ?? []))
      expect(await ask(uri)).toMatchObject({ status: 200 });
    expect(await ask(`${origin.url}/live/aac-24/recorded-53.m4s`)).toMatchObject({ status: 404 });
  });

  it('goes on behind a restart of the encoder with a discontinuity, and has the holes that live had', async () => {
    const origin = await start({
      startsAtSeconds: -100,
      endsAtSeconds: 10,
      restarts: [{ atSeconds: -50, silentSeconds: 20 }],
      gaps: [{ fromSeconds: -90, toSeconds: -86 }],
    });
    origin.begin();
    await origin.clock.advance(20_000);
    const { segments } = await at(origin, 'aac-24/replay.m3u8');
    const breaks = segments.filter(
      ({ discontinuitySequence }, index) =>
        index > 0 && discontinuitySequence !== segments[index - 1]?.discontinuitySequence,
    );
    expect(breaks).toHaveLength(1);
    expect(segments.filter(({ gap }) => gap).length).toBeGreaterThan(0);
    const [hole] = segments.filter(({ gap }) => gap);
    expect(await ask(hole?.uri ?? '')).toMatchObject({ status: 404 });
    const [first] = breaks;
    expect(await ask(first?.uri ?? '')).toMatchObject({ status: 200 });
  });
});

describe('date ranges', () => {
  const range: MarkedRange = {
    id: 'a',
    atSeconds: 10,
    durationSeconds: 20,
    title: 'A question',
    className: 'chapter',
    endOnNext: false,
  };
  const tags = (ranges: readonly MarkedRange[], fromSeconds: number, toSeconds: number) =>
    dateRangeTags(ranges, { fromSeconds, toSeconds, beganAtWallMs: 1_700_000_000_000 });
  const read = (tag: string | undefined) => {
    const parsed = parseDateRangeTag((tag ?? '').replace('#EXT-X-DATERANGE:', ''));
    return parsed === null ? null : dateRangeOf(parsed);
  };

  it('are told when they begin, planned while they last, and done when they are over', () => {
    expect(tags([range], 0, 9)).toEqual([]);
    expect(read(tags([range], 0, 10)[0])).toMatchObject({
      id: 'a',
      className: 'chapter',
      title: 'A question',
      startMs: 1_700_000_010_000,
      endMs: null,
      plannedEndMs: 1_700_000_030_000,
    });
    expect(read(tags([range], 0, 30)[0])).toMatchObject({ endMs: 1_700_000_030_000, plannedEndMs: null });
  });

  it('leave the playlist with the segments', () => {
    expect(tags([range], 30, 60)).toHaveLength(1);
    expect(tags([range], 31, 60)).toEqual([]);
    expect(tags([{ ...range, durationSeconds: null, endOnNext: true }], 500, 600)).toHaveLength(1);
    expect(tags([{ ...range, durationSeconds: null }], 500, 600)).toEqual([]);
  });

  it('stand in live playlists, EVENT playlists and the replay', async () => {
    const dateRanges = [
      { id: 'a', atSeconds: -150, durationSeconds: 30, title: 'First' },
      { id: 'b', atSeconds: -10, title: 'Second' },
    ];
    const sliding = await start({ startsAtSeconds: -200, endsAtSeconds: 5, dateRanges });
    sliding.begin();
    expect((await at(sliding, 'aac-24/index.m3u8')).dateRanges).toHaveLength(1);
    await sliding.clock.advance(6_000);
    expect((await at(sliding, 'aac-24/replay.m3u8')).dateRanges).toHaveLength(2);
    const event = await start({ startsAtSeconds: -200, playlist: 'event', dateRanges });
    event.begin();
    expect((await at(event, 'aac-24/index.m3u8')).dateRanges).toHaveLength(2);
  });

  it.each([
    [
      'the same id twice',
      [
        { id: 'a', atSeconds: 1 },
        { id: 'a', atSeconds: 2 },
      ],
      {},
      '"a" is there already',
    ],
    ['a quote', [{ id: 'a"b', atSeconds: 1 }], {}, 'must not have quotes'],
    [
      'dates that nobody gives',
      [{ id: 'a', atSeconds: 1 }],
      { programDateTime: false },
      'without programDateTime',
    ],
    ['no class to follow', [{ id: 'a', atSeconds: 1, endOnNext: true }], {}, 'needs a class'],
    [
      'two ends',
      [{ id: 'a', atSeconds: 1, className: 'c', endOnNext: true, durationSeconds: 4 }],
      {},
      'has no durationSeconds',
    ],
  ])('a scenario is refused for %s', (_name, dateRanges, more, message) => {
    expect(() => scenarioOf({ dateRanges, ...more })).toThrow(message);
  });
});
