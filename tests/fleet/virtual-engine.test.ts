import { afterEach, beforeEach, expect, it } from 'vitest';
import { createVirtualEngine, type VirtualEngine } from '../../e2e/fleet/virtual-engine.ts';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { loadScenario, type Scenario } from '../../e2e/origin/scenario.ts';
import type { EngineEvent, Pathway } from '../../src/playback/engine.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
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

/** Somebody presses Listen at the beginning of the evening. */
function listenTo(scenario: Scenario, pathways?: readonly Pathway[]): void {
  origin = createSimulatedOrigin(scenario, { seed: 1, clock, library });
  engine = createVirtualEngine({ fetch: origin.fetch, clock, random: seededRandom(1) });
  engine.subscribe((event) => events.push(event));
  engine.unlock();
  engine.start(pathways ?? [{ id: 'main', url: origin.url }]);
}
const listen = (fields: Readonly<Record<string, unknown>> = {}) => listenTo(scenarioOf(fields));
const pathway = (id: string): Pathway => ({ id, url: `https://${id}.example/live/main.m3u8` });

/** What the element has told, in order. */
const told = () => events.flatMap(({ type }) => (type === 'feed' || type === 'output' ? [] : [type]));
const position = () => engine.position().positionSeconds;

const blackout = (fromSeconds: number, toSeconds: number) => ({
  faults: [{ fromSeconds, toSeconds, match: { what: 'any' }, fault: { type: 'refuse', at: 'accept' } }],
});

it('joins as far back as the window goes, and moves with the clock', async () => {
  listen();
  await clock.advance(2_000);
  expect(told()).toEqual(['stalled', 'playing']);
  const { slots = [] } = engine.feed() ?? {};
  // Six segments of 4 s are listed, and it has begun with the first.
  expect(slots[0]?.startSeconds).toBeLessThan(position());
  expect(engine.position().latencySeconds).toBeGreaterThan(20);
  const before = position();
  await clock.advance(60_000);
  expect(position() - before).toBeCloseTo(60, 0);
  expect(engine.heard().silentSeconds).toBe(0);
  expect(told()).toEqual(['stalled', 'playing']);
});

it('says nothing before there is something to hear, and joins when it comes', async () => {
  listen({ startsAtSeconds: 30 });
  await clock.advance(29_000);
  expect(engine.feed()?.phase.kind).toBe('not-started');
  expect(told()).toEqual(['stalled']);
  await clock.advance(20_000);
  expect(told().slice(0, 2)).toEqual(['stalled', 'playing']);
});

it('falls silent when a blackout outlasts what is in hand, and goes on where it stopped', async () => {
  listenTo(await loadScenario('blackout-60-long-window'));
  await clock.advance(70_000);
  expect(told()).toEqual(['stalled', 'playing', 'stalled']);
  const stoppedAt = position();
  await clock.advance(5_000);
  expect(position()).toBe(stoppedAt);
  await clock.advance(45_000);
  expect(told().at(-1)).toBe('playing');
  expect(position()).toBeGreaterThan(stoppedAt + 5);
  const { heardSeconds, silentSeconds } = engine.heard();
  expect(silentSeconds).toBeGreaterThan(5);
  // Nothing that the window still held was left out.
  expect(heardSeconds).toBeLessThan(120 - silentSeconds);
  expect(engine.feed()?.lostSeconds).toBe(0);
});

it('a blackout that is shorter than what is in hand is not heard', async () => {
  listen(blackout(15, 30));
  await clock.advance(60_000);
  expect(told()).toEqual(['stalled', 'playing']);
});

it('passes gaps, and goes on behind them', async () => {
  listen({ gaps: [{ fromSeconds: 20, toSeconds: 28 }] });
  await clock.advance(90_000);
  expect(engine.feed()?.lostSeconds).toBe(8);
  expect(engine.heard().silentSeconds).toBeLessThan(2);
  expect(told().at(-1)).toBe('playing');
});

it('ends when the broadcast has been heard to its end', async () => {
  // So much is in hand that the end is confirmed before it has been heard.
  listen({ endsAtSeconds: 20, windowSegments: 12 });
  await clock.advance(60_000);
  expect(told()).not.toContain('ended');
  await clock.advance(15_000);
  expect(told()).toEqual(['stalled', 'playing', 'ended']);
  const { heardSeconds, silentSeconds } = engine.heard();
  await clock.advance(20_000);
  expect(engine.heard()).toEqual({ heardSeconds, silentSeconds });
});

it('goes on when an end is taken back', async () => {
  listenTo(await loadScenario('endlist-glitch'));
  await clock.advance(110_000);
  expect(told().at(-1)).toBe('playing');
  expect(engine.feed()?.ended).toBe(false);
});

