import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSession, type AudioSession } from '../../src/session/create-session.ts';
import type { FeedEvent, FeedSnapshot } from '../../src/playback/engine.ts';
import { parseBroadcastDocument } from '../../src/broadcast/broadcast-document.ts';
import type { BroadcastEvent } from '../../src/broadcast/document-poller.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeEngine, type FakeEngine } from '../fakes/fake-engine.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';

const STREAM = 'https://origin.example/live.m3u8';

function fakeOnline() {
  const listeners = new Set<(online: boolean) => void>();
  let online = true;
  return {
    isOnline: () => online,
    subscribe(listener: (online: boolean) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next: boolean) {
      online = next;
      for (const listener of listeners) listener(next);
    },
    count: () => listeners.size,
  };
}

let clock: FakeClock;
let engine: FakeEngine;
let online: ReturnType<typeof fakeOnline>;
let saved: Map<string, string>;
let tellBroadcast: ((event: BroadcastEvent) => void) | null;
let session: AudioSession | null;

beforeEach(() => {
  clock = createFakeClock();
  engine = createFakeEngine();
  online = fakeOnline();
  saved = new Map();
  tellBroadcast = null;
  session = null;
});
afterEach(() => session?.destroy());

function open(address: 'stream' | 'document' | 'problem' = 'stream') {
  session = createSession({
    engine,
    clock,
    online,
    address:
      address === 'stream'
        ? { kind: 'stream', url: STREAM }
        : address === 'document'
          ? { kind: 'document', url: 'https://page.example/broadcast.json' }
          : { kind: 'problem', problem: 'invalid-url', url: 'nonsense' },
    storage: { getItem: (key) => saved.get(key) ?? null, setItem: (key, value) => saved.set(key, value) },
    listenerId: 'somebody',
    followDocument: (_url, onEvent) => {
      tellBroadcast = onEvent;
    },
  });
  return session;
}

const kind = () => session?.store.getState().playback.kind;
const link = () => session?.store.getState().link.kind;
const starts = () => engine.calls.filter((call) => call.startsWith('start'));
const answer = (outcome: 'ok' | 'overloaded' | 'not-found', attempt = 1): FeedEvent => ({
  type: 'answer',
  atMs: clock.now(),
  pathwayId: 'a',
  what: 'multivariant',
  url: STREAM,
  attempt,
  elapsedMs: 5,
  bytes: 0,
  outcome,
  status: outcome === 'ok' ? 200 : outcome === 'overloaded' ? 503 : 404,
});
const feed = (event: FeedEvent) => engine.emit({ type: 'feed', event });
const tellFeed = (changes: Partial<FeedSnapshot>) => {
  engine.setFeed({ ...emptyFeedSnapshot, phase: { kind: 'following' }, ...changes });
  feed({ type: 'changed' });
};
const phase = (name: 'not-started' | 'following') => tellFeed({ phase: { kind: name } });

const documentText = (state: string) =>
  JSON.stringify({
    version: 1,
    id: 'talk',
    title: 'A talk',
    scheduledStart: '2026-11-23T20:00:00Z',
    state,
    pathways: [{ id: 'a', url: STREAM }],
  });
const documentEvent = (): BroadcastEvent => {
  const parsed = parseBroadcastDocument(documentText('late'), 'https://page.example/broadcast.json');
  if (parsed.kind !== 'ok') throw new Error(parsed.message);
  return { kind: 'document', document: parsed.document };
};

describe('pressing Listen', () => {
  it('unlocks the element inside the gesture, before the stream is asked for', () => {
    open().commands.listen();
    expect(engine.calls.slice(-2)).toEqual(['unlock', `start ${STREAM}`]);
    expect(kind()).toBe('joining');
  });

  it('once is enough: waits, joins and plays as the origin and the element say', () => {
    open().commands.listen();
    phase('not-started');
    expect(kind()).toBe('waiting');
    phase('following');
    expect(kind()).toBe('joining');
    engine.emit({ type: 'playing' });
    expect(kind()).toBe('playing');
    expect(engine.calls.filter((call) => call === 'unlock')).toHaveLength(1);
  });

  it('before the document is there starts as soon as it is', () => {
    open('document').commands.listen();
    expect(starts()).toEqual([]);
    tellBroadcast?.(documentEvent());
    expect(starts()).toEqual([`start ${STREAM}`]);
  });

  it('a document alone starts nothing', () => {
    open('document');
    tellBroadcast?.(documentEvent());
    expect(starts()).toEqual([]);
    expect(session?.store.getState().broadcast.kind).toBe('loaded');
  });

  it('with a mistake in the page’s address does nothing', () => {
    open('problem').commands.listen();
    expect(starts()).toEqual([]);
    expect(kind()).toBe('idle');
  });
});

