import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVirtualEngine, type VirtualEngine } from '../../e2e/fleet/virtual-engine.ts';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { usualLimits } from '../../src/feed/keeping.ts';
import type { EngineEvent } from '../../src/playback/engine.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeShelf } from '../fakes/fake-shelf.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { createSimulatedOrigin, type SimulatedOrigin } from '../fakes/simulated-origin.ts';
import { scenarioOf } from '../origin/test-origin.ts';

let library: MediaLibrary;
let clock: FakeClock;
let origin: SimulatedOrigin;
let engine: VirtualEngine;
let events: EngineEvent[];

beforeEach(async () => {
  library = await loadMediaLibrary();
  clock = createFakeClock();
  events = [];
});
afterEach(() => {
  engine.destroy();
  origin.evening.end();
});

/** Somebody presses Listen at the beginning of the evening; all that a browser would keep is kept. */
function listen(fields: Readonly<Record<string, unknown>> = {}, limits = usualLimits): void {
  origin = createSimulatedOrigin(scenarioOf(fields), { seed: 1, clock, library });
  const keeping = { limits, openShelf: () => Promise.resolve(createFakeShelf()) };
  engine = createVirtualEngine({ fetch: origin.fetch, clock, random: seededRandom(1), keeping });
  engine.subscribe((event) => events.push(event));
  engine.unlock();
  engine.start([{ id: 'main', url: origin.url }]);
}

const seconds = (count: number) => clock.advance(count * 1000);
const position = () => engine.position().positionSeconds;
const feed = () => {
  const snapshot = engine.feed();
  if (snapshot === null) throw new Error('nothing is followed');
  return snapshot;
};
const seekableFrom = () => feed().seekableFromSeconds ?? NaN;
const edge = () => feed().edgeSeconds ?? NaN;
const latency = () => engine.position().latencySeconds ?? NaN;
const segmentsAsked = () =>
  origin.requests.flatMap(({ what, sequence }) =>
    what === 'segment' && sequence !== null ? [sequence] : [],
  );
const ratesTold = () => events.flatMap((event) => (event.type === 'rate' ? [event.rate] : []));

/** An EVENT playlist: ten minutes have been spoken, all of them are listed. */
const longEvent = { startsAtSeconds: -600, playlist: 'event' };

