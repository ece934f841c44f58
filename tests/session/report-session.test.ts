import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Fetch } from '../../src/network/attempt.ts';
import type { FeedEvent } from '../../src/playback/engine.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import { type PageLife, reportSession, type ReportSessionOptions } from '../../src/session/report-session.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeEngine, type FakeEngine } from '../fakes/fake-engine.ts';
import { silentState } from '../fakes/fake-session.ts';
import { cyclicRandom } from '../fakes/seeded-random.ts';
import { following, loaded, trouble } from '../fakes/session-states.ts';
import { readLines } from '../reporting/reports.ts';

const REPORTS = { url: 'https://collector.example/v1/reports', sampleRate: 0.5 };
/** With it the first heartbeat comes after 15 s. */
const HALF = () => 0.5;

interface Sent {
  readonly url: string;
  readonly body: string;
  readonly init: RequestInit;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

function createFakePage() {
  const listeners = new Set<Parameters<PageLife['subscribe']>[0]>();
  let hidden = false;
  return {
    isHidden: () => hidden,
    subscribe(listener: Parameters<PageLife['subscribe']>[0]) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(event: 'hidden' | 'left' | 'back') {
      hidden ||= event === 'hidden';
      for (const listener of listeners) listener(event);
    },
    subscribers: () => listeners.size,
  };
}

let clock: FakeClock;
let engine: FakeEngine;
let page: ReturnType<typeof createFakePage>;
let sent: Sent[];
let answer: () => Response;
let storeSubscribers: number;
const inner = createStore<SessionState>(() => silentState);
const store: ReportSessionOptions['store'] = {
  getState: inner.getState,
  subscribe(listener) {
    storeSubscribers += 1;
    const detach = inner.subscribe(listener);
    return () => {
      storeSubscribers -= 1;
      detach();
    };
  },
};
const fetch: Fetch = (url, init) => {
  const body = typeof init.body === 'string' ? init.body : '';
  sent.push({ url, body, init, lines: readLines(body) });
  return Promise.resolve(answer());
};

beforeEach(() => {
  clock = createFakeClock();
  engine = createFakeEngine();
  page = createFakePage();
  sent = [];
  answer = () => new Response(null, { status: 204 });
  storeSubscribers = 0;
  inner.setState({ ...silentState, broadcast: loaded({ reports: REPORTS }) }, true);
});

function start(options: Partial<ReportSessionOptions> = {}) {
  return reportSession({
    store,
    engine,
    clock,
    random: HALF,
    fetch,
    page,
    ticket: 0.2,
    playbackSinceMs: clock.now(),
    ...options,
  });
}
const become = (playback: SessionState['playback']) => inner.setState({ playback });
const lines = () => sent.flatMap((one) => one.lines);
const written = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(written).join(',');
  return typeof value === 'string' || typeof value === 'number' || value === true ? `${value}` : '-';
};
const told = (...keys: readonly string[]) =>
  lines().map((line) => keys.map((key) => written(line[key])).join(' '));

function failedAnswer(changes: Partial<Extract<FeedEvent, { type: 'answer' }>> = {}): void {
  engine.emit({
    type: 'feed',
    event: {
      type: 'answer',
      atMs: clock.now(),
      pathwayId: 'south',
      what: 'segment',
      url: 'https://south.example/7.m4s?token=secret',
      attempt: 1,
      elapsedMs: 400,
      bytes: 0,
      outcome: 'overloaded',
      status: 503,
      ...changes,
    },
  });
}

