import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STARVING_AFTER_MS } from '../../src/broadcast/admission.ts';
import type { BroadcastEvent } from '../../src/broadcast/document-poller.ts';
import { createSession, type AudioSession } from '../../src/session/create-session.ts';
import { joinStatus } from '../../src/session/join-status.ts';
import { documentOf, START_MS } from '../broadcast/documents.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeEngine, type FakeEngine } from '../fakes/fake-engine.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';

const STREAM = 'https://origin.example/live.m3u8';
const OTHER = 'https://other.example/live.m3u8';
const REPLAY = 'https://page.example/replay.m3u8';

let clock: FakeClock;
let engine: FakeEngine;
let session: AudioSession;
let tell: (event: BroadcastEvent) => void;
let isJoining: () => boolean;

beforeEach(() => {
  clock = createFakeClock();
  engine = createFakeEngine();
  session = createSession({
    engine,
    clock,
    online: { isOnline: () => true, subscribe: () => () => undefined },
    address: { kind: 'document', url: 'https://page.example/broadcast.json' },
    storage: null,
    // Its ticket is 0.689 in epoch 0, its place in the spread 0.0149.
    listenerId: 'somebody',
    followDocument(_url, onEvent, _signal, joining) {
      tell = onEvent;
      isJoining = joining;
    },
  });
});
afterEach(() => session.destroy());

const told = (changes: Record<string, unknown> = {}) =>
  tell({ kind: 'document', document: documentOf({ state: 'live', ...changes }) });
const kind = () => session.store.getState().playback.kind;
const status = () => joinStatus(session.store.getState(), clock.now(), START_MS);
const listen = () => session.commands.listen();
const starts = () => engine.calls.filter((call) => call.startsWith('start'));
const stops = () => engine.calls.filter((call) => call === 'stop').length;
const phase = (name: 'not-started' | 'following') => {
  engine.setFeed({ ...emptyFeedSnapshot, phase: { kind: name } });
  engine.emit({ type: 'feed', event: { type: 'changed' } });
};

describe('held', () => {
  it('waits without a request, and joins by itself when admission comes to its ticket', () => {
    told({ admission: 0.4 });
    listen();
    expect(kind()).toBe('waiting');
    expect(status()).toEqual({ kind: 'held', percent: 40, dueSeconds: null });
    expect(starts()).toEqual([]);
    expect(engine.calls).toContain('unlock');
    told({ admission: 0.6 });
    expect(starts()).toEqual([]);
    told({ admission: 0.7 });
    expect(kind()).toBe('joining');
    expect(engine.calls.slice(-2)).toEqual(['unlock', `start ${STREAM}`]);
  });

  it('also when Listen was pressed before the document was there', () => {
    listen();
    expect(kind()).toBe('joining');
    told({ admission: 0 });
    expect(kind()).toBe('waiting');
    expect(status()).toEqual({ kind: 'held', percent: 0, dueSeconds: null });
    expect(starts()).toEqual([]);
  });

  it.each([
    [0, 0],
    [0.001, 1],
    [0.4, 40],
    [0.6899, 69],
  ])('tells an admission of %d as %d %%', (admission, percent) => {
    told({ admission: Math.min(admission, 0.6889) });
    listen();
    expect(status()).toMatchObject({ kind: 'held', percent });
  });

  it('goes where the newest document says, not where the one before said', () => {
    told({ admission: 0 });
    listen();
    told({ admission: 0, pathways: [{ id: 'b', url: OTHER }] });
    expect(starts()).toEqual([]);
    told({ pathways: [{ id: 'b', url: OTHER }] });
    expect(starts()).toEqual([`start ${OTHER}`]);
  });

  it('can be given up, and pressed for again', () => {
    told({ admission: 0 });
    listen();
    session.commands.pause();
    expect(kind()).toBe('idle');
    told({});
    expect(starts()).toEqual([]);
    listen();
    expect(starts()).toEqual([`start ${STREAM}`]);
  });

  it('a stream without a document is never held', () => {
    const bare = createFakeEngine();
    const other = createSession({
      engine: bare,
      clock,
      online: { isOnline: () => true, subscribe: () => () => undefined },
      address: { kind: 'stream', url: STREAM },
      storage: null,
      listenerId: 'somebody',
      followDocument: () => undefined,
    });
    other.commands.listen();
    expect(bare.calls.at(-1)).toBe(`start ${STREAM}`);
    other.destroy();
  });
});

