import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchInterruptions, type Interruptions } from '../../src/playback/interruptions.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

let clock: FakeClock;
let page: EventTarget & { visibilityState: string };
let devices: EventTarget & { outputs: readonly object[] };
let session: EventTarget & { state: string };
let isHandheld: boolean;
let told: string[];
let interruptions: Interruptions;

const watch = () =>
  watchInterruptions({
    clock,
    pause: () => told.push('pause'),
    resume: () => told.push('resume'),
    onWake: () => told.push('wake'),
  });

beforeEach(() => {
  clock = createFakeClock();
  page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  devices = Object.assign(new EventTarget(), {
    outputs: [{ kind: 'audiooutput', deviceId: '', groupId: '' }],
    enumerateDevices: () => Promise.resolve(devices.outputs),
  });
  session = Object.assign(new EventTarget(), { state: 'active' });
  isHandheld = false;
  told = [];
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('matchMedia', () => ({ matches: isHandheld }));
  vi.stubGlobal('navigator', { mediaDevices: devices, mediaSession: {}, audioSession: session });
  interruptions = watch();
});
afterEach(async () => {
  interruptions.dispose();
  // Nothing stays behind.
  const before = [...told];
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  devices.outputs = [];
  devices.dispatchEvent(new Event('devicechange'));
  await clock.advance(60_000);
  expect(told).toEqual(before);
  expect(clock.pending()).toBe(0);
  vi.unstubAllGlobals();
});

const freeze = () => page.dispatchEvent(new Event('freeze'));
const thaw = () => page.dispatchEvent(new Event('resume'));
const say = (state: string) => {
  session.state = state;
  session.dispatchEvent(new Event('statechange'));
};

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

it('the last loudspeaker gone is a pause; one of several, or one that comes, is not', async () => {
  await clock.advance(0);
  const output = { kind: 'audiooutput', deviceId: '', groupId: '' };
  for (const outputs of [[output, output], [output], [], [output]]) {
    devices.outputs = outputs;
    devices.dispatchEvent(new Event('devicechange'));
    await clock.advance(0);
  }
  expect(told).toEqual(['pause']);
});

it('a page that comes back to the front does not wait', () => {
  interruptions.interrupted();
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual([]);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual(['resume']);
});

it('who insists is not fought, and the page goes on when it is looked at again', async () => {
  for (let pause = 0; pause < 3; pause += 1) {
    interruptions.interrupted();
    await clock.advance(25_000);
  }
  expect(told).toEqual(['resume', 'resume', 'resume']);
  interruptions.interrupted();
  await clock.advance(600_000);
  expect(told).toHaveLength(3);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toHaveLength(4);
});

it('a frozen tab goes on by itself, also on a phone and in the background', async () => {
  isHandheld = true;
  freeze();
  await clock.advance(3_600_000);
  thaw();
  await clock.advance(250);
  interruptions.interrupted();
  await clock.advance(1_000);
  expect(told).toEqual(['resume']);
});

it('a page that comes back from the cache goes on', () => {
  page.visibilityState = 'visible';
  interruptions.interrupted();
  page.dispatchEvent(new Event('pageshow'));
  expect(told).toEqual(['resume']);
});

it('on a phone a pause without a reason may be a headphone: it stays, also when the page is looked at', async () => {
  isHandheld = true;
  interruptions.interrupted();
  await clock.advance(600_000);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual([]);
});

it('a call that the platform tells of: nothing is tried while it lasts, and it goes on at its end', async () => {
  isHandheld = true;
  say('interrupted');
  interruptions.interrupted();
  await clock.advance(600_000);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toEqual([]);
  say('active');
  expect(told).toEqual(['resume']);
  say('inactive');
  expect(told).toEqual(['resume']);
});

it('an audio session that merely falls silent says nothing about the pause', async () => {
  isHandheld = true;
  interruptions.interrupted();
  say('inactive');
  await clock.advance(60_000);
  expect(told).toEqual([]);
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
  vi.stubGlobal('navigator', {});
  const deaf = watch();
  deaf.interrupted();
  await clock.advance(60_000);
  expect(told).toEqual([]);
  deaf.dispose();
});