describe('what a session tells', () => {
  it('every state from the press to the sound, in order, with the join time', async () => {
    start();
    become({ kind: 'joining' });
    await clock.advance(200);
    become({ kind: 'waiting' });
    await clock.advance(8000);
    become({ kind: 'joining' });
    await clock.advance(1500);
    become({ kind: 'playing' });
    await clock.advance(1000);
    expect(told('e', 'sta', 'msd', 'sn')).toEqual(['ps s - 0', 'ps w - 1', 'ps s - 2', 'ps p 1500 3']);
    expect(new Set(lines().map(({ sid }) => sid)).size).toBe(1);
    expect(lines()[0]).toMatchObject({ v: 2, cid: 'evening', ts: clock.wallNow() - 10_700 });
  });

  it('where the session stands: in hand, bitrate, latency, link, pathway, revision', async () => {
    start();
    engine.setPosition({ positionSeconds: 61, inHandSeconds: 23.46, latencySeconds: 31.2 });
    inner.setState({
      feed: following(23, 40),
      link: trouble({ attempts: 4 }),
      broadcast: loaded({ reports: REPORTS, revision: 12 }),
      clockOffsetMs: 5000,
    });
    become({ kind: 'joining' });
    await clock.advance(1000);
    expect(lines()[0]).toMatchObject({
      bl: [23_500],
      br: [53],
      ltc: 31_200,
      ts: clock.wallNow() + 4000,
      'org.holdline-link': 'struggling',
      'org.holdline-attempts': '4',
      'org.holdline-pathway': 'north',
      'org.holdline-revision': '12',
    });
    expect(lines()[0]).not.toHaveProperty('bg');
  });

  it('how long each silence was, once it is over', async () => {
    start();
    become({ kind: 'playing' });
    become({ kind: 'rebuffering' });
    await clock.advance(4000);
    become({ kind: 'playing' });
    await clock.advance(1000);
    expect(told('sta', 'bsd')).toEqual(['p -', 'r -', 'p 4000']);
  });

  it('no state twice: blocked after paused is no news', async () => {
    start();
    become({ kind: 'paused' });
    become({ kind: 'blocked' });
    await clock.advance(1000);
    expect(told('e', 'sta')).toEqual(['ps a']);
  });

  it('a fatal failure with its code, and a fault that is being mended', async () => {
    start();
    become({ kind: 'playing' });
    engine.emit({ type: 'media-fault', message: 'decoder: something private' });
    become({ kind: 'failed', problem: { kind: 'denied', status: 403 } });
    await clock.advance(1000);
    expect(told('e', 'sta', 'ec', 'org.holdline-failure')).toEqual([
      'ps p - -',
      'e p media-fault media',
      'ps f - -',
      'e f denied denied',
    ]);
    expect(sent[0]?.body).not.toContain('private');
  });

  it('a failed media request, when it was made, on which pathway, without its query', async () => {
    start();
    inner.setState({ feed: following(10, 20) });
    become({ kind: 'playing' });
    failedAnswer();
    failedAnswer({ outcome: 'ok', status: 200 });
    failedAnswer({ outcome: 'overtaken', status: null });
    await clock.advance(1000);
    expect(told('e', 'rc', 'url', 'org.holdline-failure', 'org.holdline-pathway')).toEqual([
      'ps - - - north',
      'rr 503 https://south.example/7.m4s overloaded south',
    ]);
    expect(Number(lines()[0]?.['ts']) - Number(lines()[1]?.['ts'])).toBe(400);
  });

  it('that it is held back, while it waits for its turn and only then', async () => {
    start();
    inner.setState({ admission: { kind: 'held' } });
    become({ kind: 'waiting' });
    inner.setState({ admission: { kind: 'in', draw: null } });
    become({ kind: 'joining' });
    become({ kind: 'waiting' });
    // The same state for another reason is news as well.
    inner.setState({ admission: { kind: 'due', atMs: 5_000 } });
    inner.setState({ admission: { kind: 'held' } });
    await clock.advance(1000);
    expect(told('sta', 'org.holdline-held')).toEqual(['w true', 's -', 'w -', 'w true']);
  });
});