describe('admission is lowered', () => {
  it('whoever hears goes on hearing', async () => {
    told();
    listen();
    engine.emit({ type: 'playing' });
    told({ admission: 0 });
    await clock.advance(2 * STARVING_AFTER_MS);
    expect(kind()).toBe('playing');
    expect(stops()).toBe(0);
  });

  it('whoever was let in by more than that yields to all others, until it is raised again', () => {
    const yields = () => engine.calls.filter((call) => call.startsWith('setCrowdPolicy')).at(-1);
    told();
    listen();
    engine.emit({ type: 'playing' });
    told({ admission: 0.7 });
    expect(yields()).toBe('setCrowdPolicy false 0 1 null null');
    told({ admission: 0.6 });
    expect(yields()).toBe('setCrowdPolicy false 0 1 null 15000');
    told({ admission: 0.7 });
    expect(yields()).toBe('setCrowdPolicy false 0 1 null null');
  });

  it('whoever was put out and is let in again yields to nobody', async () => {
    told();
    listen();
    phase('following');
    told({ admission: 0.1 });
    await clock.advance(STARVING_AFTER_MS + 1_000);
    expect(kind()).toBe('waiting');
    told({ admission: 0.9 });
    expect(kind()).toBe('joining');
    expect(engine.calls.filter((call) => call.startsWith('setCrowdPolicy')).at(-1)).toBe(
      'setCrowdPolicy false 0 1 null null',
    );
  });

  it.each([
    ['joins without sound', () => undefined],
    [
      'has fallen silent',
      () => {
        engine.emit({ type: 'playing' });
        engine.emit({ type: 'stalled' });
      },
    ],
  ])('whoever %s goes back to waiting after half a minute, and asks nothing more', async (_, before) => {
    told();
    listen();
    phase('following');
    before();
    told({ admission: 0.1 });
    await clock.advance(STARVING_AFTER_MS - 1_000);
    expect(stops()).toBe(0);
    await clock.advance(2_000);
    expect([kind(), stops()]).toEqual(['waiting', 1]);
    expect(status()).toEqual({ kind: 'held', percent: 10, dueSeconds: null });
    told({ admission: 0.9 });
    expect(engine.calls.slice(-2)).toEqual(['unlock', `start ${STREAM}`]);
    expect(kind()).toBe('joining');
  });

  it('a silence that ends in time changes nothing', async () => {
    told();
    listen();
    engine.emit({ type: 'playing' });
    told({ admission: 0 });
    for (let time = 0; time < 5; time += 1) {
      engine.emit({ type: 'stalled' });
      await clock.advance(STARVING_AFTER_MS - 1_000);
      engine.emit({ type: 'playing' });
    }
    expect([kind(), stops()]).toEqual(['playing', 0]);
  });

  it('whoever starves below the admission keeps trying', async () => {
    told();
    listen();
    told({ admission: 0.7 });
    await clock.advance(10 * STARVING_AFTER_MS);
    expect([kind(), stops()]).toEqual(['joining', 0]);
  });
});

describe('joins are spread', () => {
  it('after the start, each at its own time, without a press and without a document', async () => {
    told({ state: 'late', joinSpreadSeconds: 1000 });
    listen();
    phase('not-started');
    expect(starts()).toHaveLength(1);
    told({ joinSpreadSeconds: 1000 });
    expect([kind(), stops()]).toEqual(['waiting', 1]);
    expect(status()).toEqual({ kind: 'held', percent: 100, dueSeconds: 15 });
    await clock.advance(14_000);
    expect(starts()).toHaveLength(1);
    await clock.advance(1_500);
    expect(kind()).toBe('joining');
    expect(starts()).toHaveLength(2);
  });
});