it('pauses where it is, and goes on from there', async () => {
  listen({ windowSegments: 30 });
  await clock.advance(10_000);
  engine.pause();
  const pausedAt = position();
  await clock.advance(30_000);
  expect(told()).toEqual(['stalled', 'playing', 'paused']);
  expect(position()).toBe(pausedAt);
  engine.play();
  await clock.advance(5_000);
  expect(told()).toEqual(['stalled', 'playing', 'paused', 'playing']);
  expect(position()).toBeCloseTo(pausedAt + 5, 0);
  expect(engine.heard().silentSeconds).toBe(0);
});

it('goes to live when it is asked', async () => {
  listen({ windowSegments: 30 });
  await clock.advance(10_000);
  engine.pause();
  await clock.advance(60_000);
  engine.play();
  const behind = engine.position().latencySeconds ?? 0;
  engine.jumpToLive();
  await clock.advance(10_000);
  const latency = engine.position().latencySeconds ?? Infinity;
  expect(latency).toBeLessThan(behind - 40);
  expect(engine.feed()?.lostSeconds).toBe(0);
});

it('goes nowhere before the first sound', async () => {
  listen({ startsAtSeconds: 5 });
  await clock.advance(4_000);
  const before = engine.position();
  engine.jumpToLive();
  expect(engine.position()).toEqual(before);
});

it('goes over to other pathways without a break', async () => {
  listen({ pathways: ['a', 'b'] });
  engine.destroy();
  events = [];
  engine = createVirtualEngine({ fetch: origin.fetch, clock, random: seededRandom(1) });
  engine.subscribe((event) => events.push(event));
  engine.unlock();
  engine.start([pathway('a')]);
  await clock.advance(20_000);
  expect(engine.feed()?.pathwayId).toBe('a');
  engine.start([pathway('b')]);
  await clock.advance(60_000);
  expect(engine.feed()?.pathwayId).toBe('b');
  expect(told()).toEqual(['stalled', 'playing']);
  expect(engine.heard().silentSeconds).toBe(0);
});

it('steps up to a better rendition on a good line', async () => {
  listen();
  await clock.advance(2_000);
  const lowest = engine.feed()?.renditionId;
  await clock.advance(90_000);
  expect(engine.feed()?.renditionId).not.toBe(lowest);
});

it('fails, and stops asking, when it is denied', async () => {
  listen({
    faults: [{ fromSeconds: 0, match: { what: 'any' }, fault: { type: 'status', status: 403 } }],
  });
  await clock.advance(5_000);
  expect(events.findLast(({ type }) => type === 'failed')).toMatchObject({
    problem: { kind: 'denied', status: 403 },
  });
  const asked = origin.requests.length;
  await clock.advance(120_000);
  expect(origin.requests).toHaveLength(asked);
});

it('keeps no bytes that nobody is going to ask for', async () => {
  listen({ windowSegments: 60 });
  await clock.advance(120_000);
  // All of it is in hand, and most of it would have to be fetched anew to be played.
  expect(engine.position().inHandSeconds).toBeGreaterThan(12);
  expect(engine.feed()?.lostSeconds).toBe(0);
  const fetched = origin.requests.filter(({ what }) => what === 'segment');
  expect(new Set(fetched.map(({ url }) => url)).size).toBe(fetched.length);
});

it('tells the volume when it changes, and only then', () => {
  listen();
  engine.setVolume(0.5);
  engine.setVolume(0.5);
  engine.setMuted(true);
  engine.setVolume(7);
  expect(events.filter(({ type }) => type === 'output')).toEqual([
    { type: 'output', volume: 0.5, muted: false },
    { type: 'output', volume: 0.5, muted: true },
    { type: 'output', volume: 1, muted: true },
  ]);
});

it('nothing survives a stop', async () => {
  listen(blackout(10, 40));
  await clock.advance(20_000);
  engine.stop();
  origin.evening.end();
  await clock.advance(1_000);
  expect(clock.pending()).toBe(0);
  const { length } = events;
  await clock.advance(60_000);
  expect(events).toHaveLength(length);
  expect(engine.feed()).toBeNull();
});

it('can be started again after a stop', async () => {
  listen();
  await clock.advance(10_000);
  engine.stop();
  events = [];
  engine.unlock();
  engine.start([{ id: 'main', url: origin.url }]);
  await clock.advance(10_000);
  expect(told()).toEqual(['stalled', 'playing']);
});

it('tells nobody who has unsubscribed', async () => {
  listen();
  let count = 0;
  const unsubscribe = engine.subscribe(() => (count += 1));
  await clock.advance(1_000);
  unsubscribe();
  const before = count;
  await clock.advance(10_000);
  expect(before).toBeGreaterThan(0);
  expect(count).toBe(before);
});
