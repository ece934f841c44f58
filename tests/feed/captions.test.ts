import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { parseScenario, type Scenario } from '../../e2e/origin/scenario.ts';
import type { Cue } from '../../src/feed/feed-snapshot.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createSimulatedOrigin, type SimulatedOrigin } from '../fakes/simulated-origin.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

let library: MediaLibrary;
let clock: FakeClock;
let origin: SimulatedOrigin;
let listener: VirtualListener | null;

beforeAll(async () => {
  library = await loadMediaLibrary();
});
beforeEach(() => {
  clock = createFakeClock();
  listener = null;
});
afterEach(async () => {
  listener?.stop();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
});

const seconds = (count: number) => clock.advance(count * 1000);

/** Chance always says the same: then two evenings differ only in what was asked of them. */
function listen(
  sketch: Partial<Scenario>,
  options: { readonly random?: () => number } = {},
): VirtualListener {
  const scenario = parseScenario(
    {
      name: 'captions',
      description: 'Written out in a test.',
      seed: 1,
      startsAtSeconds: -60,
      scheduledStartSeconds: -60,
      stream: 'captioned',
      faults: [],
      ...sketch,
    },
    'a test',
  );
  origin = createSimulatedOrigin(scenario, { seed: 1, clock, library });
  const urls = scenario.pathways.map(({ id }) => ({ id, url: `https://${id}.example/live/captioned.m3u8` }));
  const [first, ...others] = urls;
  if (first === undefined) throw new Error('a pathway');
  listener = createVirtualListener({ clock, fetch: origin.fetch, url: [first, ...others], ...options });
  return listener;
}

const feed = () => {
  if (listener === null) throw new Error('nobody listens');
  return listener.feed.snapshot();
};
const read = (language: string) => {
  const track = feed().textTracks.find((each) => each.language === language);
  if (track === undefined) throw new Error(`no captions in ${language}`);
  listener?.feed.chooseText(track.id);
};
const asked = (what: string) => origin.requests.filter((request) => request.what === what);
const sound = () =>
  origin.requests
    .filter(({ what }) => !what.startsWith('captions'))
    .map(({ url, atMs, status }) => `${atMs} ${url} ${status}`);

/** The second of the talk that a cue says it begins at. */
function secondIn({ text }: Cue): number {
  return Number(/(?:Second|Sekunde) (\d+)/.exec(text)?.[1] ?? NaN);
}

/** Where second 0 of the talk is on the feed's timeline, by the dates of its segments. */
function talkStart(): number {
  const { programStartMs } = feed();
  if (programStartMs === null) throw new Error('no dates');
  // The first segment is complete when the stream appears, and so began four seconds before.
  return (origin.evening.beganAtWallMs + (-60 - 4) * 1000 - programStartMs) / 1000;
}

/** How far the cues are from where the sound is; the first one may have begun before what was fetched. */
function offBy(cues: readonly Cue[]): number {
  const whole = cues.filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds > 2.7);
  return Math.max(...whole.map((cue) => Math.abs(cue.startSeconds - talkStart() - secondIn(cue))));
}

const struck = (fault: object, match: object, fromSeconds: number, toSeconds?: number) => ({
  fromSeconds,
  ...(toSeconds === undefined ? {} : { toSeconds }),
  match,
  fault,
});
const allCaptions = { what: 'any', path: '/live/captions-*' };

