import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { parseScenario, type Scenario } from '../../e2e/origin/scenario.ts';
import { parseMediaPlaylist } from '../../src/hls/media-playlist.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createSimulatedOrigin, type SimulatedOrigin } from '../fakes/simulated-origin.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

let library: MediaLibrary;
/** The language of what is in a segment, by its sound. */
const languages = new Map<string, string>();
const soundOf = (bytes: Uint8Array) => {
  const buffer = Buffer.from(bytes);
  return createHash('md5')
    .update(buffer.subarray(buffer.indexOf('mdat', 0, 'latin1')))
    .digest('hex');
};
beforeAll(async () => {
  library = await loadMediaLibrary();
  for (const [id, { segment, loopSegments }] of library) {
    const language = /^[a-z]{2}(?=-)/.exec(id)?.[0] ?? 'en';
    for (let sound = 0; sound < loopSegments; sound += 1) languages.set(soundOf(segment(sound)), language);
  }
});

let clock: FakeClock;
let origin: SimulatedOrigin;
let listener: VirtualListener;
beforeEach(() => {
  clock = createFakeClock();
});
afterEach(async () => {
  listener.stop();
  origin.evening.end();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
});

type Sketch = Partial<Omit<Scenario, 'faults'>> & { readonly faults?: readonly unknown[] };

function listen(sketch: Sketch = {}, options: { seed?: number; wish?: string } = {}) {
  const scenario = parseScenario(
    {
      name: 'inline',
      description: 'Languages.',
      seed: 1,
      startsAtSeconds: -60,
      scheduledStartSeconds: -60,
      stream: 'languages',
      faults: [],
      ...sketch,
    },
    'this test',
  );
  const { seed = 1 } = options;
  origin = createSimulatedOrigin(scenario, { seed, clock, library });
  listener = createVirtualListener({ clock, fetch: origin.fetch, url: origin.url, seed });
  if (options.wish !== undefined) listener.feed.chooseAudio(options.wish);
}

const seconds = (count: number) => clock.advance(count * 1000);
const feed = () => listener.feed.snapshot();
const track = (language: string) =>
  feed().audioTracks.find((each) => each.language === language)?.id ?? `no ${language}`;
const choose = (language: string) => listener.feed.chooseAudio(track(language));
async function languageAt(positionSeconds: number): Promise<string> {
  const slot = feed().slots.find(
    ({ startSeconds, durationSeconds }) =>
      startSeconds <= positionSeconds && positionSeconds < startSeconds + durationSeconds,
  );
  const bytes = await listener.feed.resource(`https://feed.holdline.invalid/segment/${slot?.sequence ?? -1}`);
  return bytes === null ? 'nothing' : (languages.get(soundOf(bytes)) ?? 'unknown');
}
const heardNow = () => languageAt(listener.positionSeconds() + 0.01);
/** Waits until this language is heard; returns how long that took. */
async function untilHeard(language: string, mostSeconds: number): Promise<number> {
  for (let waited = 0; waited < mostSeconds; waited += 0.5) {
    if ((await heardNow()) === language) return waited;
    await seconds(0.5);
  }
  throw new Error(`${language} is not heard within ${mostSeconds} s, but ${await heardNow()}`);
}
const asked = (rendition: RegExp, fromMs = 0) =>
  origin.requests.filter(
    (request) =>
      request.what === 'segment' && rendition.test(request.rendition ?? '') && request.atMs >= fromMs,
  );
const fault = (match: object, kind: object, fromSeconds: number, toSeconds?: number) => ({
  fromSeconds,
  ...(toSeconds === undefined ? {} : { toSeconds }),
  match,
  fault: kind,
});
const notFound = { type: 'not-found' };