describe('degrade', () => {
  it('4 closes live for whoever is not in, and for nobody else', async () => {
    told();
    listen();
    engine.emit({ type: 'playing' });
    told({ degrade: 4 });
    await clock.advance(60_000);
    expect([kind(), stops()]).toEqual(['playing', 0]);
  });

  it('4 is told before Listen, and a press waits until live opens again', () => {
    told({ degrade: 4 });
    expect(status()).toEqual({ kind: 'closed', pressed: false });
    listen();
    expect(status()).toEqual({ kind: 'closed', pressed: true });
    expect(starts()).toEqual([]);
    told({ degrade: 3 });
    expect(starts()).toEqual([`start ${STREAM}`]);
  });

  it.each([
    [{}, 'false 0 1 null'],
    [{ degrade: 1 }, 'false 0 1 null'],
    [{ degrade: 2 }, 'true 0 1 null'],
    [{ degrade: 3 }, 'true 20 2 null'],
    [{ degrade: 4, joinBackoffSeconds: 60 }, 'true 20 2 60000'],
  ])('%j asks of the engine: %s', (changes, policy) => {
    told(changes);
    expect(engine.calls).toContain(`setCrowdPolicy ${policy} null`);
  });
});

describe('the end and the replay', () => {
  const ended = { state: 'ended', replay: { url: REPLAY } };

  it('whoever was held is told that it is over, and Listen plays the recording', () => {
    told({ degrade: 4 });
    listen();
    told({ degrade: 4, ...ended });
    expect(status()).toEqual({ kind: 'ended', replay: true });
    expect(starts()).toEqual([]);
    listen();
    expect(starts()).toEqual([`start ${REPLAY}`]);
    engine.emit({ type: 'playing' });
    told({ degrade: 4, ...ended, audience: 5 });
    expect(starts().at(-1)).toBe(`start ${REPLAY}`);
  });

  it('whoever still hears the last words hears them to their end', () => {
    told();
    listen();
    engine.emit({ type: 'playing' });
    told(ended);
    expect(starts().at(-1)).toBe(`start ${STREAM}`);
    expect([kind(), stops()]).toEqual(['playing', 0]);
    engine.emit({ type: 'ended' });
    expect(status()).toEqual({ kind: 'ended', replay: true });
    listen();
    expect(engine.calls.slice(-3)).toEqual(['stop', 'unlock', `start ${REPLAY}`]);
  });

  it('without a recording, Listen plays what is left', () => {
    told({ state: 'ended' });
    expect(status()).toEqual({ kind: 'ready', phase: 'ended' });
    listen();
    expect(starts()).toEqual([`start ${STREAM}`]);
    phase('not-started');
    told({ state: 'ended', audience: 1 });
    expect(kind()).toBe('waiting');
  });

  it('offers the recording before a press', () => {
    told(ended);
    expect(status()).toEqual({ kind: 'ready', phase: 'replay' });
    listen();
    expect(starts()).toEqual([`start ${REPLAY}`]);
  });
});

describe('a document that changes while somebody', () => {
  const swapped = { id: 'another-talk', pathways: [{ id: 'b', url: OTHER }] };

  it('hears: its pathways and its id, and the sound goes on', () => {
    told();
    listen();
    engine.emit({ type: 'playing' });
    told(swapped);
    expect(engine.calls.slice(-1)).toEqual([`start ${OTHER}`]);
    expect([kind(), stops()]).toEqual(['playing', 0]);
    expect(session.store.getState().broadcast).toMatchObject({ document: { id: 'another-talk' } });
  });

  it('joins: the joining goes on', () => {
    told();
    listen();
    told(swapped);
    expect(starts()).toEqual([`start ${STREAM}`, `start ${OTHER}`]);
    expect([kind(), stops()]).toEqual(['joining', 0]);
  });

  it('is held: nothing is asked for', () => {
    told({ admission: 0 });
    listen();
    told({ admission: 0, ...swapped });
    expect(starts()).toEqual([]);
    expect(kind()).toBe('waiting');
  });
});

it('whoever joins is known to the poller, whoever waits or hears is not among them', () => {
  expect(isJoining()).toBe(false);
  told({ admission: 0 });
  listen();
  expect(isJoining()).toBe(false);
  told();
  expect(isJoining()).toBe(true);
  engine.emit({ type: 'playing' });
  expect(isJoining()).toBe(false);
});