describe('captions beside the sound', () => {
  it('are named before anybody reads them, and ask for nothing', async () => {
    listen({});
    await seconds(40);
    expect(feed().textTracks).toEqual([
      { id: 'en English', name: 'English', language: 'en', isDefault: true },
      { id: 'de Deutsch', name: 'Deutsch', language: 'de', isDefault: false },
    ]);
    expect(feed().textTrackId).toBeNull();
    expect(feed().transcript).toEqual({ cues: [], holes: [] });
    expect(asked('captions-playlist')).toHaveLength(0);
  });

  it('come in step with the sound, each cue once, from a little before the playhead on', async () => {
    listen({});
    await seconds(40);
    read('en');
    await seconds(40);
    const { cues, holes, trouble } = feed().transcript;
    expect(feed().textTrackId).toBe('en English');
    expect(holes).toEqual([]);
    expect(trouble).toBeUndefined();
    expect(cues.length).toBeGreaterThan(20);
    expect(offBy(cues)).toBeLessThan(0.1);
    expect(new Set(cues.map(({ id }) => id)).size).toBe(cues.length);
    const said = cues.map(secondIn);
    expect(said).toEqual(Array.from(said, (_, index) => (said[0] ?? 0) + 3 * index));
    expect(
      cues.map(({ endSeconds, startSeconds }) => Math.round((endSeconds - startSeconds) * 10)),
    ).toContain(28);
    expect(cues.find((cue) => secondIn(cue) % 18 === 9)).toMatchObject({
      speaker: 'Björn Ålund',
      text: expect.stringMatching(/a fuel tank of 3 < 4 metres is not a large one\.$/) as string,
    });
    const numbers = asked('captions').map(({ url }) => url);
    expect(new Set(numbers).size).toBe(numbers.length);
    // As often as the sound's playlist, or less.
    expect(asked('captions-playlist').length).toBeLessThanOrEqual(11);
  });

  it('are the same array for as long as nothing changes', async () => {
    listen({});
    await seconds(40);
    read('en');
    await seconds(20);
    const before = feed().transcript;
    await clock.advance(250);
    expect(feed().transcript.cues).toBe(before.cues);
  });

  it('begin with the sound, not before it', async () => {
    listen({ startsAtSeconds: 30 });
    await seconds(29);
    expect(feed().textTracks).toEqual([]);
    await clock.advance(8000);
    const firstCaption = asked('captions-playlist').length;
    expect(firstCaption).toBe(0);
    read('de');
    await seconds(60);
    const begin = origin.requests.findIndex(({ what }) => what === 'captions-playlist');
    expect(origin.requests.slice(0, begin).filter(({ what }) => what === 'segment').length).toBeGreaterThan(
      0,
    );
    expect(feed().transcript.cues.at(-1)?.text).toMatch(/^Sekunde/);
  });

  it('change the language, and begin anew with what is listed', async () => {
    listen({});
    await seconds(40);
    read('en');
    await seconds(20);
    read('de');
    expect(feed().transcript.cues).toEqual([]);
    await seconds(10);
    expect(feed().transcript.cues.every(({ text }) => text.startsWith('Sekunde'))).toBe(true);
    expect(offBy(feed().transcript.cues)).toBeLessThan(0.1);
    listener?.feed.chooseText('no such track');
    expect(feed().textTrackId).toBe('de Deutsch');
  });

  it('stop at once, keep what they have, and tell what was missed meanwhile', async () => {
    listen({});
    await seconds(40);
    read('en');
    await seconds(20);
    const before = feed().transcript.cues;
    listener?.feed.chooseText(null);
    expect(feed().textTrackId).toBeNull();
    const count = origin.requests.filter(({ what }) => what.startsWith('captions')).length;
    await seconds(60);
    expect(origin.requests.filter(({ what }) => what.startsWith('captions'))).toHaveLength(count);
    read('en');
    await seconds(10);
    expect(feed().transcript.cues.slice(0, before.length)).toEqual(before);
    expect(feed().transcript.holes).toHaveLength(1);
    const [hole] = feed().transcript.holes;
    expect((hole?.endSeconds ?? 0) - (hole?.startSeconds ?? 0)).toBeGreaterThan(20);
  });
});

