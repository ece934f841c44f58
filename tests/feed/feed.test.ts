import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import {
  createFakeLiveOrigin,
  segmentNumber,
  whatIsAsked,
  type FakeLiveOptions,
  type FakeLiveOrigin,
} from '../fakes/fake-live-origin.ts';
import {
  createScriptedFetch,
  type ScriptedAnswer,
  type ScriptedFetch,
  type ScriptedRequest,
} from '../fakes/scripted-fetch.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

type Fault = (request: ScriptedRequest, healthy: ScriptedAnswer) => ScriptedAnswer;

let clock: FakeClock;
let origin: FakeLiveOrigin;
let network: ScriptedFetch;
let listener: VirtualListener | null;

beforeEach(() => {
  clock = createFakeClock();
  listener = null;
});
afterEach(async () => {
  listener?.stop();
  await clock.advance(0);
  // Nothing outlives the feed: no timer, no request.
  expect(clock.pending()).toBe(0);
  expect(network.open()).toBe(0);
});

const refused: ScriptedAnswer = { kind: 'refuse', afterMs: 5 };
const status = (code: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  kind: 'answer',
  status: code,
  headers,
  body: 'no',
});

function listen(
  fault: Fault = (_request, healthy) => healthy,
  options: Partial<FakeLiveOptions> = {},
  seed = 1,
) {
  origin = createFakeLiveOrigin({ clock, ...options });
  network = createScriptedFetch(clock, (request) => fault(request, origin.answer(request)));
  listener = createVirtualListener({ clock, fetch: network.fetch, url: origin.url, seed });
  return listener;
}

const seconds = (count: number) => clock.advance(count * 1000);
const elapsed = (request: ScriptedRequest) => (request.atMs - 1_000_000) / 1000;
const asked = (what: ReturnType<typeof whatIsAsked>) =>
  network.requests.filter((request) => whatIsAsked(request.url) === what);
const gaps = () => listener?.feed.snapshot().slots.filter(({ state }) => state.kind === 'gap').length ?? 0;
/** Most requests that started within any such time. */
function mostWithin(spanMs: number, requests = network.requests): number {
  return Math.max(
    0,
    ...requests.map(
      (request, index) => requests.slice(index).filter(({ atMs }) => atMs - request.atMs < spanMs).length,
    ),
  );
}

describe('a healthy origin', () => {
  it('needs three answers in a row before the first segment, and asks for init and segment together', async () => {
    listen((_request, healthy) => (healthy.kind === 'answer' ? { ...healthy, afterMs: 100 } : healthy));
    await seconds(0.31);
    expect(network.requests.map(({ url }) => whatIsAsked(url)).slice(0, 4)).toEqual([
      'multivariant',
      'media-playlist',
      'init',
      'segment',
    ]);
    expect(network.requests.slice(0, 4).map((request) => Math.round(elapsed(request) * 10))).toEqual([
      0, 1, 2, 2,
    ]);
    await seconds(1);
    expect(listener?.heardSeconds()).toBeGreaterThan(0);
  });

  it('asks for every segment once, in order, and for playlists no more often than one target duration', async () => {
    const { heardSeconds, silentSeconds } = listen();
    await seconds(120);
    const numbers = asked('segment').map(({ url }) => segmentNumber(url));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
    expect(asked('media-playlist').length).toBeLessThanOrEqual(31);
    expect(silentSeconds()).toBe(0);
    expect(heardSeconds()).toBeGreaterThan(119);
    expect(asked('init')).toHaveLength(1);
  });

  it('counts the time to the next playlist from the request that was answered, not from those that were refused before', async () => {
    const answered: number[] = [];
    listen((request, healthy) => {
      if (whatIsAsked(request.url) !== 'media-playlist') return healthy;
      // Of each dozen of seconds the first seven refuse.
      if (elapsed(request) % 12 < 7) return refused;
      answered.push(elapsed(request));
      return healthy;
    });
    await seconds(120);
    const between = answered.slice(1).map((at, index) => at - (answered[index] ?? 0));
    expect(between.length).toBeGreaterThan(5);
    // Half a target duration where the one before had brought nothing new.
    expect(Math.min(...between)).toBeGreaterThanOrEqual(2);
  });

  it('looks for a playlist first when what it needs must have gone, and asks for nothing that this shows to be gone', async () => {
    listen((request, healthy) => {
      const isRefused = whatIsAsked(request.url) === 'media-playlist' ? 30 : 20.5;
      return elapsed(request) >= isRefused && elapsed(request) < 120 ? refused : healthy;
    });
    await seconds(120);
    const late = network.requests.filter((request) => elapsed(request) >= 85);
    expect(late.length).toBeGreaterThan(3);
    expect(new Set(late.map(({ url }) => whatIsAsked(url)))).toEqual(new Set(['media-playlist']));
    const before = network.requests.length;
    await seconds(30);
    const edge = Math.max(...asked('segment').map(({ url }) => segmentNumber(url)));
    const anew = network.requests.slice(before).filter(({ url }) => whatIsAsked(url) === 'segment');
    expect(Math.min(...anew.map(({ url }) => segmentNumber(url)))).toBeGreaterThan(edge - 7 - 13);
    expect(listener?.heardSeconds()).toBeGreaterThan(50);
  });

  it('ends with the broadcast, once ENDLIST has stood for half a minute, and looks ever after but for a while', async () => {
    listen(undefined, { lastSegment: 14 });
    await seconds(45);
    expect(listener?.feed.snapshot()).toMatchObject({ ended: false, phase: { kind: 'following' } });
    await seconds(15);
    expect(listener?.feed.snapshot()).toMatchObject({ ended: true, phase: { kind: 'complete' } });
    const before = network.requests.length;
    await seconds(60);
    expect(network.requests.length - before).toBeLessThanOrEqual(6);
    await seconds(300);
    const after = network.requests.length;
    await seconds(600);
    expect(network.requests).toHaveLength(after);
    const { text, ended } = (await listener?.feed.playlist(null, new AbortController().signal)) ?? {};
    expect(ended).toBe(true);
    expect(text).toContain('#EXT-X-ENDLIST');
  });
});