describe('a seek to what is held', () => {
  it('is heard at once, without a request', async () => {
    listen();
    await seconds(120);
    const asked = origin.requests.length;
    const wanted = position() - 60;
    engine.seek(wanted);
    expect(position()).toBeCloseTo(wanted, 6);
    await seconds(1);
    expect(position()).toBeCloseTo(wanted + 1, 0);
    // The next playlist may have come meanwhile, but no media.
    const media = origin.requests.slice(asked).filter(({ what }) => what !== 'media-playlist');
    expect(media.length).toBeLessThanOrEqual(1);
    expect(engine.heard().silentSeconds).toBe(0);
  });

  it('back and forward again leads to where one was', async () => {
    listen();
    await seconds(100);
    const before = position();
    engine.seek(before - 50);
    await seconds(5);
    engine.seek(before);
    await seconds(5);
    expect(position()).toBeCloseTo(before + 5, 0);
    expect(engine.heard().silentSeconds).toBe(0);
    const numbers = segmentsAsked();
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('a seek to before the join', () => {
  it('hears what the origin still lists, and goes on from there without a break', async () => {
    listen(longEvent);
    await seconds(10);
    expect(seekableFrom()).toBe(0);
    const joined = Math.min(...segmentsAsked());
    expect(joined).toBeGreaterThan(100);
    engine.seek(200);
    await seconds(20);
    expect(position()).toBeGreaterThan(215);
    expect(position()).toBeLessThan(221);
    await seconds(300);
    expect(position()).toBeGreaterThan(500);
    expect(engine.heard().silentSeconds).toBeLessThan(1);
    expect(feed().lostSeconds).toBe(0);
  });

  it('fetches from where the listener goes, and nothing before that', async () => {
    listen(longEvent);
    await seconds(10);
    const before = origin.requests.length;
    engine.seek(202);
    await seconds(10);
    const asked = origin.requests
      .slice(before)
      .flatMap(({ what, sequence }) => (what === 'segment' && sequence !== null ? [sequence] : []));
    expect(Math.min(...asked)).toBe(50);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('goes no further back than the window of a sliding playlist', async () => {
    listen({ startsAtSeconds: -600, windowSegments: 60 });
    await seconds(10);
    expect(seekableFrom()).toBeLessThan(position() - 100);
    const from = seekableFrom();
    engine.seek(-1000);
    await seconds(12);
    // The oldest segment leaves the window while it is asked for; the sound begins there or right behind it.
    expect(position()).toBeGreaterThan(from);
    expect(position()).toBeLessThan(from + 24);
    expect(latency()).toBeGreaterThan(200);
  });

  it('what has slid out meanwhile can be heard no more, what was held can', async () => {
    listen();
    await seconds(200);
    const first = feed().slots.length;
    expect(first).toBeGreaterThan(0);
    const from = seekableFrom();
    // From the join on all is held; what stood before it in a window of 24 s has long gone.
    engine.seek(0);
    await seconds(2);
    expect(position()).toBeGreaterThanOrEqual(from);
    expect(position()).toBeLessThan(from + 3);
    expect(engine.heard().silentSeconds).toBe(0);
  });

  it('a gap at the place is passed over to the next sound', async () => {
    listen({ ...longEvent, gaps: [{ fromSeconds: -400, toSeconds: -388 }] });
    await seconds(10);
    // 204 to 216 s of the timeline: three segments were never made.
    engine.seek(208);
    await seconds(6);
    expect(position()).toBeGreaterThan(216);
    expect(position()).toBeLessThan(223);
  });
});

describe('a seek forward', () => {
  it('to what is not in hand loses nothing that one can come back to', async () => {
    listen(longEvent);
    await seconds(10);
    engine.seek(10);
    await seconds(10);
    engine.seek(400);
    await seconds(10);
    expect(position()).toBeGreaterThan(404);
    expect(feed().lostSeconds).toBe(0);
    // Back into what was passed over.
    engine.seek(250);
    await seconds(10);
    expect(position()).toBeGreaterThan(254);
    expect(position()).toBeLessThan(261);
    expect(feed().lostSeconds).toBe(0);
    // And to the first place, which is still held: at once.
    engine.seek(12);
    await seconds(2);
    expect(position()).toBeGreaterThan(13);
    expect(position()).toBeLessThan(15);
  });

  it('never leads nearer to live than a player should be, and never back', async () => {
    listen({ windowSegments: 30 });
    await seconds(20);
    engine.seek(1e9);
    await seconds(4);
    expect(edge() - position()).toBeGreaterThan(8);
    expect(latency()).toBeLessThan(22);
    const near = position();
    engine.seek(near + 30);
    expect(position()).toBeGreaterThanOrEqual(near);
    await seconds(30);
    expect(engine.heard().silentSeconds).toBeLessThan(2);
  });

  it('a jump to live after going far back comes to live', async () => {
    listen(longEvent);
    await seconds(10);
    engine.seek(10);
    await seconds(10);
    engine.jumpToLive();
    await seconds(10);
    expect(latency()).toBeLessThan(22);
    expect(feed().lostSeconds).toBe(0);
    engine.seek(300);
    await seconds(10);
    expect(position()).toBeGreaterThan(304);
    expect(position()).toBeLessThan(311);
  });

  it('what a jump to live has passed over in an outage can be gone back to', async () => {
    listen({
      windowSegments: 60,
      faults: [
        {
          fromSeconds: 20,
          toSeconds: 60,
          match: { what: 'segment' },
          fault: { type: 'status', status: 503 },
        },
      ],
    });
    await seconds(15);
    engine.seek(seekableFrom() + 8);
    await seconds(4);
    engine.pause();
    await seconds(50);
    engine.play();
    engine.jumpToLive();
    await seconds(20);
    expect(latency()).toBeLessThan(40);
    const gap = feed().slots.find(({ state }) => state.kind === 'gap' && state.reason === 'passed-over');
    if (gap !== undefined) {
      engine.seek(gap.startSeconds + 1);
      await seconds(6);
      expect(position()).toBeGreaterThan(gap.startSeconds + 2);
      expect(position()).toBeLessThan(gap.startSeconds + 8);
    }
    expect(feed().lostSeconds).toBe(0);
  });
});

describe('nonsense and bad moments', () => {
  it.each([NaN, -Infinity])('%s', async (wanted) => {
    listen();
    await seconds(30);
    const before = position();
    engine.seek(wanted);
    await seconds(5);
    if (Number.isNaN(wanted)) expect(position()).toBeCloseTo(before + 5, 0);
    else expect(position()).toBeLessThan(before);
    expect(engine.heard().silentSeconds).toBe(0);
  });

  it('before there is anything, a seek is nothing', async () => {
    listen({ startsAtSeconds: 20 });
    engine.seek(100);
    await seconds(60);
    expect(position()).toBeGreaterThan(10);
    expect(engine.heard().silentSeconds).toBeLessThan(2);
  });

  it('while everything fails the old sound goes on, and the place is found when the origin is back', async () => {
    listen({
      ...longEvent,
      faults: [
        { fromSeconds: 20, toSeconds: 50, match: { what: 'any' }, fault: { type: 'status', status: 503 } },
      ],
    });
    await seconds(25);
    engine.seek(100);
    const before = position();
    await seconds(10);
    expect(position()).toBeGreaterThan(before + 8);
    await seconds(60);
    expect(position()).toBeGreaterThan(100);
    expect(position()).toBeLessThan(170);
  });
});

describe('a pause', () => {
  it('of ten minutes goes on exactly there, though the window is 24 s', async () => {
    listen();
    await seconds(30);
    engine.pause();
    const stoppedAt = position();
    await seconds(600);
    engine.play();
    await seconds(300);
    expect(position()).toBeCloseTo(stoppedAt + 300, 0);
    expect(engine.heard().silentSeconds).toBe(0);
    expect(feed().lostSeconds).toBe(0);
  });

  it('and seeks in it stay within the bytes that may be kept', async () => {
    const limits = { memoryBytes: 600_000, shelfBytes: 900_000, segments: 3600 };
    let shelf = createFakeShelf();
    origin = createSimulatedOrigin(scenarioOf(longEvent), { seed: 1, clock, library });
    engine = createVirtualEngine({
      fetch: origin.fetch,
      clock,
      random: seededRandom(1),
      keeping: { limits, openShelf: () => Promise.resolve((shelf = createFakeShelf())) },
    });
    engine.unlock();
    engine.start([{ id: 'main', url: origin.url }]);
    await seconds(30);
    engine.pause();
    for (const wanted of [10, 500, 100, 300, 0, 550, 200]) {
      engine.seek(wanted);
      await seconds(60);
      const onShelf = [...shelf.held.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
      expect(onShelf).toBeLessThanOrEqual(limits.shelfBytes);
    }
    engine.play();
    await seconds(60);
    expect(position()).toBeGreaterThan(255);
    expect(position()).toBeLessThan(261);
  });
});

describe('a speed of one’s own', () => {
  it('is exactly what was asked for while behind, and ends by itself at live', async () => {
    listen(longEvent);
    await seconds(30);
    engine.seek(position() - 60);
    await seconds(5);
    engine.setRate(1.5);
    const before = position();
    await seconds(40);
    expect(position() - before).toBeCloseTo(60, 0);
    expect(ratesTold()).toEqual([]);
    await seconds(120);
    expect(ratesTold()).toEqual([1]);
    const caughtUp = position();
    await seconds(20);
    expect(position() - caughtUp).toBeLessThan(23);
    // A sum of fractions.
    expect(engine.heard().silentSeconds).toBeCloseTo(0, 9);
  });

  it('below 1 stays', async () => {
    listen({ windowSegments: 60 });
    await seconds(30);
    engine.setRate(0.75);
    const before = position();
    await seconds(200);
    expect(position() - before).toBeCloseTo(150, 0);
    expect(ratesTold()).toEqual([]);
  });

  it('survives a new start', async () => {
    listen(longEvent);
    await seconds(10);
    engine.setRate(0.75);
    engine.stop();
    engine.unlock();
    engine.start([{ id: 'main', url: origin.url }]);
    await seconds(10);
    const before = position();
    await seconds(40);
    expect(position() - before).toBeCloseTo(30, 0);
  });

  it('is kept throughout a recording', async () => {
    listen({ startsAtSeconds: -300, endsAtSeconds: 1, stream: 'replay' });
    await seconds(10);
    engine.setRate(2);
    const before = position();
    await seconds(100);
    expect(position() - before).toBeCloseTo(200, 0);
    expect(ratesTold()).toEqual([]);
  });

  it.each([
    [0.1, 0.75],
    [9, 2],
    [NaN, 1],
  ])('%s is taken for %s', async (asked, taken) => {
    listen({ startsAtSeconds: -300, endsAtSeconds: 1, stream: 'replay' });
    await seconds(10);
    engine.setRate(asked);
    const before = position();
    await seconds(40);
    expect(position() - before).toBeCloseTo(40 * taken, 0);
  });
});

describe('a recording', () => {
  const recording = { startsAtSeconds: -300, endsAtSeconds: 1, stream: 'replay' };

  it('begins where it is told to before there was sound, and fetches nothing else', async () => {
    listen(recording);
    let isSent = false;
    engine.subscribe((event) => {
      if (event.type !== 'feed' || isSent || engine.feed()?.seekableFromSeconds == null) return;
      isSent = true;
      engine.seek(122);
    });
    await seconds(4);
    expect(position()).toBeGreaterThan(122);
    expect(position()).toBeLessThan(127);
    expect(Math.min(...segmentsAsked())).toBe(30);
    engine.seek(0);
    await seconds(5);
    expect(position()).toBeGreaterThan(2);
    expect(position()).toBeLessThan(6);
  });

  it('can be gone back in from its end', async () => {
    listen(recording);
    await seconds(5);
    engine.seek(1e6);
    await seconds(10);
    expect(events.at(-1)?.type === 'feed' || events.some(({ type }) => type === 'ended')).toBe(true);
    expect(events.some(({ type }) => type === 'ended')).toBe(true);
    events.length = 0;
    engine.seek(50);
    await seconds(10);
    expect(events.some(({ type }) => type === 'playing')).toBe(true);
    expect(position()).toBeGreaterThan(55);
    expect(position()).toBeLessThan(61);
  });
});
