import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeLiveOrigin, whatIsAsked, type FakeLiveOptions } from '../fakes/fake-live-origin.ts';
import {
  createScriptedFetch,
  type ScriptedAnswer,
  type ScriptedFetch,
  type ScriptedRequest,
} from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

type Host = 'a' | 'b';
type Fault = (request: ScriptedRequest, healthy: ScriptedAnswer) => ScriptedAnswer;
type Faults = Partial<Record<Host, Fault>>;

let clock: FakeClock;
let network: ScriptedFetch;
let listeners: VirtualListener[];

beforeEach(() => {
  clock = createFakeClock();
  listeners = [];
});
afterEach(async () => {
  for (const listener of listeners) listener.stop();
  await clock.advance(0);
  // Nothing outlives the feed: no timer, no request.
  expect(clock.pending()).toBe(0);
  expect(network.open()).toBe(0);
});

const documentPathways = [
  { id: 'a', url: 'https://a.example/live/main.m3u8' },
  { id: 'b', url: 'https://b.example/live/main.m3u8' },
] as const;
const seconds = (count: number) => clock.advance(count * 1000);
const elapsed = (request: ScriptedRequest) => (request.atMs - 1_000_000) / 1000;
const hostOf = ({ url }: ScriptedRequest): Host => (new URL(url).host === 'a.example' ? 'a' : 'b');
const askedOf = (host: Host, fromSecond = 0, toSecond = Infinity) =>
  network.requests.filter(
    (request) => hostOf(request) === host && elapsed(request) >= fromSecond && elapsed(request) < toSecond,
  );
const status = (code: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  kind: 'answer',
  status: code,
  headers,
  body: 'no',
  afterMs: 40,
});
const refused: ScriptedAnswer = { kind: 'refuse', afterMs: 20 };
const always =
  (answer: ScriptedAnswer): Fault =>
  () =>
    answer;
const between =
  (from: number, to: number, fault: Fault): Fault =>
  (request, healthy) =>
    elapsed(request) >= from && elapsed(request) < to ? fault(request, healthy) : healthy;

/** Two origins of one broadcast. */
function origins(faults: Faults, options: Partial<Record<Host, Partial<FakeLiveOptions>>> = {}) {
  const all = {
    a: createFakeLiveOrigin({ clock, host: 'a.example', ...options.a }),
    b: createFakeLiveOrigin({ clock, host: 'b.example', ...options.b }),
  };
  network = createScriptedFetch(clock, (request) => {
    const host = hostOf(request);
    const healthy = all[host].answer(request);
    return faults[host]?.(request, healthy) ?? healthy;
  });
}

function listen(url: Parameters<typeof createVirtualListener>[0]['url'] = documentPathways, seed = 1) {
  const listener = createVirtualListener({ clock, fetch: network.fetch, url, seed });
  listeners.push(listener);
  return listener;
}

async function shownText(listener: VirtualListener): Promise<string> {
  return (await listener.feed.playlist(null, new AbortController().signal)).text;
}

const redundant = (tag: string) =>
  ['a', 'b']
    .map(
      (host, index) =>
        `#EXT-X-STREAM-INF:BANDWIDTH=30000,CODECS="mp4a.40.2"${tag === '' ? '' : `,PATHWAY-ID="${tag}${index}"`}\n` +
        `https://${host}.example/live/low/index.m3u8\n`,
    )
    .join('');