describe('pausing', () => {
  it('while there is sound pauses the element and waits for its word', () => {
    open().commands.listen();
    engine.emit({ type: 'playing' });
    session?.commands.pause();
    expect(engine.calls.at(-1)).toBe('pause');
    expect(kind()).toBe('playing');
    engine.emit({ type: 'paused' });
    expect(kind()).toBe('paused');
  });

  it('before the first sound gives up the waiting', () => {
    open().commands.listen();
    phase('not-started');
    session?.commands.pause();
    expect(engine.calls.at(-1)).toBe('stop');
    expect(kind()).toBe('idle');
  });
});

describe('trouble', () => {
  it('a 404 before the start is no trouble', () => {
    open().commands.listen();
    feed(answer('not-found'));
    expect(link()).toBe('steady');
  });

  it('failures struggle, time without success is lost, answers cure', async () => {
    open().commands.listen();
    feed(answer('overloaded'));
    expect(link()).toBe('struggling');
    await clock.advance(13_000);
    expect(link()).toBe('lost');
    feed(answer('ok'));
    expect(link()).toBe('steady');
  });

  it('a playlist that stands still is trouble until its edge moves, or it is known to have ended', () => {
    open().commands.listen();
    const stale = () => feed({ type: 'stale', atMs: clock.now(), pathwayId: 'a' });
    tellFeed({ edgeAtMs: 0 });
    stale();
    feed(answer('ok'));
    tellFeed({ edgeAtMs: 0 });
    expect(link()).toBe('struggling');
    tellFeed({ edgeAtMs: 9_000 });
    expect(link()).toBe('steady');
    stale();
    tellFeed({ edgeAtMs: 9_000, ended: true });
    expect(link()).toBe('steady');
  });

  it('an end that is taken back needs no press', () => {
    open().commands.listen();
    engine.emit({ type: 'playing' });
    tellFeed({ phase: { kind: 'complete' }, ended: true });
    engine.emit({ type: 'ended' });
    tellFeed({ ended: true });
    expect(kind()).toBe('ended');
    tellFeed({ ended: false });
    expect(kind()).toBe('joining');
    engine.emit({ type: 'playing' });
    expect(kind()).toBe('playing');
    expect(starts()).toHaveLength(1);
  });

  it('remembers where the feed has gone by itself, and forgets it with the next start', () => {
    const switched = () => session?.store.getState().pathwaySwitch;
    open().commands.listen();
    tellFeed({ pathwayId: 'a' });
    tellFeed({ pathwayId: 'a' });
    expect(switched()).toBeNull();
    tellFeed({ pathwayId: 'b' });
    expect(switched()).toEqual({ fromId: 'a', toId: 'b', atMs: clock.now() });
    session?.commands.pause();
    expect(switched()).toBeNull();
  });

  it('keeps marks of the attempts and settles each with its own answer', () => {
    open().commands.listen();
    const attempt = (number: number): FeedEvent => ({
      type: 'attempt',
      atMs: clock.now(),
      pathwayId: 'a',
      what: 'multivariant',
      url: STREAM,
      attempt: number,
    });
    feed(attempt(1));
    feed(answer('overloaded', 1));
    feed(attempt(2));
    expect(session?.store.getState().attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'pending']);
    expect(session?.store.getState().attemptCount).toBe(2);
  });

  it('a failure for good can be tried again by hand, on a clean slate', () => {
    open().commands.listen();
    engine.emit({ type: 'failed', problem: { kind: 'denied', status: 403 } });
    expect([kind(), link()]).toEqual(['failed', 'denied']);
    session?.commands.retry();
    expect([kind(), link()]).toEqual(['joining', 'steady']);
    expect(engine.calls.slice(-3)).toEqual(['stop', 'unlock', `start ${STREAM}`]);
  });

  it('"try now" while waiting cuts the wait short instead of starting anew', () => {
    open().commands.listen();
    phase('not-started');
    session?.commands.retry();
    expect(engine.calls.at(-1)).toBe('hurry');
    expect(starts()).toHaveLength(1);
  });

  it('a malformed document does not replace a good one', () => {
    open('document');
    tellBroadcast?.(documentEvent());
    tellBroadcast?.({ kind: 'malformed', message: 'title: expected text' });
    expect(session?.store.getState().broadcast.kind).toBe('loaded');
  });

  it('offline and online reach the link and the engine', () => {
    open().commands.listen();
    online.set(false);
    expect([link(), engine.calls.at(-1)]).toEqual(['offline', 'setOnline false']);
    online.set(true);
    expect([link(), engine.calls.at(-1)]).toEqual(['steady', 'setOnline true']);
  });
});