describe('before the start', () => {
  it('a 404 is waited for as long as it takes, without trouble, and then joined', async () => {
    const phases = new Set<string>();
    listen((request, healthy) => (elapsed(request) < 1800 ? status(404) : healthy));
    listener?.feed.subscribe(() => phases.add(listener?.feed.snapshot().phase.kind ?? ''));
    await seconds(1799);
    expect(listener?.feed.snapshot().phase.kind).toBe('not-started');
    expect(network.requests.length).toBeLessThan(1800 / 4);
    await seconds(15);
    expect(listener?.heardSeconds()).toBeGreaterThan(0);
    expect([...phases]).toEqual(['locating', 'not-started', 'following']);
  });

  it('five pages instead of a playlist are a wrong address; one is a bad moment', async () => {
    listen((request, healthy) =>
      elapsed(request) < 2 ? { kind: 'answer', body: '<!doctype html><p>Welcome</p>' } : healthy,
    );
    await seconds(30);
    expect(listener?.heardSeconds()).toBeGreaterThan(0);
    listener?.stop();

    clock = createFakeClock();
    listen(() => ({ kind: 'answer', body: '<!doctype html><p>Welcome</p>' }));
    await seconds(120);
    expect(listener?.feed.snapshot().phase).toEqual({
      kind: 'stopped',
      problem: { kind: 'not-a-playlist', url: origin.url },
    });
    expect(network.requests.length).toBeGreaterThanOrEqual(5);
    expect(network.requests.length).toBeLessThan(15);
    expect(network.requests.filter((request) => elapsed(request) > 30)).toEqual([]);
  });

  it('denied is final until somebody presses again', async () => {
    listen(() => status(403));
    await seconds(60);
    expect(listener?.feed.snapshot().phase).toEqual({
      kind: 'stopped',
      problem: { kind: 'denied', status: 403 },
    });
    expect(network.requests).toHaveLength(1);
  });
});