describe('several pathways', () => {
  it.each([
    ['redundant variants', ''],
    ['variants with PATHWAY-ID', 'CDN-'],
  ])('%s: the second is taken when the first dies, without silence', async (_name, tag) => {
    const multivariant = `#EXTM3U\n${redundant(tag)}`;
    origins({ a: between(15, 90, always(refused)) }, { a: { multivariant } });
    const listener = listen('https://a.example/live/main.m3u8');
    await seconds(15);
    expect(askedOf('b')).toEqual([]);
    await seconds(60);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.heardSeconds()).toBeGreaterThan(70);
    expect(await shownText(listener)).not.toContain('#EXT-X-DISCONTINUITY\n');
  });

  it('a segment that only a dead pathway had is no reason to be silent', async () => {
    const multivariant = `#EXTM3U\n${redundant('')}`;
    const dying: Fault = (request, healthy) => {
      if (elapsed(request) >= 20) return refused;
      const isNew = elapsed(request) >= 10 && whatIsAsked(request.url) === 'segment';
      return isNew ? { kind: 'hang' } : healthy;
    };
    for (const seed of [1, 2, 3]) {
      const beganAtMs = clock.now() - 1_000_000;
      const later =
        (fault: Fault): Fault =>
        (request, healthy) =>
          fault({ ...request, atMs: request.atMs - beganAtMs }, healthy);
      origins({ a: later(dying), b: later(between(5, 60, always(refused))) }, { a: { multivariant } });
      const listener = listen('https://a.example/live/main.m3u8', seed);
      await seconds(60);
      // Silent, and rightly so: nobody has anything to give.
      expect(listener.silentSeconds()).toBeGreaterThan(20);
      await seconds(40);
      const before = listener.heardSeconds();
      await seconds(20);
      expect(listener.heardSeconds() - before).toBe(20);
      listener.stop();
    }
  });

  it('asks for the second multivariant playlist only when it is needed', async () => {
    origins({ a: between(15, 90, always(refused)) });
    const listener = listen();
    await seconds(15);
    expect(askedOf('b')).toEqual([]);
    await seconds(45);
    expect(askedOf('b').filter(({ url }) => whatIsAsked(url) === 'multivariant')).toHaveLength(1);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().pathwayId).toBe('b');
  });

  it.each<[string, Fault]>([
    ['cannot be reached', always(refused)],
    ['is overloaded', always(status(503, { 'retry-after': '30' }))],
    ['lets nobody in', always(status(403))],
    ['has not started', always(status(404))],
    ['gives pages', always({ kind: 'answer', body: '<!doctype html><p>busy', afterMs: 40 })],
    ['never answers', always({ kind: 'hang' })],
  ])('joins on the second when the first %s', async (_name, fault) => {
    origins({ a: fault });
    const listener = listen();
    await seconds(40);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.heardSeconds()).toBeGreaterThan(25);
    expect(listener.feed.snapshot().phase.kind).toBe('following');
  });

  it.each<[string, Fault]>([
    ['cannot be reached', always(refused)],
    ['is overloaded', always(status(503, { 'retry-after': '30' }))],
    ['lets nobody in any more', always(status(403))],
    ['has lost everything', always(status(404))],
    ['gives pages', always({ kind: 'answer', body: '<!doctype html><p>busy', afterMs: 40 })],
    ['never answers any more', always({ kind: 'hang' })],
  ])('goes on at the second, without silence, when the first %s', async (_name, fault) => {
    origins({ a: between(15, 200, fault) });
    const listener = listen();
    await seconds(75);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.heardSeconds()).toBeGreaterThan(70);
  });

  it('leaves a pathway whose playlist stands still, and hears everything', async () => {
    let frozen: ScriptedAnswer | null = null;
    origins({
      a(request, healthy) {
        if (whatIsAsked(request.url) !== 'media-playlist' || elapsed(request) < 15) return healthy;
        return (frozen ??= healthy);
      },
    });
    const listener = listen();
    await seconds(80);
    expect(listener.events.some(({ type }) => type === 'stale')).toBe(true);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
    expect(listener.feed.snapshot().pathwayId).toBe('b');
  });

  it('comes back to the preferred one, not at once', async () => {
    origins({ a: between(15, 30, always(refused)) });
    const listener = listen();
    await seconds(45);
    expect(listener.feed.snapshot().pathwayId).toBe('b');
    await seconds(60);
    expect(listener.feed.snapshot().pathwayId).toBe('a');
    expect(listener.silentSeconds()).toBe(0);
  });

  it('hears everything while they fail in turns', async () => {
    const failing = (even: boolean): Fault => {
      return (request, healthy) =>
        (Math.floor(elapsed(request) / 20) % 2 === 0) === even && elapsed(request) > 20 ? refused : healthy;
    };
    origins({ a: failing(false), b: failing(true) });
    const listener = listen();
    await seconds(200);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
  });

  describe('what only a failing pathway has', () => {
    const multivariant = `#EXTM3U\n${redundant('CDN-')}`;
    /** From second 2 on it lists what it does not give. */
    const listsOnly =
      (until: number): Fault =>
      (request, healthy) =>
        between(
          2,
          until,
          whatIsAsked(request.url) === 'segment' ? always(refused) : always(healthy),
        )(request, healthy);

    it('is given up when the listener has nothing else and the other pathway offers later words', async () => {
      origins(
        {
          a: (request, healthy) =>
            between(12, 400, always(refused))(request, listsOnly(400)(request, healthy)),
          b: between(0, 70, always(refused)),
        },
        { a: { multivariant } },
      );
      const listener = listen('https://a.example/live/main.m3u8');
      await seconds(75);
      const before = listener.heardSeconds();
      await seconds(50);
      expect(listener.heardSeconds() - before).toBeGreaterThan(35);
      // What was said in between is told as lost: nearly 70 s of outage and the window's length that one was behind,
      // less what was in hand and what the second offers.
      const { lostSeconds } = listener.feed.snapshot();
      expect(lostSeconds).toBeGreaterThan(20);
      expect(lostSeconds).toBeLessThan(75);
    });

    it('is waited for while there is sound in hand', async () => {
      origins({ a: listsOnly(15) }, { a: { multivariant }, b: { windowSegments: 2 } });
      const listener = listen('https://a.example/live/main.m3u8');
      await seconds(60);
      expect(listener.feed.snapshot().lostSeconds).toBe(0);
      expect(listener.heardSeconds()).toBeGreaterThan(50);
    });
  });

  it('stops only when none lets anybody in', async () => {
    origins({ a: always(status(403)), b: always(status(403)) });
    const listener = listen();
    await seconds(20);
    expect(listener.feed.snapshot().phase).toEqual({
      kind: 'stopped',
      problem: { kind: 'denied', status: 403 },
    });
    expect(network.requests).toHaveLength(2);
  });

  it.each(['init.mp4', '.m4s'])('a 403 for %s on one of them is no end', async (ending) => {
    // The first has a bad minute; the second gives playlists to everybody, and media to nobody.
    const denied: Fault = (request, healthy) => (request.url.endsWith(ending) ? status(403) : healthy);
    origins({ a: between(15, 45, always(refused)), b: denied });
    const listener = listen();
    await seconds(120);
    expect(listener.feed.snapshot().phase.kind).toBe('following');
    expect(listener.feed.inHandSeconds(listener.positionSeconds())).toBeGreaterThan(4);
  });

  it('keeps the Retry-After of each', async () => {
    origins({
      a: between(15, 60, always(status(503, { 'retry-after': '20' }))),
      b: between(15, 60, always(status(503, { 'retry-after': '9' }))),
    });
    listen();
    await seconds(60);
    for (const [host, waitSeconds] of [
      ['a', 20],
      ['b', 9],
    ] as const) {
      const times = askedOf(host, 15, 60).map(elapsed);
      // Those that were under way together are told together.
      const openings = times.filter((time, index) => index === 0 || time - (times[index - 1] ?? 0) > 0.5);
      expect(openings.length).toBeGreaterThan(1);
      for (const [index, time] of openings.slice(1).entries())
        expect(time - (openings[index] ?? 0)).toBeGreaterThanOrEqual(waitSeconds);
    }
  });

  it.each([404, 500, 503])('asks with patience when both say %d', async (code) => {
    origins({ a: always(status(code)), b: always(status(code)) });
    listen();
    await seconds(60);
    expect(network.requests.length).toBeGreaterThan(8);
    expect(network.requests.length).toBeLessThan(80);
  });

  it.each(['main.m3u8', 'index.m3u8', 'init.mp4', '.m4s'])(
    'nothing runs hot when both refuse %s',
    async (ending) => {
      const fault = between(20, 80, (request, healthy) =>
        request.url.endsWith(ending) ? status(503) : healthy,
      );
      origins({
        a: (request, healthy) => between(10, 14, always(status(500)))(request, fault(request, healthy)),
        b: fault,
      });
      const listener = listen();
      await seconds(80);
      expect(network.requests.filter((request) => elapsed(request) > 20).length).toBeLessThan(60);
      await seconds(40);
      expect(listener.feed.inHandSeconds(listener.positionSeconds())).toBeGreaterThan(4);
    },
  );

  it.each([
    ['numbered alike', 0, 0],
    ['numbered otherwise', 1000, 1],
  ])(
    'a pathway %s is joined by its dates with the discontinuities it needs',
    async (_name, offset, breaks) => {
      origins(
        { a: between(15, 200, always(refused)) },
        { a: { dated: true }, b: { dated: true, numberOffset: offset } },
      );
      const listener = listen();
      await seconds(60);
      expect(listener.silentSeconds()).toBe(0);
      expect(listener.feed.snapshot().lostSeconds).toBe(0);
      const { text } = await listener.feed.playlist(null, new AbortController().signal);
      expect(text.match(/#EXT-X-DISCONTINUITY\n/g) ?? []).toHaveLength(breaks);
      const dates = [...text.matchAll(/PROGRAM-DATE-TIME:(.+)/g)].map(([, date]) => Date.parse(date ?? ''));
      expect(dates.length).toBeGreaterThan(10);
      for (const [index, date] of dates.slice(1).entries()) expect(date - (dates[index] ?? 0)).toBe(4000);
    },
  );

  it('an address that was given up and comes back is followed again', async () => {
    origins({});
    const [a, b] = documentPathways;
    const listener = listen([a]);
    await seconds(10);
    listener.feed.setPathways([b]);
    await seconds(20);
    expect(listener.feed.snapshot().pathwayId).toBe('b');
    listener.feed.setPathways([a]);
    await seconds(60);
    expect(listener.feed.snapshot().pathwayId).toBe('a');
    expect(askedOf('b', 35)).toEqual([]);
    expect(listener.silentSeconds()).toBe(0);
  });

  it('a crowd with much in hand does not move in one second', async () => {
    origins(
      { a: between(60, 200, always(refused)) },
      { a: { windowSegments: 12, segmentsBefore: 20 }, b: { windowSegments: 12, segmentsBefore: 20 } },
    );
    const crowd = Array.from({ length: 50 }, (_, index) => listen(documentPathways, index + 1));
    await seconds(59);
    const inHand = crowd.map(({ feed, positionSeconds }) => feed.inHandSeconds(positionSeconds()));
    expect(Math.min(...inHand)).toBeGreaterThan(10);
    await seconds(31);
    const arrivals = crowd.map(({ events }) => {
      const first = events.find(
        (event) => event.type === 'attempt' && event.what === 'segment' && event.pathwayId === 'b',
      );
      return ((first?.type === 'attempt' ? first.atMs : NaN) - 1_000_000) / 1000;
    });
    const mostInASecond = Math.max(
      ...arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + 1).length),
    );
    expect(mostInASecond).toBeLessThan(25);
    for (const listener of crowd) expect(listener.silentSeconds()).toBe(0);
  }, 60_000);
});
