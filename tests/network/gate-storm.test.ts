import { describe, expect, it } from 'vitest';
import type { Random } from '../../src/network/random.ts';
import type { ScriptedAnswer } from '../fakes/scripted-fetch.ts';
import { createListenerModel, mostStarts } from './listener-model.ts';

const modes = {
  joining: { joining: true, urgent: false, capMs: 8000 },
  listening: { joining: false, urgent: false, capMs: 10_000 },
  urgent: { joining: false, urgent: true, capMs: 10_000 },
};

const answer = (status: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  kind: 'answer',
  status,
  headers,
  body: 'x'.repeat(2000),
  afterMs: 40,
});

const outages: Readonly<Record<string, (random: Random) => ScriptedAnswer>> = {
  'refused at once': () => ({ kind: 'refuse', afterMs: 3 }),
  'answered 503': () => answer(503),
  hanging: () => ({ kind: 'hang' }),
  'answered with a page': () => ({ ...answer(200), headers: { 'content-length': '9000' }, body: '<html>' }),
  'a mixture': (random) => {
    const dice = random();
    return dice < 0.3 ? { kind: 'hang' } : dice < 0.6 ? answer(502) : { kind: 'refuse', afterMs: 900 };
  },
};

const cases = Object.keys(outages).flatMap((outage) =>
  Object.keys(modes).flatMap((mode) => [1, 3].map((pathways) => [outage, mode, pathways] as const)),
);

describe('under a total outage a client starts at most 20 requests a minute and 10 a second', () => {
  it.each(cases)('%s, %s, pathways: %d', async (outage, mode, pathways) => {
    for (const seed of [1, 2, 3]) {
      let isDown = false;
      const model = createListenerModel({
        seed,
        pathways,
        mode: modes[mode as keyof typeof modes],
        origin: (_, random) => (isDown ? (outages[outage]?.(random) ?? answer(500)) : answer(200)),
      });
      await model.clock.advance(30_000);
      const before = model.origin.requests.length;
      const had = model.received();
      expect(had.segments).toBeGreaterThan(9);

      isDown = true;
      await model.clock.advance(180_000);
      const duringOutage = model.origin.requests.slice(before);
      expect(mostStarts(duringOutage, 60_000)).toBeLessThanOrEqual(20);
      expect(mostStarts(model.origin.requests, 1000)).toBeLessThanOrEqual(10);
      // It does not fall asleep either.
      expect(duringOutage.length).toBeGreaterThan(12);

      isDown = false;
      await model.clock.advance(35_000);
      expect(model.received().segments).toBeGreaterThan(had.segments + 30);

      await model.stop();
      expect(model.clock.pending()).toBe(0);
      expect(model.origin.open()).toBe(0);
    }
  });
});

describe('a storm that lets something through is ridden out', () => {
  it.each([
    ['503', 0.3, () => answer(503), 0.93],
    ['reset', 0.3, (): ScriptedAnswer => ({ kind: 'refuse', afterMs: 20 }), 0.93],
    ['503 with Retry-After: 2', 0.3, () => answer(503, { 'retry-after': '2' }), 0.88],
    ['503 with Retry-After: 5', 0.5, () => answer(503, { 'retry-after': '5' }), 0.94],
    ['hang', 0.5, (): ScriptedAnswer => ({ kind: 'hang' }), 0.94],
  ] as const)('%s, %d get through', async (_, rate, bad, share) => {
    let segments = 0;
    let requests = 0;
    const minutes = 10;
    const seeds = [1, 2, 3, 4, 5, 6];
    for (const seed of seeds) {
      const model = createListenerModel({
        seed,
        mode: modes.urgent,
        origin: (_request, random) => (random() < rate ? answer(200) : bad()),
      });
      await model.clock.advance(minutes * 60_000);
      segments += model.received().segments;
      requests += model.origin.requests.length;
      await model.stop();
    }
    const wanted = seeds.length * minutes * 15;
    expect(segments / wanted).toBeGreaterThan(share);
    // About what the rate demands, not more: 30 good answers a minute are wanted.
    expect(requests / seeds.length / minutes).toBeLessThan(40 / rate);
  });

  it('is not made worse where next to nothing gets through', async () => {
    const model = createListenerModel({
      seed: 5,
      mode: modes.urgent,
      origin: (_, random) => (random() < 0.05 ? answer(200) : answer(503)),
    });
    await model.clock.advance(600_000);
    expect(model.origin.requests.length / 10).toBeLessThan(20);
    await model.stop();
  });
});

it('keeps a Retry-After for everything on the pathway, and does not bring a crowd back together', async () => {
  const returnsMs: number[] = [];
  for (let seed = 1; seed <= 40; seed++) {
    let isDown = false;
    const model = createListenerModel({
      seed,
      mode: modes.listening,
      origin: () => (isDown ? answer(503, { 'retry-after': '8' }) : answer(200)),
    });
    await model.clock.advance(20_000);
    isDown = true;
    const before = model.origin.requests.length;
    await model.clock.advance(60_000);
    const after = model.origin.requests.slice(before);
    // What was in flight together when the first refusal came belongs to the same opening.
    const openings: number[] = [];
    for (const { atMs } of after) {
      const previous = openings.at(-1);
      if (previous === undefined || atMs - previous > 40) openings.push(atMs);
    }
    for (let i = 1; i < openings.length; i++) {
      expect((openings[i] ?? 0) - (openings[i - 1] ?? 0)).toBeGreaterThanOrEqual(8000);
    }
    returnsMs.push((openings[1] ?? 0) - (openings[0] ?? 0));
    await model.stop();
  }
  expect(Math.max(...returnsMs) - Math.min(...returnsMs)).toBeGreaterThan(1200);
  expect(new Set(returnsMs.map((ms) => Math.round(ms / 50))).size).toBeGreaterThan(15);
});

it('brings clients that one failure has put in step apart again, also when all are out of tokens', async () => {
  const thirdMinuteMs: number[] = [];
  for (let seed = 1; seed <= 30; seed++) {
    const model = createListenerModel({ seed, mode: modes.listening, origin: () => ({ kind: 'refuse' }) });
    const startMs = model.clock.now();
    await model.clock.advance(60_000);
    for (const { atMs } of model.origin.requests)
      if (atMs - startMs > 20_000) thirdMinuteMs.push((atMs - startMs) % 5000);
    await model.stop();
  }
  const tenths = Array.from(
    { length: 10 },
    (_, i) => thirdMinuteMs.filter((ms) => Math.floor(ms / 500) === i).length,
  );
  expect(Math.max(...tenths) / thirdMinuteMs.length).toBeLessThan(0.25);
});
