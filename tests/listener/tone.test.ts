import { afterEach, expect, it, vi } from 'vitest';
import { playTone } from '../../src/listener/tone.ts';
import { createFakeAudioContext } from '../fakes/fake-audio-context.ts';
import { createFakeSession } from '../fakes/fake-session.ts';

afterEach(() => vi.unstubAllGlobals());

function play(options: Parameters<typeof createFakeAudioContext>[0] = {}) {
  const session = createFakeSession();
  const fake = createFakeAudioContext(options);
  return { session, fake, tone: playTone(0.4, session.clock, () => fake.context) };
}

it('two notes that go up, as loud as the page, and everything closed behind them', async () => {
  const { session, fake, tone } = play();
  const [low, high] = fake.notes;
  expect(high?.hertz).toBeGreaterThan(low?.hertz ?? Infinity);
  expect(high?.fromSeconds).toBeGreaterThan(low?.fromSeconds ?? Infinity);
  tone.setLevel(0.9);
  expect(fake.levels).toEqual([0.4, 0.9]);
  expect(fake.closed()).toBe(0);
  fake.end();
  expect(await tone.outcome).toBe('sounded');
  expect([fake.closed(), session.timers()]).toEqual([1, 0]);
});

it('a browser that lets nothing out says so', async () => {
  const { fake, tone } = play({ refuses: true });
  expect(await tone.outcome).toBe('refused');
  expect(fake.closed()).toBe(1);
});

it('a context that never runs is given up', async () => {
  const { session, fake, tone } = play();
  session.advance(60_000);
  expect(await tone.outcome).toBe('refused');
  fake.end();
  expect(fake.closed()).toBe(1);
});

it('a browser without Web Audio is refused at once, and nothing is left', async () => {
  const session = createFakeSession();
  const tone = playTone(1, session.clock, () => {
    throw new ReferenceError('AudioContext is not defined');
  });
  expect(await tone.outcome).toBe('refused');
  expect(session.timers()).toBe(0);
});

it('stopped in the middle, it is closed', () => {
  const { session, fake, tone } = play();
  tone.stop();
  expect([fake.closed(), session.timers()]).toEqual([1, 0]);
});

it('on an iPhone it sounds under the same switch as the broadcast, and leaves that as it was', async () => {
  const audioSession = { type: 'auto' };
  vi.stubGlobal('navigator', { audioSession });
  const { fake, tone } = play();
  expect(audioSession.type).toBe('playback');
  fake.end();
  await tone.outcome;
  expect(audioSession.type).toBe('auto');
});