describe('captions in trouble', () => {
  it.each([
    ['refused', { type: 'status', status: 503 }],
    ['reset', { type: 'reset' }],
    ['hanging', { type: 'hang' }],
    ['a page', { type: 'malformed', body: 'html' }],
    ['missing', { type: 'not-found' }],
    ['denied', { type: 'status', status: 403 }],
    ['told to wait', { type: 'status', status: 503, retryAfter: 20 }],
  ])('%s: the sound asks for the same at the same moments as without them', async (_, fault) => {
    const evening = { faults: [struck(fault, allCaptions, 30)] } as Partial<Scenario>;
    const still = { random: () => 0.5 };
    listen(evening, still);
    await seconds(150);
    const alone = sound();
    const heardAlone = listener?.heardSeconds();
    listener?.stop();
    await clock.advance(0);

    clock = createFakeClock();
    listen(evening, still);
    await seconds(35);
    read('en');
    await seconds(115);
    expect(asked('captions-playlist').length).toBeGreaterThan(0);
    expect(sound()).toEqual(alone);
    expect(listener?.heardSeconds()).toBe(heardAlone);
    expect(listener?.silentSeconds()).toBe(0);
    // Nor does the link hear of it.
    const told = listener?.events.filter((event) => event.type === 'answer') ?? [];
    expect(told.every((event) => event.outcome === 'ok')).toBe(true);
    expect(feed().transcript.trouble).toBe('status' in fault && fault.status === 403 ? 'denied' : 'failing');
  });

  it('asks no more than a dead origin is asked', async () => {
    listen({ faults: [struck({ type: 'reset' }, allCaptions, 0)] } as Partial<Scenario>);
    await seconds(20);
    read('en');
    await seconds(600);
    expect(asked('captions-playlist').length).toBeGreaterThan(20);
    expect(asked('captions-playlist').length).toBeLessThan(20 * 10);
    const times = asked('captions-playlist').map(({ atMs }) => atMs);
    const most = Math.max(
      ...times.map((at) => times.filter((other) => other >= at && other < at + 1000).length),
    );
    expect(most).toBeLessThanOrEqual(2);
  });

  it('keeps a Retry-After', async () => {
    listen({
      faults: [
        struck({ type: 'status', status: 429, retryAfter: 30 }, { what: 'captions-playlist' }, 30, 31),
      ],
    } as Partial<Scenario>);
    await seconds(30);
    read('en');
    await seconds(29);
    expect(asked('captions-playlist')).toHaveLength(1);
    await seconds(30);
    expect(asked('captions-playlist').length).toBeGreaterThan(1);
    expect(feed().transcript.cues.length).toBeGreaterThan(0);
  });

  it('does not ask while the origin keeps the sound away', async () => {
    listen({
      faults: [struck({ type: 'status', status: 503, retryAfter: 40 }, { what: 'media-playlist' }, 40, 46)],
    } as Partial<Scenario>);
    await seconds(20);
    read('en');
    await seconds(60);
    const refused = asked('media-playlist').find(({ status }) => status === 503);
    if (refused === undefined) throw new Error('nothing was refused');
    const meanwhile = origin.requests.filter(
      ({ what, atMs }) =>
        what.startsWith('captions') && atMs > refused.atMs + 100 && atMs < refused.atMs + 40_000,
    );
    expect(meanwhile).toEqual([]);
  });

  it('catches up after an outage with all that is still listed', async () => {
    listen({
      playlist: 'event',
      faults: [struck({ type: 'status', status: 503 }, allCaptions, 40, 100)],
    } as Partial<Scenario>);
    await seconds(30);
    read('en');
    await seconds(69);
    expect(feed().transcript.trouble).toBe('failing');
    await seconds(40);
    const { cues, holes, trouble } = feed().transcript;
    expect(trouble).toBeUndefined();
    expect(holes).toEqual([]);
    const said = cues.map(secondIn);
    expect(said).toEqual(Array.from(said, (_, index) => (said[0] ?? 0) + 3 * index));
  });

  it('says where there is a hole when the window has gone on', async () => {
    listen({ faults: [struck({ type: 'status', status: 503 }, allCaptions, 40, 100)] } as Partial<Scenario>);
    await seconds(30);
    read('en');
    await seconds(100);
    const { cues, holes } = feed().transcript;
    expect(holes).toHaveLength(1);
    const [hole] = holes;
    if (hole === undefined) throw new Error('a hole');
    // Sixty seconds without captions; a window of six segments was still to be had.
    expect(hole.endSeconds - hole.startSeconds).toBeGreaterThan(20);
    expect(hole.endSeconds - hole.startSeconds).toBeLessThan(60);
    const inHole = cues.filter(
      ({ startSeconds, endSeconds }) => startSeconds > hole.startSeconds && endSeconds < hole.endSeconds,
    );
    expect(inHole).toEqual([]);
    expect(offBy(cues)).toBeLessThan(0.1);
  });

  it('gives one missing segment a target duration, then makes it a hole', async () => {
    listen({
      faults: [struck({ type: 'not-found' }, { what: 'captions', path: '*segment-25.vtt' }, 0)],
    } as Partial<Scenario>);
    await seconds(35);
    read('en');
    await seconds(40);
    const tries = asked('captions').filter(({ url }) => url.endsWith('segment-25.vtt'));
    expect(tries.length).toBeGreaterThan(1);
    const [first] = tries;
    const last = tries.at(-1);
    expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeLessThan(7000);
    expect(feed().transcript.holes.map((hole) => hole.endSeconds - hole.startSeconds)).toEqual([4]);
    expect(feed().transcript.trouble).toBeUndefined();
  });

  it('takes a segment that comes late within that time', async () => {
    listen({
      faults: [struck({ type: 'not-found' }, { what: 'captions' }, 36, 38)],
    } as Partial<Scenario>);
    await seconds(30);
    read('en');
    await seconds(40);
    expect(feed().transcript.holes).toEqual([]);
  });

  it('turns to another pathway that has them, and keeps the place and the ids', async () => {
    listen({
      pathways: [
        { id: 'north', numberOffset: 0 },
        { id: 'south', numberOffset: 900 },
      ],
      faults: [
        struck({ type: 'status', status: 503 }, { what: 'media-playlist', pathway: 'north' }, 50),
        struck({ type: 'status', status: 503 }, { what: 'segment', pathway: 'north' }, 50),
        struck({ type: 'status', status: 503 }, { ...allCaptions, pathway: 'north' }, 50),
      ],
    } as Partial<Scenario>);
    await seconds(30);
    read('en');
    await seconds(90);
    expect(feed().pathwayId).toBe('south');
    expect(feed().textTrackId).toBe('en English');
    const { cues, holes } = feed().transcript;
    expect(asked('captions').some(({ pathway }) => pathway === 'south')).toBe(true);
    expect(holes).toEqual([]);
    expect(offBy(cues)).toBeLessThan(0.1);
    const said = cues.map(secondIn);
    expect(said).toEqual(Array.from(said, (_, index) => (said[0] ?? 0) + 3 * index));
  });
});

