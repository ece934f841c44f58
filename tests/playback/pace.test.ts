import { beforeEach, expect, it } from 'vitest';
import { createPace, type Pace, type PaceFacts } from '../../src/playback/pace.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';

let clock: FakeClock;
let pace: Pace;
const calm: PaceFacts = {
  positionSeconds: 10,
  inHandSeconds: 20,
  latencySeconds: 28,
  targetDurationSeconds: 4,
  steadyForMs: 60_000,
  silent: false,
  ended: false,
  complete: false,
  holdBackExtraSeconds: 0,
};

beforeEach(() => {
  clock = createFakeClock();
  pace = createPace(clock);
});

/** Whether what has come in may be played. */
async function mayGoOn(): Promise<boolean> {
  let may = false;
  void pace.mayGoOn(new AbortController().signal).then(() => (may = true));
  await clock.advance(0);
  return may;
}

it('nothing is held back while there is sound', async () => {
  pace.look(calm);
  expect(await mayGoOn()).toBe(true);
});

it('after a silence one segment is held back, two are not', async () => {
  pace.look({ ...calm, silent: true, inHandSeconds: 0 });
  let released = 0;
  void pace.mayGoOn(new AbortController().signal).then(() => (released += 1));
  pace.look({ ...calm, silent: true, inHandSeconds: 4 });
  await clock.advance(0);
  expect(released).toBe(0);
  pace.look({ ...calm, silent: true, inHandSeconds: 8 });
  await clock.advance(0);
  expect(released).toBe(1);
  expect(pace.jumpDistanceSeconds(4)).toBe(16);
});

it('what is in hand is not held back for longer than two target durations', async () => {
  pace.look({ ...calm, silent: true, inHandSeconds: 0 });
  await clock.advance(60_000);
  pace.look({ ...calm, silent: true, inHandSeconds: 4 });
  expect(await mayGoOn()).toBe(false);
  await clock.advance(7_900);
  pace.look({ ...calm, silent: true, inHandSeconds: 4 });
  expect(await mayGoOn()).toBe(false);
  await clock.advance(100);
  const before = pace.mayGoOn(new AbortController().signal);
  pace.look({ ...calm, silent: true, inHandSeconds: 4 });
  await expect(before).resolves.toBeUndefined();
});

it('whoever asks and goes away is let go', async () => {
  pace.look({ ...calm, silent: true, inHandSeconds: 0 });
  const abort = new AbortController();
  const waiting = pace.mayGoOn(abort.signal);
  abort.abort();
  await expect(waiting).resolves.toBeUndefined();
});

it('slows down when nothing has come for a while and little is left, and not before', async () => {
  for (let seconds = 0; seconds < 20; seconds += 1) {
    pace.look({ ...calm, positionSeconds: 10 + seconds, inHandSeconds: 20 - seconds });
    expect(pace.rate(), `${seconds} s`).toBe(seconds > 8 ? 0.95 : 1);
    await clock.advance(1_000);
  }
});