describe('heartbeats', () => {
  it('come every 30 s after a phase of their own', async () => {
    start();
    become({ kind: 'playing' });
    await clock.advance(80_000);
    const startMs = clock.wallNow() - 80_000;
    expect(lines().map(({ e, ts }) => [e, Number(ts) - startMs])).toEqual([
      ['ps', 0],
      ['t', 15_000],
      ['t', 45_000],
      ['t', 75_000],
    ]);
  });

  it('do not beat before the press, after the end or once somebody has left', async () => {
    start();
    await clock.advance(60_000);
    expect(sent).toEqual([]);
    become({ kind: 'ended' });
    await clock.advance(60_000);
    become({ kind: 'idle' });
    await clock.advance(60_000);
    expect(told('e', 'sta')).toEqual(['ps e', 'ps q']);
  });

  it('of a crowd that began together are spread over the interval', async () => {
    const beats: number[] = [];
    for (const phase of [0.1, 0.4, 0.9]) {
      sent = [];
      // The phase is the first number after those of the session's id.
      const id = Array.from({ length: 31 }, () => 0);
      const stop = start({ random: cyclicRandom(...id, phase) });
      become({ kind: 'playing' });
      const fromMs = clock.wallNow();
      await clock.advance(30_000);
      beats.push(...lines().flatMap(({ e, ts }) => (e === 't' ? [Number(ts) - fromMs] : [])));
      stop();
      become({ kind: 'idle' });
    }
    expect(beats).toEqual([3000, 12_000, 27_000]);
  });
});