describe('the usual latency', () => {
  const usual = () => session?.store.getState().usualLatencySeconds;
  const behind = async (latencySeconds: number | null) => {
    engine.setPosition({ positionSeconds: 5, inHandSeconds: 20, latencySeconds });
    await clock.advance(500);
  };

  it('is where the first sound was, whatever comes later', async () => {
    open().commands.listen();
    await behind(90);
    expect(usual()).toBeNull();
    engine.emit({ type: 'playing' });
    await behind(null);
    expect(usual()).toBeNull();
    await behind(26);
    await behind(60);
    expect(usual()).toBe(26);
  });

  it('a join that took long does not make a long way behind usual', async () => {
    open().commands.listen();
    tellFeed({ targetDurationSeconds: 4 });
    engine.emit({ type: 'playing' });
    await behind(110);
    expect(usual()).toBe(64);
  });

  it('is found anew by the next start', async () => {
    open().commands.listen();
    engine.emit({ type: 'playing' });
    await behind(26);
    engine.emit({ type: 'failed', problem: { kind: 'media', message: '' } });
    session?.commands.retry();
    expect(usual()).toBeNull();
  });
});

describe('speed and place', () => {
  it.each([
    [1.5, 1.5],
    [0, 0.75],
    [-3, 0.75],
    [50, 2],
    [Infinity, 2],
  ])('a speed of %s is %s, in the store and for the engine', (asked, taken) => {
    const { commands, store } = open();
    commands.setRate(asked);
    expect(store.getState().rate).toBe(taken);
    expect(engine.calls.at(-1)).toBe(`setRate ${taken}`);
  });

  it('a speed that is no number is nothing', () => {
    const { commands, store } = open();
    commands.setRate(1.25);
    commands.setRate(NaN);
    expect(store.getState().rate).toBe(1.25);
    expect(engine.calls.at(-1)).toBe('setRate 1.25');
  });

  it('is 1 again when the engine says that live has been reached', () => {
    const { commands, store } = open();
    commands.setRate(1.5);
    engine.emit({ type: 'rate', rate: 1 });
    expect(store.getState().rate).toBe(1);
  });

  it('outlives a start', () => {
    const { commands, store } = open();
    commands.setRate(1.5);
    commands.listen();
    engine.emit({ type: 'failed', problem: { kind: 'no-audio' } });
    commands.listen();
    expect(store.getState().rate).toBe(1.5);
  });

  it('what was said of a recording goes with it', () => {
    const { commands, store } = open();
    commands.listen();
    store.setState({ resumedAtSeconds: 30, missed: [{ startSeconds: 1, endSeconds: 9 }] });
    engine.emit({ type: 'playing' });
    engine.emit({ type: 'ended' });
    commands.listen();
    expect(store.getState()).toMatchObject({ resumedAtSeconds: null, missed: [] });
  });

  it('a document that changes its id while one listens goes on without a break', () => {
    const { commands, store } = open('document');
    tellBroadcast?.(documentEvent());
    commands.listen();
    phase('following');
    engine.emit({ type: 'playing' });
    const parsed = parseBroadcastDocument(
      documentText('live').replace('"talk"', '"another"'),
      'https://page.example/broadcast.json',
    );
    if (parsed.kind !== 'ok') throw new Error(parsed.message);
    tellBroadcast?.({ kind: 'document', document: parsed.document });
    expect(store.getState().broadcast).toMatchObject({ document: { id: 'another' } });
    expect(kind()).toBe('playing');
    expect(engine.calls).not.toContain('stop');
    expect(engine.calls.filter((call) => call.startsWith('seek'))).toEqual([]);
  });
});

describe('what is remembered', () => {
  it('whether keys work, beside volume and mute, and apart from them', () => {
    open();
    engine.emit({ type: 'output', volume: 0.5, muted: false });
    session?.commands.setShortcuts(false);
    session?.destroy();
    expect(open().store.getState()).toMatchObject({
      shortcuts: false,
      output: { volume: 0.5, muted: false },
    });
    engine.emit({ type: 'output', volume: 0.7, muted: false });
    session?.destroy();
    expect(open().store.getState()).toMatchObject({ shortcuts: false, output: { volume: 0.7 } });
  });

  it('what an older page saved is still good', () => {
    saved.set('holdline.output', '{"volume":0.3,"muted":true}');
    expect(open().store.getState()).toMatchObject({ shortcuts: true, output: { volume: 0.3, muted: true } });
  });

  it('volume and mute, as the element reports them', () => {
    open();
    engine.emit({ type: 'output', volume: 0.25, muted: true });
    session?.destroy();
    engine = createFakeEngine();
    open();
    expect(engine.calls).toEqual(['setVolume 0.25', 'setMuted true']);
  });

  it.each(['', 'nonsense', '{"volume":7}', '[]', 'null'])('damaged preferences %j fall back', (text) => {
    saved.set('holdline.output', text);
    expect(open().store.getState().output).toEqual({ volume: 1, muted: false });
  });
});

it('destroy leaves nothing behind', () => {
  open();
  session?.destroy();
  expect(engine.subscriberCount()).toBe(0);
  expect(online.count()).toBe(0);
  expect(clock.pending()).toBe(0);
  expect(engine.calls.at(-1)).toBe('destroy');
  session = null;
});