describe('another language', () => {
  it('is heard from the next boundary but one at the latest, and not a second is lost or silent', async () => {
    listen();
    await seconds(30);
    expect(feed().audioTracks.map(({ name }) => name)).toEqual(['English', 'Deutsch', 'Français']);
    expect(feed().audioTrackId).toBe(track('en'));
    expect(await heardNow()).toBe('en');
    const inHand = listener.feed.inHandSeconds(listener.positionSeconds());
    expect(inHand).toBeGreaterThan(10);
    choose('de');
    expect(feed().audioSwitch).toEqual({ toId: track('de'), kind: 'switching' });
    const waited = await untilHeard('de', 20);
    expect(waited).toBeLessThanOrEqual(8);
    expect(waited).toBeLessThan(inHand - 2);
    await seconds(1);
    expect(feed().audioSwitch).toBeNull();
    const pressedAtMs = clock.now();
    await seconds(40);
    expect(await heardNow()).toBe('de');
    expect(asked(/^aac/, pressedAtMs)).toEqual([]);
    expect(listener.silentSeconds()).toBe(0);
    expect(feed().lostSeconds).toBe(0);
    expect(listener.heardSeconds()).toBeGreaterThan(69);
  });

  it('leaves what was heard as it was heard, and what is rewound stays so', async () => {
    listen();
    await seconds(30);
    const before = listener.positionSeconds();
    choose('fr');
    await untilHeard('fr', 20);
    const changedAt = listener.positionSeconds();
    await seconds(10);
    expect(await languageAt(before - 4)).toBe('en');
    expect(await languageAt(changedAt - 4.5)).toBe('en');
    listener.seek(before - 4);
    await seconds(1);
    expect(await heardNow()).toBe('en');
    // It is what was kept: nothing is being changed.
    expect(feed().audioSwitch).toBeNull();
  });

  it('comes with a discontinuity, and the numbers go on', async () => {
    listen();
    await seconds(30);
    choose('de');
    await untilHeard('de', 20);
    const { text } = await listener.feed.playlist(null, new AbortController().signal);
    const shown = parseMediaPlaylist(text, 'https://feed.holdline.invalid/live.m3u8');
    const languagesShown = await Promise.all(
      shown.segments.map(async ({ uri }) =>
        languages.get(soundOf((await listener.feed.resource(uri)) ?? new Uint8Array())),
      ),
    );
    const changes = shown.segments.filter((_, index) => languagesShown[index] !== languagesShown[index - 1]);
    expect(changes).toHaveLength(2);
    expect(shown.segments.at(-1)?.discontinuitySequence).toBe(
      (shown.segments[0]?.discontinuitySequence ?? 0) + 1,
    );
    expect(new Set(text.match(/#EXT-X-MAP:.*/g)).size).toBe(2);
  });

  it('is asked for at the first segment where it was wished for before', async () => {
    listen({}, { wish: 'de//Deutsch%20von%20gestern' });
    await seconds(20);
    expect(await heardNow()).toBe('de');
    expect(asked(/^aac/)).toEqual([]);
    expect(feed()).toMatchObject({ audioTrackId: track('de'), audioSwitch: null });
  });

  it('that is wished for and not offered is none: the default is heard', async () => {
    listen({}, { wish: 'nl//Nederlands' });
    await seconds(20);
    expect(await heardNow()).toBe('en');
    expect(feed().audioSwitch).toBeNull();
    expect(asked(/^(?:de|fr)/)).toEqual([]);
  });

  it('can be chosen and the first one again, before anything has come', async () => {
    listen();
    await seconds(30);
    choose('de');
    choose('en');
    expect(feed().audioSwitch).toBeNull();
    await seconds(20);
    expect(await heardNow()).toBe('en');
    expect(asked(/^de/)).toEqual([]);
    choose('de');
    await untilHeard('de', 20);
    choose('en');
    await untilHeard('en', 20);
    expect(listener.silentSeconds()).toBe(0);
  });

  it('is not offered where there is one only', async () => {
    listen({ stream: 'main' });
    await seconds(20);
    expect(feed()).toMatchObject({ audioTracks: [], audioTrackId: null, audioSwitch: null });
  });
});

describe('a language that cannot be had', () => {
  it('leaves the old one as it is, says so, and is heard once it is there', async () => {
    listen({ faults: [fault({ what: 'media-playlist', rendition: 'de-aac-24' }, notFound, 0, 75)] });
    await seconds(30);
    choose('de');
    await seconds(15);
    expect(feed().audioSwitch).toEqual({ toId: track('de'), kind: 'unavailable' });
    expect(feed().audioTrackId).toBe(track('en'));
    expect(await heardNow()).toBe('en');
    await seconds(120);
    expect(await heardNow()).toBe('de');
    expect(feed().audioSwitch).toBeNull();
    expect(listener.silentSeconds()).toBe(0);
  });

  it('that is denied denies nothing else', async () => {
    listen({
      faults: [fault({ what: 'media-playlist', rendition: 'de-aac-24' }, { type: 'status', status: 403 }, 0)],
    });
    await seconds(30);
    choose('de');
    await seconds(60);
    expect(feed().audioSwitch?.kind).toBe('unavailable');
    expect(await heardNow()).toBe('en');
    expect(listener.silentSeconds()).toBe(0);
  });

  it('at the beginning does not keep anybody from hearing', async () => {
    listen(
      { faults: [fault({ what: 'media-playlist', rendition: 'de-aac-24' }, notFound, 0)] },
      { wish: 'de//Deutsch' },
    );
    await seconds(20);
    expect(await heardNow()).toBe('en');
    expect(feed().audioSwitch?.kind).toBe('unavailable');
  });

  it('with its playlist but without its segments is replaced by the old one', async () => {
    listen({
      faults: [fault({ what: 'segment', rendition: 'de-aac-24' }, { type: 'status', status: 503 }, 0, 120)],
    });
    await seconds(30);
    choose('de');
    await seconds(50);
    expect(await heardNow()).toBe('en');
    expect(feed().audioSwitch).toEqual({ toId: track('de'), kind: 'unavailable' });
    await seconds(30);
    expect(listener.silentSeconds()).toBe(0);
    await seconds(240);
    expect(await heardNow()).toBe('de');
  });

  it('is not waited for where for a while only it was listed', async () => {
    const refused = { type: 'status', status: 503 };
    listen({
      faults: [
        fault({ what: 'media-playlist', rendition: 'aac-24' }, { type: 'latency', ms: 11_500 }, 30, 41),
        fault({ what: 'segment', rendition: 'de-aac-24' }, refused, 30),
      ],
    });
    await seconds(30);
    choose('de');
    await seconds(45);
    expect(await heardNow()).toBe('en');
    expect(listener.silentSeconds()).toBe(0);
  });

  it('that ends in the middle is left for the other one before anybody falls silent for long', async () => {
    listen({ faults: [fault({ what: 'media-playlist', rendition: 'de-aac-24' }, notFound, 60, 150)] });
    await seconds(30);
    choose('de');
    await untilHeard('de', 20);
    await seconds(60);
    expect(await heardNow()).toBe('en');
    expect(feed().audioSwitch).toEqual({ toId: track('de'), kind: 'unavailable' });
    expect(listener.silentSeconds()).toBeLessThan(8);
    await seconds(130);
    expect(await heardNow()).toBe('de');
  });
});

describe('pathways', () => {
  it('keep the language when one of them fails', async () => {
    listen({
      stream: 'redundant-languages',
      pathways: [
        { id: 'a', numberOffset: 0 },
        { id: 'b', numberOffset: 0 },
      ],
      faults: [fault({ what: 'any', pathway: 'a' }, { type: 'refuse', at: 'accept' }, 40)],
    });
    await seconds(20);
    choose('de');
    await untilHeard('de', 20);
    await seconds(80);
    expect(feed().pathwayId).not.toBe('main');
    expect(await heardNow()).toBe('de');
    expect(feed().audioSwitch).toBeNull();
    expect(listener.silentSeconds()).toBe(0);
    expect(asked(/^aac/, 1_000_000 + 45_000)).toEqual([]);
  });
});

const kinds = [
  { type: 'status', status: 503 },
  { type: 'not-found' },
  { type: 'reset', probability: 1 },
  { type: 'hang' },
] as const;

describe('whatever fails while somebody chooses', () => {
  it('is never silent for ever, and the player is given valid playlists', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            fromSeconds: fc.integer({ min: 0, max: 60 }),
            forSeconds: fc.integer({ min: 3, max: 40 }),
            what: fc.constantFrom('media-playlist', 'segment', 'init', 'any'),
            rendition: fc.constantFrom('aac-24', 'de-aac-24', 'fr-aac-24'),
            kind: fc.constantFrom(...kinds),
          }),
          { maxLength: 4 },
        ),
        fc.array(
          fc.record({
            afterSeconds: fc.integer({ min: 0, max: 25 }),
            language: fc.constantFrom('en', 'de', 'fr'),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.integer({ min: 1, max: 1000 }),
        async (faults, choices, seed) => {
          clock = createFakeClock();
          listen(
            {
              faults: faults.map(({ fromSeconds, forSeconds, what, rendition, kind }) =>
                fault(
                  { what, rendition },
                  kind.type === 'reset' ? { type: 'reset' } : kind,
                  fromSeconds,
                  fromSeconds + forSeconds,
                ),
              ),
            },
            { seed },
          );
          await seconds(12);
          for (const { afterSeconds, language } of choices) {
            await seconds(afterSeconds);
            choose(language);
          }
          await seconds(110);
          const before = listener.heardSeconds();
          await seconds(90);
          expect(listener.heardSeconds() - before).toBeGreaterThan(60);
          expect(await heardNow()).toBe(choices.at(-1)?.language);
          expect(feed().audioSwitch).toBeNull();
          const { text } = await listener.feed.playlist(null, new AbortController().signal);
          const { segments } = parseMediaPlaylist(text, 'https://feed.holdline.invalid/live.m3u8');
          for (const [index, { sequence, discontinuitySequence }] of segments.entries()) {
            const last = segments[index - 1];
            if (last === undefined) continue;
            expect(sequence).toBe(last.sequence + 1);
            expect(discontinuitySequence - last.discontinuitySequence).toBeLessThanOrEqual(1);
            expect(discontinuitySequence).toBeGreaterThanOrEqual(last.discontinuitySequence);
          }
          listener.stop();
          origin.evening.end();
          await clock.advance(0);
          expect(clock.pending()).toBe(0);
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  }, 240_000);
});
