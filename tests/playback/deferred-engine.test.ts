import { beforeEach, describe, expect, it } from 'vitest';
import { createDeferredEngine } from '../../src/playback/deferred-engine.ts';
import type { Engine, EngineEvent } from '../../src/playback/engine.ts';
import { createFakeAudio } from '../fakes/fake-audio.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeEngine, type FakeEngine } from '../fakes/fake-engine.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const pathways = [{ id: 'a', url: 'https://origin.example/live.m3u8' }];

let clock: FakeClock;
let audio: ReturnType<typeof createFakeAudio>;
let real: FakeEngine;
let loads: number;
let failures: number;
let arrive: (() => void) | null;
let engine: Engine;
let events: EngineEvent[];

beforeEach(() => {
  clock = createFakeClock();
  audio = createFakeAudio();
  real = createFakeEngine();
  loads = 0;
  failures = 0;
  arrive = null;
  events = [];
  engine = createDeferredEngine({
    audio,
    clock,
    random: seededRandom(1),
    load: () => {
      loads += 1;
      if (loads <= failures) return Promise.reject(new TypeError('failed to fetch'));
      return new Promise((resolve) => {
        arrive = () => resolve(() => real);
      });
    },
  });
  engine.subscribe((event) => events.push(event));
});

const settle = () => clock.advance(0);

describe('before the player is here', () => {
  it('lets the element play inside the gesture, and starts when the player comes', async () => {
    engine.unlock();
    expect(audio.calls).toEqual(['play']);
    engine.start(pathways);
    await settle();
    expect(real.calls).toEqual([]);
    arrive?.();
    await settle();
    expect(real.calls).toEqual(['setOnline true', 'unlock', `start ${pathways[0]?.url ?? ''}`]);
  });

  it('remembers the speed that was asked for, and tells the player before anything is heard', async () => {
    engine.setRate(1.25);
    engine.setRate(1.5);
    engine.unlock();
    engine.start(pathways);
    await settle();
    arrive?.();
    await settle();
    expect(real.calls).toEqual([
      'setOnline true',
      'setRate 1.5',
      'unlock',
      `start ${pathways[0]?.url ?? ''}`,
    ]);
    engine.setRate(1);
    expect(real.calls.at(-1)).toBe('setRate 1');
  });

  it('forgets a place: there is none before there is a stream', async () => {
    engine.seek(30);
    engine.start(pathways);
    arrive?.();
    await settle();
    expect(real.calls.some((call) => call.startsWith('seek'))).toBe(false);
    engine.seek(40);
    expect(real.calls.at(-1)).toBe('seek 40');
  });

  it('remembers the language that was chosen last', async () => {
    engine.chooseAudio('fr//');
    engine.chooseAudio('de//Deutsch');
    engine.preload();
    await settle();
    arrive?.();
    await settle();
    expect(real.calls).toEqual(['setOnline true', 'chooseAudio de//Deutsch', 'preload']);
  });

  it('tells that the browser refused, and does not unlock what was refused', async () => {
    audio.answer = 'refuses';
    engine.unlock();
    engine.start(pathways);
    await settle();
    expect(events).toEqual([{ type: 'blocked' }]);
    arrive?.();
    await settle();
    expect(real.calls).not.toContain('unlock');
    expect(real.calls).toContain(`start ${pathways[0]?.url ?? ''}`);
  });

  it('is unlocked even when the player comes before anybody knows where to start', async () => {
    engine.unlock();
    engine.preload();
    await settle();
    arrive?.();
    await settle();
    expect(real.calls).toContain('unlock');
    engine.start(pathways);
    expect(real.calls.at(-1)).toBe(`start ${pathways[0]?.url ?? ''}`);
  });

  it('what the producers ask is not lost on the way, and comes before the start', async () => {
    engine.setCrowdPolicy({
      lowestOnly: true,
      holdBackExtraSeconds: 20,
      reloadStretch: 2,
      joinBackoffMs: null,
      yieldMs: 15_000,
    });
    engine.start(pathways);
    await settle();
    arrive?.();
    await settle();
    expect(real.calls.slice(-2)).toEqual([
      'setCrowdPolicy true 20 2 null 15000',
      `start ${pathways[0]?.url ?? ''}`,
    ]);
    engine.setCrowdPolicy({
      lowestOnly: false,
      holdBackExtraSeconds: 0,
      reloadStretch: 1,
      joinBackoffMs: 60_000,
      yieldMs: null,
    });
    expect(real.calls.at(-1)).toBe('setCrowdPolicy false 0 1 60000 null');
  });

  it('given up before the player came, nothing starts', async () => {
    engine.unlock();
    engine.start(pathways);
    engine.stop();
    await settle();
    arrive?.();
    await settle();
    expect(real.calls.filter((call) => call.startsWith('start'))).toEqual([]);
    expect(audio.paused).toBe(true);
  });

  it('volume and mute work, and are told at once and once', async () => {
    const told = [
      { type: 'output', volume: 0.3, muted: false },
      { type: 'output', volume: 0.3, muted: true },
    ];
    engine.setVolume(0.3);
    engine.setMuted(true);
    expect(events).toEqual(told);
    await settle();
    expect(events).toEqual(told);
    audio.muted = false;
    await settle();
    expect(events.slice(2)).toEqual([{ type: 'output', volume: 0.3, muted: false }]);
    engine.setVolume(7);
    expect(audio.volume).toBe(1);
  });

  it('an offline browser is known to the player when it comes', async () => {
    engine.setOnline(false);
    engine.preload();
    await settle();
    arrive?.();
    await settle();
    expect(real.calls).toEqual(['setOnline false', 'preload']);
  });
});

describe('when the page’s host fails', () => {
  it('tries again with growing pauses', async () => {
    failures = 3;
    engine.start(pathways);
    await clock.advance(20_000);
    expect(loads).toBe(4);
    arrive?.();
    await settle();
    expect(real.calls).toContain(`start ${pathways[0]?.url ?? ''}`);
  });

  it('after six attempts says so, and a later press tries anew', async () => {
    failures = 6;
    engine.start(pathways);
    await clock.advance(60_000);
    expect(loads).toBe(6);
    expect(events).toEqual([{ type: 'failed', problem: { kind: 'player-not-loaded' } }]);
    engine.start(pathways);
    await settle();
    expect(loads).toBe(7);
    arrive?.();
    await settle();
    expect(real.calls).toContain(`start ${pathways[0]?.url ?? ''}`);
  });

  it('a failed preload is not told: nobody has asked for sound yet', async () => {
    failures = 99;
    engine.preload();
    await clock.advance(60_000);
    expect(events).toEqual([]);
  });
});

it('once the player is here, everything goes to it and comes from it', async () => {
  engine.preload();
  await settle();
  arrive?.();
  await settle();
  real.calls.length = 0;
  engine.unlock();
  engine.start(pathways);
  engine.pause();
  engine.play();
  engine.jumpToLive();
  engine.hurry();
  engine.stop();
  expect(real.calls).toEqual([
    'unlock',
    `start ${pathways[0]?.url ?? ''}`,
    'pause',
    'play',
    'jumpToLive',
    'hurry',
    'stop',
  ]);
  real.emit({ type: 'playing' });
  expect(events).toEqual([{ type: 'playing' }]);
  engine.destroy();
  expect(real.calls.at(-1)).toBe('destroy');
});