describe('an origin in trouble', () => {
  const outage: [string, Fault][] = [
    ['refuses', (request, healthy) => (elapsed(request) > 60 ? refused : healthy)],
    ['answers 503', (request, healthy) => (elapsed(request) > 60 ? status(503) : healthy)],
    ['hangs', (request, healthy) => (elapsed(request) > 60 ? { kind: 'hang' } : healthy)],
  ];
  it.each(outage)('that %s for good is asked at most 20 times in any minute', async (_name, fault) => {
    listen(fault);
    await seconds(600);
    const after = network.requests.filter((request) => elapsed(request) > 60);
    expect(after.length).toBeGreaterThan(20);
    expect(mostWithin(60_000, after)).toBeLessThanOrEqual(20);
    expect(mostWithin(1_000)).toBeLessThanOrEqual(10);
  });

  it('that is dead from the beginning is asked as rarely, and for ever', async () => {
    listen(() => refused);
    await seconds(600);
    expect(mostWithin(60_000)).toBeLessThanOrEqual(20);
    expect(network.requests.filter((request) => elapsed(request) > 540).length).toBeGreaterThan(3);
  });

  it('is out for less than what is in hand: nobody hears it', async () => {
    listen((request, healthy) => (elapsed(request) > 30 && elapsed(request) < 42 ? refused : healthy));
    await seconds(120);
    expect(listener?.silentSeconds()).toBe(0);
    expect(gaps()).toBe(0);
  });

  it('is out for longer than its window: the loss is a gap, and the rest is heard', async () => {
    listen((request, healthy) => (elapsed(request) > 30 && elapsed(request) < 110 ? refused : healthy), {
      windowSegments: 6,
    });
    await seconds(10);
    const startedAt = (listener?.positionSeconds() ?? 0) - (listener?.heardSeconds() ?? 0);
    await seconds(120);
    expect(gaps()).toBeGreaterThan(5);
    // What was passed over is what was neither heard nor waited for.
    const { positionSeconds = () => 0, heardSeconds = () => 0 } = listener ?? {};
    expect(listener?.feed.snapshot().lostSeconds).toBe(positionSeconds() - startedAt - heardSeconds());
    // Silent while nothing was in hand, not longer than the longest backoff beyond the outage.
    expect(listener?.silentSeconds()).toBeLessThan(110 - 30 - 12 + 11);
    const numbers = asked('segment').map(({ url }) => segmentNumber(url));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('refuses with Retry-After: nothing at all is asked until then', async () => {
    const random = seededRandom(7);
    const refusals: number[] = [];
    listen((request, healthy) => {
      if (elapsed(request) > 15 && elapsed(request) < 60 && random() < 0.7) {
        refusals.push(request.atMs);
        return status(503, { 'retry-after': '2' });
      }
      return healthy;
    });
    await seconds(120);
    expect(refusals.length).toBeGreaterThan(10);
    for (const refusedAt of refusals) {
      const early = network.requests.filter(({ atMs }) => atMs > refusedAt && atMs < refusedAt + 2_000);
      // Those that were asked for in the same opening were in flight already.
      expect(early).toEqual([]);
    }
    expect(listener?.heardSeconds()).toBeGreaterThan(95);
  });

  it('sends a segment in hundreds of pieces: whoever watches is told of them four times a second', async () => {
    let pieces = 0;
    listen((request, healthy) => {
      if (healthy.kind !== 'answer' || whatIsAsked(request.url) !== 'segment' || elapsed(request) < 8)
        return healthy;
      pieces += (healthy.body?.length ?? 0) / 8;
      return { ...healthy, chunkBytes: 8, chunkEveryMs: 1 };
    });
    await seconds(8);
    let told = 0;
    listener?.feed.subscribe(({ type }) => {
      if (type === 'changed') told += 1;
    });
    const asking = asked('segment').length;
    await seconds(20);
    const segments = asked('segment').length - asking;
    expect(segments).toBeGreaterThan(3);
    expect(pieces / segments).toBeGreaterThan(200);
    // What is settled, listed and passed is told of besides.
    expect(told).toBeLessThan(20 * 4 + 8 * segments);
    expect(told).toBeGreaterThan(segments);
  });

  it('cuts bodies: nothing is asked for twice', async () => {
    const random = seededRandom(3);
    let sent = 0;
    listen((_request, healthy) => {
      if (healthy.kind !== 'answer' || !(healthy.body instanceof Uint8Array)) return healthy;
      const cut = random() < 0.5 ? Math.floor(healthy.body.length * 0.6) : undefined;
      sent += cut ?? healthy.body.length;
      return cut === undefined ? healthy : { ...healthy, breakAt: cut };
    });
    await seconds(120);
    const distinct = new Set(asked('segment').map(({ url }) => url)).size;
    expect(asked('segment').some(({ headers }) => headers.has('range'))).toBe(true);
    expect(sent).toBe(distinct * 12_000 + 624);
    expect(listener?.silentSeconds()).toBe(0);
  });

  it('gives pages instead of media: none of them reaches the player', async () => {
    const random = seededRandom(5);
    listen((_request, healthy) =>
      random() < 0.4 ? { kind: 'answer', body: '<!doctype html><title>Busy</title>' } : healthy,
    );
    await seconds(120);
    expect(listener?.heardSeconds()).toBeGreaterThan(60);
    for (const { state, sequence } of listener?.feed.snapshot().slots ?? []) {
      if (state.kind !== 'held') continue;
      const body = await listener?.feed.resource(`https://feed.holdline.invalid/segment/${sequence}`);
      expect(body?.length).toBe(12_000);
    }
  });

  it('has lost one segment: patience while nobody needs it, then a gap of that segment alone', async () => {
    listen((request, healthy) => (request.url.endsWith('/14.m4s') ? status(404) : healthy));
    await seconds(90);
    expect(listener?.feed.snapshot().lostSeconds).toBe(4);
    const tries = asked('segment').filter(({ url }) => url.endsWith('/14.m4s'));
    expect(tries.length).toBeGreaterThan(1);
    expect(tries.length).toBeLessThan(12);
    expect(listener?.silentSeconds()).toBe(0);
  });
});

describe('an ENDLIST that is taken back', () => {
  /** What the playlist said when this began, and an end. */
  const endedFrom = (fromSeconds: number, toSeconds: number, growing = false): Fault => {
    let stood: string | null = null;
    return (request, healthy) => {
      const isWrong = elapsed(request) >= fromSeconds && elapsed(request) < toSeconds;
      if (!isWrong || whatIsAsked(request.url) !== 'media-playlist' || healthy.kind !== 'answer')
        return healthy;
      stood ??= String(healthy.body);
      return { ...healthy, body: `${growing ? String(healthy.body) : stood}#EXT-X-ENDLIST\n` };
    };
  };
  const longWindow = { windowSegments: 45, segmentsBefore: 60 };

  it('within half a minute is not noticed by anybody', async () => {
    listen(endedFrom(20, 40), longWindow);
    await seconds(120);
    expect(listener?.silentSeconds()).toBe(0);
    expect(listener?.feed.snapshot()).toMatchObject({ ended: false, phase: { kind: 'following' } });
  });

  it('after minutes is an end, and then none', async () => {
    listen(endedFrom(20, 140), longWindow);
    await seconds(60);
    expect(listener?.feed.snapshot()).toMatchObject({ ended: true, phase: { kind: 'complete' } });
    await seconds(110);
    expect(listener?.feed.snapshot()).toMatchObject({ ended: false, phase: { kind: 'following' } });
    expect(listener?.feed.snapshot().lostSeconds).toBe(0);
  });

  it('was none, however long it stood, where the playlist went on growing', async () => {
    listen(endedFrom(20, 140, true));
    const phases = new Set<string>();
    listener?.feed.subscribe(() => phases.add(listener?.feed.snapshot().phase.kind ?? ''));
    await seconds(170);
    expect(phases).not.toContain('complete');
    expect(listener?.silentSeconds()).toBe(0);
    expect(listener?.feed.snapshot().lostSeconds).toBe(0);
  });
});

describe('a stream that has just begun', () => {
  it('is not begun at once on a single segment, and then there is no silence', async () => {
    const { feed } = listen(undefined, { segmentsBefore: 1 });
    let shown = false;
    void feed.playlist(null, new AbortController().signal).then(() => {
      shown = true;
    });
    await clock.advance(900);
    expect(feed.inHandSeconds(0)).toBe(4);
    expect(shown).toBe(false);
    await seconds(1);
    expect(shown).toBe(true);
    await seconds(60);
    expect(listener?.silentSeconds()).toBe(0);
    expect(feed.snapshot().lostSeconds).toBe(0);
  });

  it('is heard to its end even if that comes after one segment', async () => {
    const { feed } = listen(undefined, { segmentsBefore: 1, lastSegment: 0 });
    await seconds(40);
    const { text, ended } = await feed.playlist(null, new AbortController().signal);
    expect(ended).toBe(true);
    expect(text).toContain('/segment/0');
  });
});

describe('the playlist that the player sees', () => {
  it('lists only what is in hand, and the next one comes when there is more', async () => {
    const { feed } = listen();
    await seconds(1);
    const never = new AbortController().signal;
    const first = await feed.playlist(null, never);
    expect(first.text).toContain('#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES');
    const addresses = first.text
      .split('\n')
      .filter((line) => line.startsWith('https://feed.holdline.invalid/segment/'));
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(await feed.resource(address)).not.toBeNull();

    let second: { lastSequence: number } | null = null;
    void feed.playlist(first.lastSequence, never).then((playlist) => {
      second = playlist;
    });
    await clock.advance(10);
    expect(second).toBeNull();
    await seconds(8);
    expect(second).toMatchObject({ lastSequence: first.lastSequence + 1 });
  });

  it('a request that is given up leaves nothing waiting', async () => {
    const { feed } = listen();
    await seconds(1);
    const { lastSequence } = await feed.playlist(null, new AbortController().signal);
    const abort = new AbortController();
    const waiting = feed.playlist(lastSequence, abort.signal);
    abort.abort(new Error('not wanted any more'));
    await expect(waiting).rejects.toThrow('not wanted any more');
  });
});

describe('a segment that is broken where it is kept', () => {
  it('is given up, alone, before it can be heard', async () => {
    listen((request, healthy) =>
      segmentNumber(request.url) === 14
        ? { kind: 'answer', headers: { 'content-length': '9' }, body: 'no media.' }
        : healthy,
    );
    await seconds(90);
    expect(listener?.feed.snapshot().lostSeconds).toBe(4);
    expect(listener?.silentSeconds()).toBe(0);
    expect(asked('segment').filter(({ url }) => url.endsWith('/14.m4s')).length).toBeLessThan(12);
  });
});
