import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchInterruptions, type Interruptions } from '../../src/playback/interruptions.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

let clock: FakeClock;
let page: EventTarget & { visibilityState: string };
let devices: EventTarget;
let keys: Map<string, (() => void) | null>;
let told: string[];
let interruptions: Interruptions;

beforeEach(() => {
  clock = createFakeClock();
  page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  devices = new EventTarget();
  keys = new Map();
  told = [];
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('navigator', {
    mediaDevices: devices,
    mediaSession: {
      setActionHandler: (action: string, handler: (() => void) | null) => void keys.set(action, handler),
    },
  });
  interruptions = watchInterruptions({
    clock,
    play: () => told.push('play'),
    pause: () => told.push('pause'),
    resume: () => told.push('resume'),
    onWake: () => told.push('wake'),
  });
});
afterEach(() => {
  interruptions.dispose();
  // Nothing stays behind.
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(clock.pending()).toBe(0);
  expect([...keys.values()]).toEqual([null, null]);
  vi.unstubAllGlobals();
});

it('goes on after a moment, once', async () => {
  interruptions.interrupted();
  await clock.advance(900);
  expect(told).toEqual([]);
  await clock.advance(60_000);
  expect(told).toEqual(['resume']);
});

it('what a person decides meanwhile stands', async () => {
  interruptions.interrupted();
  interruptions.settled();
  await clock.advance(60_000);
  expect(told).toEqual([]);
});

it.each([-1_000, 500])('a headphone pulled out %d ms after the pause keeps it', async (afterMs) => {
  const change = () => devices.dispatchEvent(new Event('devicechange'));
  if (afterMs < 0) {
    change();
    await clock.advance(-afterMs);
    interruptions.interrupted();
  } else {
    interruptions.interrupted();
    await clock.advance(afterMs);
    change();
  }
  await clock.advance(60_000);
  expect(told).toEqual([]);
});

it('a page that comes back to the front does not wait', () => {
  interruptions.interrupted();
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual([]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual(['resume']);
});

it('media keys are commands', () => {
  keys.get('pause')?.();
  keys.get('play')?.();
  expect(told).toEqual(['pause', 'play']);
});

it('a computer that wakes up is told once, and an interrupted listener goes on', async () => {
  interruptions.look();
  await clock.advance(250);
  interruptions.look();
  expect(told).toEqual([]);
  interruptions.interrupted();
  // Timers sleep too: the look that comes first after an hour finds it out.
  const wallNow = clock.wallNow();
  vi.spyOn(clock, 'wallNow').mockReturnValue(wallNow + 3_600_000);
  interruptions.look();
  interruptions.look();
  expect(told).toEqual(['wake', 'resume']);
  await clock.advance(60_000);
  expect(told).toEqual(['wake', 'resume']);
});

it('without Media Session nobody’s pause cannot be told from a key’s: it stays', async () => {
  interruptions.dispose();
  vi.stubGlobal('navigator', {});
  const deaf = watchInterruptions({
    clock,
    play: () => undefined,
    pause: () => undefined,
    resume: () => told.push('resume'),
    onWake: () => undefined,
  });
  deaf.interrupted();
  await clock.advance(60_000);
  expect(told).toEqual([]);
  deaf.dispose();
});