describe('captions of an encoder', () => {
  it.each([
    ['with dates', true, false],
    ['without dates', false, false],
    ['that keeps its window', true, true],
  ])('that is restarted, %s, stay in step', async (_, programDateTime, keepsWindow) => {
    listen({
      programDateTime,
      restarts: [{ atSeconds: 50, silentSeconds: 10, mediaSequence: 0, keepsWindow }],
    });
    await seconds(40);
    read('en');
    await seconds(80);
    const { cues } = feed().transcript;
    // The sound of the segment that is heard tells the second: segments are numbered from the beginning of each run.
    const restarted = asked('segment').filter(({ atMs }) => atMs - 1_000_000 > 64_000);
    expect(restarted.length).toBeGreaterThan(3);
    const last = cues.at(-1);
    if (last === undefined) throw new Error('captions');
    expect(secondIn(last)).toBeGreaterThan(150);
    if (programDateTime) expect(offBy(cues.filter((cue) => secondIn(cue) > 130))).toBeLessThan(2.1);
    const edge = feed().edgeSeconds ?? 0;
    expect(last.startSeconds).toBeGreaterThan(edge - 8);
    expect(last.startSeconds).toBeLessThan(edge + 1);
  });

  it('ignores an older copy of their playlist', async () => {
    listen({
      faults: [
        { ...struck({ type: 'older', bySeconds: 12 }, { what: 'captions-playlist' }, 30), probability: 0.5 },
      ],
    } as Partial<Scenario>);
    await seconds(30);
    read('en');
    await seconds(80);
    const { cues, holes } = feed().transcript;
    expect(holes).toEqual([]);
    expect(offBy(cues)).toBeLessThan(0.1);
    const said = cues.map(secondIn);
    expect(said).toEqual(Array.from(said, (_, index) => (said[0] ?? 0) + 3 * index));
    const urls = asked('captions').map(({ url }) => url);
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('ends with the broadcast', async () => {
    listen({ endsAtSeconds: 60, playlist: 'event' });
    await seconds(30);
    read('en');
    await seconds(120);
    const count = asked('captions-playlist').length;
    await seconds(600);
    expect(asked('captions-playlist').length - count).toBeLessThanOrEqual(1);
  });
});
