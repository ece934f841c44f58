import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeLiveOrigin, whatIsAsked } from '../fakes/fake-live-origin.ts';
import { createScriptedFetch, type ScriptedFetch } from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

let clock: FakeClock;
let network: ScriptedFetch;
let listener: VirtualListener;

beforeEach(async () => {
  clock = createFakeClock();
  const origin = createFakeLiveOrigin({ clock });
  network = createScriptedFetch(clock, (request) =>
    clock.now() > 1_020_000 && whatIsAsked(request.url) === 'segment'
      ? { kind: 'hang' }
      : origin.answer(request),
  );
  listener = createVirtualListener({ clock, fetch: network.fetch, url: origin.url });
  await clock.advance(10_000);
});
afterEach(async () => {
  listener.stop();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
  expect(network.open()).toBe(0);
});

const slotAt = (seconds: number) =>
  listener.feed
    .snapshot()
    .slots.find(
      ({ startSeconds, durationSeconds }) =>
        startSeconds <= seconds && seconds < startSeconds + durationSeconds,
    );

it('a held segment that cannot be decoded becomes a gap and a loss, once', async () => {
  const { feed } = listener;
  const place = listener.positionSeconds() + 6;
  expect(slotAt(place)?.state).toEqual({ kind: 'held' });
  expect(feed.giveUp(place, 'undecodable')).toBe(feed.snapshot().renditionId);
  expect(slotAt(place)?.state).toEqual({ kind: 'gap', reason: 'undecodable' });
  expect(feed.giveUp(place, 'undecodable')).toBeNull();
  expect(feed.snapshot().lostSeconds).toBe(4);
  const { text } = await feed.playlist(null, new AbortController().signal);
  expect(text.match(/#EXT-X-GAP/g)).toHaveLength(1);
  expect(feed.giveUp(1e6, 'undecodable')).toBeNull();
});

it('what is passed over is no loss, whether it was being fetched or not, and is not asked for again', async () => {
  const { feed } = listener;
  await clock.advance(40_000);
  const missing = feed
    .snapshot()
    .slots.filter(({ state }) => state.kind === 'wanted' || state.kind === 'fetching')
    .map(({ startSeconds }) => startSeconds + 1);
  expect(missing.length).toBeGreaterThan(0);
  const [last = 0] = missing.slice(-1);
  feed.movePlayhead({ positionSeconds: last + 4, heard: true });
  const asked = network.requests.length;
  for (const seconds of missing) expect(feed.giveUp(seconds, 'passed-over')).toBeNull();
  expect(missing.map((seconds) => slotAt(seconds)?.state)).toEqual(
    missing.map(() => ({ kind: 'gap', reason: 'passed-over' })),
  );
  expect(network.requests.slice(asked).filter(({ url }) => url.endsWith('.m4s'))).toEqual([]);
  expect(feed.snapshot().lostSeconds).toBe(0);
});
