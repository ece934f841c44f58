import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSession, type AudioSession } from '../../src/session/create-session.ts';
import { runSleepTimer, type SleepTimer } from '../../src/session/run-sleep-timer.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeEngine, type FakeEngine } from '../fakes/fake-engine.ts';
import { loaded } from '../fakes/session-states.ts';

const MINUTE_MS = 60_000;

let clock: FakeClock;
let engine: FakeEngine;
let session: AudioSession;
let timer: SleepTimer;
let saved: string[];

/** What the element plays at: the engine answers as an element does. */
let heard: number;

beforeEach(() => {
  clock = createFakeClock();
  const fake = createFakeEngine();
  heard = 1;
  engine = {
    ...fake,
    setVolume(volume) {
      heard = volume;
      fake.emit({ type: 'output', volume, muted: false });
    },
    pause() {
      fake.calls.push('pause');
      fake.emit({ type: 'paused' });
    },
  };
  saved = [];
  session = createSession({
    engine,
    clock,
    address: { kind: 'stream', url: 'https://origin.example/live.m3u8' },
    online: { isOnline: () => true, subscribe: () => () => undefined },
    storage: { getItem: () => null, setItem: (_key, value) => saved.push(value) },
    listenerId: 'somebody',
    followDocument: () => undefined,
  });
  session.commands.setVolume(0.6);
  session.commands.listen();
  engine.emit({ type: 'playing' });
  timer = runSleepTimer(session);
});
afterEach(() => {
  timer.destroy();
  session.destroy();
});

const pauses = () => engine.calls.filter((call) => call === 'pause').length;
const volume = () => session.store.getState().output.volume;

describe('a sleep timer', () => {
  it('leaves the sound alone until the last twenty seconds', async () => {
    timer.choose(15);
    await clock.advance(15 * MINUTE_MS - 20_500);
    expect([heard, pauses()]).toEqual([0.6, 0]);
  });

  it('fades, pauses, and gives the volume back', async () => {
    timer.choose(15);
    await clock.advance(15 * MINUTE_MS - 10_000);
    expect(heard).toBeCloseTo(0.3, 2);
    expect(volume(), 'the setting stands').toBe(0.6);
    await clock.advance(10_000);
    expect([pauses(), heard]).toEqual([1, 0]);
    expect(session.store.getState().playback.kind).toBe('paused');
    expect(timer.current().kind).toBe('off');
    await clock.advance(1000);
    expect(heard).toBe(0.6);
    expect(volume()).toBe(0.6);
  });

  it('never saves what a fade makes of the volume', async () => {
    saved.length = 0;
    timer.choose(15);
    await clock.advance(16 * MINUTE_MS);
    expect(saved.length).toBeGreaterThan(0);
    expect(saved.map((text) => (JSON.parse(text) as { volume: number }).volume)).toEqual(
      saved.map(() => 0.6),
    );
  });

  it('goes on for five minutes more, at once as loud as before', async () => {
    timer.choose(15);
    await clock.advance(15 * MINUTE_MS - 5000);
    expect(heard).toBeLessThan(0.2);
    timer.extend();
    expect(heard).toBe(0.6);
    await clock.advance(5 * MINUTE_MS);
    expect(pauses()).toBe(0);
    await clock.advance(10_000);
    expect(pauses()).toBe(1);
  });

  it('can be switched off in the middle of a fade', async () => {
    timer.choose(15);
    await clock.advance(15 * MINUTE_MS - 5000);
    timer.choose('off');
    expect(heard).toBe(0.6);
    await clock.advance(MINUTE_MS);
    expect(pauses()).toBe(0);
  });

  it('keeps what the listener sets during a fade', async () => {
    timer.choose(15);
    await clock.advance(15 * MINUTE_MS - 10_000);
    session.commands.setVolume(0.9);
    expect(volume()).toBe(0.9);
    await clock.advance(12_000);
    expect(heard).toBe(0.9);
    expect(volume()).toBe(0.9);
  });

  it('stops a talk that the document calls over', async () => {
    timer.choose('end-of-talk');
    await clock.advance(60 * MINUTE_MS);
    expect(pauses()).toBe(0);
    session.store.setState({ broadcast: loaded({ state: 'ended' }) });
    await clock.advance(10_000);
    expect(heard).toBeLessThan(0.4);
    await clock.advance(15_000);
    expect([pauses(), heard]).toEqual([1, 0.6]);
  });

  it('tells of each change, and of nothing else', async () => {
    const seen: string[] = [];
    const detach = timer.subscribe(() => seen.push(timer.current().kind));
    timer.choose(15);
    await clock.advance(10 * MINUTE_MS);
    expect(seen).toEqual(['at']);
    await clock.advance(6 * MINUTE_MS);
    expect(seen).toEqual(['at', 'off']);
    detach();
    timer.choose(15);
    expect(seen).toHaveLength(2);
  });

  it('leaves no timer and no fade behind', async () => {
    const before = clock.pending();
    timer.choose(15);
    await clock.advance(15 * MINUTE_MS - 5000);
    timer.destroy();
    expect(heard).toBe(0.6);
    expect(clock.pending()).toBe(before);
  });
});