describe('what is sent, and when', () => {
  it('as CTA-5004-B says, with low priority, without cookies or referrer, and able to outlive the page', async () => {
    start();
    become({ kind: 'joining' });
    await clock.advance(1000);
    expect(sent[0]?.url).toBe(REPORTS.url);
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'Content-Type': 'application/cmcd' },
      priority: 'low',
      keepalive: true,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  });

  it('an answer that does not come is waited for ten seconds', async () => {
    const signals: AbortSignal[] = [];
    start({
      fetch: (_url, { signal }) => {
        if (signal != null) signals.push(signal);
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    });
    become({ kind: 'joining' });
    await clock.advance(10_999);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await clock.advance(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    become({ kind: 'playing' });
    await clock.advance(5000);
    expect(signals).toHaveLength(2);
  });

  it('Retry-After is kept', async () => {
    answer = () => new Response('{}', { status: 429, headers: { 'Retry-After': '60' } });
    start();
    become({ kind: 'joining' });
    await clock.advance(1000);
    become({ kind: 'playing' });
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
    await clock.advance(20_000);
    expect(sent).toHaveLength(2);
  });

  it('in trouble, nothing to an origin that the sound comes from', async () => {
    const url = 'https://north.example/v1/reports';
    inner.setState({ broadcast: loaded({ reports: { url, sampleRate: 1 } }), link: trouble() });
    start();
    become({ kind: 'joining' });
    await clock.advance(5000);
    expect(sent).toEqual([]);
    inner.setState({ link: { kind: 'steady' } });
    await clock.advance(1000);
    expect(told('e', 'sta')).toEqual(['ps s']);
  });
});

describe('what the document says', () => {
  it.each([
    { name: 'no document', broadcast: { kind: 'loading' } as const },
    { name: 'a bare stream', broadcast: { kind: 'none' } as const },
    { name: 'no reports', broadcast: loaded() },
    { name: 'reports of others', broadcast: loaded({ reports: { ...REPORTS, sampleRate: 0.2 } }) },
    { name: 'degrade 1', broadcast: loaded({ reports: REPORTS, degrade: 1 }) },
  ])('$name: nothing is sent', async ({ broadcast }) => {
    inner.setState({ broadcast });
    start();
    become({ kind: 'joining' });
    become({ kind: 'playing' });
    engine.emit({ type: 'media-fault', message: 'x' });
    failedAnswer();
    await clock.advance(120_000);
    page.tell('left');
    expect(sent).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('degrade 1 stops them, and when it is over the session says first where it stands', async () => {
    start();
    become({ kind: 'joining' });
    await clock.advance(1000);
    inner.setState({ broadcast: loaded({ reports: REPORTS, degrade: 1 }) });
    become({ kind: 'playing' });
    await clock.advance(120_000);
    expect(told('sta')).toEqual(['s']);
    inner.setState({ broadcast: loaded({ reports: REPORTS, degrade: 0 }) });
    await clock.advance(1000);
    expect(told('e', 'sta', 'sn', 'msd')).toEqual(['ps s 0 -', 'ps p 1 1000']);
  });

  it('another collector is turned to, the same one in a new document is not begun anew', async () => {
    start();
    become({ kind: 'playing' });
    await clock.advance(1000);
    inner.setState({ broadcast: loaded({ reports: REPORTS, revision: 2 }) });
    await clock.advance(1000);
    expect(sent).toHaveLength(1);
    const url = 'https://other.example/v1/reports';
    inner.setState({ broadcast: loaded({ reports: { ...REPORTS, url } }) });
    await clock.advance(1000);
    expect(sent.map((one) => one.url)).toEqual([REPORTS.url, url]);
  });

  it('410 ends it for good; only producers who turn reports off and on again begin anew', async () => {
    answer = () => new Response(null, { status: 410 });
    start();
    become({ kind: 'joining' });
    await clock.advance(1000);
    become({ kind: 'playing' });
    inner.setState({ broadcast: loaded({ reports: REPORTS, revision: 2 }) });
    await clock.advance(300_000);
    page.tell('left');
    page.tell('back');
    expect(sent).toHaveLength(1);
    answer = () => new Response(null, { status: 204 });
    inner.setState({ broadcast: loaded({ reports: REPORTS, degrade: 1 }) });
    inner.setState({ broadcast: loaded({ reports: REPORTS }) });
    await clock.advance(1000);
    expect(sent).toHaveLength(2);
  });
});

describe('the life of the page', () => {
  it('leaving sends all there is, with the quitting last, and nothing after it', async () => {
    start();
    become({ kind: 'joining' });
    page.tell('left');
    expect(told('e', 'sta')).toEqual(['ps s', 'ps q']);
    become({ kind: 'playing' });
    failedAnswer();
    await clock.advance(60_000);
    expect(sent).toHaveLength(1);
  });

  it('a page on which nobody pressed leaves without a word', () => {
    start();
    page.tell('left');
    expect(sent).toEqual([]);
  });

  it('who has given up already does not quit again', async () => {
    start();
    become({ kind: 'joining' });
    become({ kind: 'idle' });
    await clock.advance(1000);
    page.tell('left');
    expect(told('sta')).toEqual(['s', 'q']);
  });

  it('a page that comes back goes on as the same session', async () => {
    start();
    become({ kind: 'playing' });
    await clock.advance(1000);
    page.tell('left');
    await clock.advance(1000);
    page.tell('back');
    become({ kind: 'rebuffering' });
    await clock.advance(1000);
    expect(told('sta', 'sn')).toEqual(['p 0', 'q 1', 'p 2', 'r 3']);
    expect(new Set(lines().map(({ sid }) => sid)).size).toBe(1);
  });

  it('out of sight it says so, and does not wait with what it has', () => {
    start();
    become({ kind: 'playing' });
    page.tell('hidden');
    expect(sent).toHaveLength(1);
    become({ kind: 'paused' });
    page.tell('left');
    expect(told('sta', 'bg')).toEqual(['p -', 'a true', 'q true']);
  });
});

describe('a session that was there before the reports', () => {
  it('says where it stands, and knows when the join began', async () => {
    become({ kind: 'joining' });
    const playbackSinceMs = clock.now();
    await clock.advance(3000);
    start({ playbackSinceMs });
    await clock.advance(1000);
    become({ kind: 'playing' });
    await clock.advance(1000);
    expect(told('e', 'sta', 'msd')).toEqual(['ps s -', 'ps p 4000']);
  });

  it('two sessions never share an id', async () => {
    const ids: unknown[] = [];
    for (const seed of [0.1, 0.2]) {
      sent = [];
      const stop = start({ random: cyclicRandom(seed, 0.3, 0.9) });
      become({ kind: 'joining' });
      await clock.advance(1000);
      ids.push(lines()[0]?.['sid']);
      stop();
      become({ kind: 'idle' });
    }
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

it('lets go of the store, the engine, the page and its timers', async () => {
  const stop = start();
  become({ kind: 'joining' });
  expect([storeSubscribers, engine.subscriberCount(), page.subscribers()]).toEqual([1, 1, 1]);
  stop();
  expect([storeSubscribers, engine.subscriberCount(), page.subscribers()]).toEqual([0, 0, 0]);
  await clock.advance(60_000);
  expect(sent).toEqual([]);
  expect(clock.pending()).toBe(0);
});
