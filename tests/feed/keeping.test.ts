import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeepingLimits } from '../../src/feed/keeping.ts';
import type { SegmentShelf } from '../../src/feed/segment-shelf.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import {
  createFakeLiveOrigin,
  segmentNumber,
  whatIsAsked,
  type FakeLiveOptions,
  type FakeLiveOrigin,
} from '../fakes/fake-live-origin.ts';
import { createFakeShelf, type FakeShelf } from '../fakes/fake-shelf.ts';
import {
  createScriptedFetch,
  type ScriptedAnswer,
  type ScriptedFetch,
  type ScriptedRequest,
} from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

const SEGMENT_BYTES = 12_000;
const SEGMENT_SECONDS = 4;
/** So many segments. */
const room = (memory: number, shelf: number, segments = 3600): KeepingLimits => ({
  memoryBytes: memory * SEGMENT_BYTES,
  shelfBytes: shelf * SEGMENT_BYTES,
  segments,
});

let clock: FakeClock;
let origin: FakeLiveOrigin;
let network: ScriptedFetch;
let listener: VirtualListener;

interface Evening {
  readonly limits?: KeepingLimits;
  readonly openShelf?: () => Promise<SegmentShelf | null>;
  readonly origin?: Partial<FakeLiveOptions>;
  readonly fault?: (request: ScriptedRequest, healthy: ScriptedAnswer) => ScriptedAnswer;
}

/** An origin with a window of 24 s. */
function listen({ limits, openShelf, fault, ...evening }: Evening = {}) {
  origin = createFakeLiveOrigin({ clock, segmentBytes: SEGMENT_BYTES, ...evening.origin });
  network = createScriptedFetch(clock, (request) => {
    const healthy = origin.answer(request);
    return fault?.(request, healthy) ?? healthy;
  });
  listener = createVirtualListener({
    clock,
    fetch: network.fetch,
    url: origin.url,
    keeping: { ...(limits && { limits }), ...(openShelf && { openShelf }) },
  });
  return listener;
}
const withShelf = (shelf: FakeShelf) => () => Promise.resolve(shelf);

beforeEach(() => {
  clock = createFakeClock();
});
afterEach(async () => {
  listener.stop();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
  expect(network.open()).toBe(0);
});

const seconds = (count: number) => clock.advance(count * 1000);
const segmentsAsked = () =>
  network.requests.filter(({ url }) => whatIsAsked(url) === 'segment').map(({ url }) => segmentNumber(url));

/** What the player is shown: sequence numbers of its segments, and which of them are gaps. */
async function shown() {
  const { text, startSeconds } = await listener.feed.playlist(null, new AbortController().signal);
  const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
  const addresses = text.split('\n').filter((line) => line.includes('/segment/'));
  const numbers = addresses.map((address) => Number(address.split('/').at(-1)));
  // Whatever was dropped and lost, the list has no hole: our numbers are its media sequence.
  expect(numbers).toEqual(numbers.map((_, index) => first + index));
  const gaps = text.split('#EXTINF').filter((part) => part.includes('#EXT-X-GAP')).length;
  return { numbers, addresses, gaps, startSeconds };
}
const bytesOf = async (address: string | undefined) =>
  (await listener.feed.resource(address ?? ''))?.byteLength ?? null;
/** Bodies that are in memory: those that come without a promise. */
async function inMemory(): Promise<number> {
  let count = 0;
  for (const address of (await shown()).addresses) {
    const body = listener.feed.resource(address);
    if (body instanceof Uint8Array) count += 1;
    else await body;
  }
  return count;
}

describe('somebody who pauses', () => {
  it('for ten minutes goes on exactly there, and misses nothing', async () => {
    listen();
    await seconds(30);
    const stoppedAt = listener.positionSeconds();
    listener.setPaused(true);
    await seconds(600);
    expect(listener.feed.inHandSeconds(stoppedAt)).toBeGreaterThan(590);
    expect((await shown()).gaps).toBe(0);
    listener.setPaused(false);
    await seconds(700);
    // Not one step was left out.
    expect(listener.positionSeconds()).toBe(stoppedAt + 700);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
    const numbers = segmentsAsked();
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('for longer than there is room hears all that was kept, then a hole, then the present', async () => {
    listen({ limits: room(40, 0) });
    await seconds(20);
    const stoppedAt = listener.positionSeconds();
    listener.setPaused(true);
    await seconds(1800);
    const keptSeconds = listener.feed.inHandSeconds(stoppedAt);
    // All of the memory but for what is held in reserve.
    expect(keptSeconds).toBeGreaterThan(36 * SEGMENT_SECONDS);
    expect(keptSeconds).toBeLessThanOrEqual(40 * SEGMENT_SECONDS);
    const before = segmentsAsked().length;
    listener.setPaused(false);
    await seconds(keptSeconds - 1);
    expect(listener.positionSeconds()).toBe(stoppedAt + keptSeconds - 1);
    await seconds(60);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().lostSeconds).toBeGreaterThan(1500);
    // What is new since, the window, and as much again that an origin keeps beyond it.
    expect(segmentsAsked().length - before).toBeLessThan((keptSeconds + 60) / SEGMENT_SECONDS + 6 + 7);
  });

  it('over a recording has no more than two minutes of it fetched', async () => {
    listen({ origin: { lastSegment: 299, segmentsBefore: 300, windowSegments: 300 } });
    await seconds(10);
    listener.setPaused(true);
    await seconds(600);
    expect(segmentsAsked().length).toBeLessThanOrEqual(3 + 120 / SEGMENT_SECONDS);
  });
});

describe('somebody who rewinds', () => {
  it('hears again what the origin has long dropped, without a request', async () => {
    listen();
    await seconds(600);
    const { numbers, startSeconds } = await shown();
    expect(numbers.length).toBeGreaterThan(140);
    expect(listener.feed.snapshot().keptFromSeconds).toBe(startSeconds);
    const asked = segmentsAsked().length;
    listener.seek(startSeconds);
    await seconds(60);
    expect(listener.positionSeconds()).toBe(startSeconds + 60);
    expect(listener.silentSeconds()).toBe(0);
    expect(segmentsAsked().length - asked).toBeLessThanOrEqual(60 / SEGMENT_SECONDS + 1);
    // The picture of the feed goes with the playhead.
    expect(listener.feed.snapshot().slots[0]?.startSeconds).toBe(startSeconds);
  });

  it('no further than there is room', async () => {
    listen({ limits: room(30, 0) });
    await seconds(600);
    const { numbers } = await shown();
    expect(numbers.length).toBeGreaterThan(25);
    expect(numbers.length).toBeLessThanOrEqual(30);
    expect(await bytesOf(`https://feed.holdline.invalid/segment/${(numbers[0] ?? 0) - 1}`)).toBeNull();
  });
});

describe('the list that the player is given', () => {
  const HOUR = 3600;
  const hereNumber = () => Math.floor(listener.positionSeconds() / SEGMENT_SECONDS);

  it('reaches ten minutes back, though all that was heard is kept', async () => {
    listen();
    await seconds(HOUR);
    const { numbers, startSeconds } = await shown();
    // It was written when the newest segment came: the playhead may have moved on by one.
    expect(hereNumber() - (numbers[0] ?? 0)).toBeGreaterThanOrEqual(150);
    expect(hereNumber() - (numbers[0] ?? 0)).toBeLessThanOrEqual(152);
    expect(startSeconds).toBe((numbers[0] ?? 0) * SEGMENT_SECONDS);
    const { keptFromSeconds } = listener.feed.snapshot();
    expect(keptFromSeconds).toBeLessThan(startSeconds - 0.7 * HOUR);
    const oldest = (keptFromSeconds ?? 0) / SEGMENT_SECONDS;
    expect(await bytesOf(`https://feed.holdline.invalid/segment/${oldest}`)).toBe(SEGMENT_BYTES);
  });

  it('has all that comes after the playhead, however long somebody pauses', async () => {
    listen();
    await seconds(60);
    listener.setPaused(true);
    const before = (await shown()).numbers[0];
    await seconds(HOUR);
    const { numbers } = await shown();
    expect(numbers[0]).toBe(before);
    expect(numbers.length).toBeGreaterThan(HOUR / SEGMENT_SECONDS - 30);
  });

  it('does not lose at once what is played while the playhead is already told to be elsewhere', async () => {
    listen();
    await seconds(60);
    const place = hereNumber();
    listener.setPaused(true);
    await seconds(HOUR);
    listener.seek(listener.feed.snapshot().edgeSeconds ?? 0);
    await seconds(120);
    expect((await shown()).numbers).toContain(place + 50);
    listener.setPaused(false);
    await seconds(HOUR);
    expect(hereNumber() - ((await shown()).numbers[0] ?? 0)).toBeLessThanOrEqual(152);
  });

  it('never goes back, wherever the playhead goes', async () => {
    listen();
    await seconds(HOUR / 2);
    const before = await shown();
    listener.seek(before.startSeconds);
    await seconds(60);
    const after = await shown();
    expect(after.numbers[0]).toBe(before.numbers[0]);
    expect(listener.silentSeconds()).toBe(0);
  });
});

describe('the shelf', () => {
  it('takes what was heard longest ago, is asked for late, and gives everything back at the end', async () => {
    const shelf = createFakeShelf();
    let opened = 0;
    listen({
      limits: room(40, 1000),
      openShelf: () => {
        opened += 1;
        return Promise.resolve(shelf);
      },
    });
    await seconds(60);
    expect(opened).toBe(0);
    await seconds(540);
    expect(opened).toBe(1);
    expect(await inMemory()).toBeLessThanOrEqual(31);
    const { numbers, addresses } = await shown();
    expect(numbers.length).toBeGreaterThan(140);
    expect([...shelf.held.keys()].map(Number)).toEqual(numbers.slice(0, shelf.held.size));
    expect(await bytesOf(addresses[0])).toBe(SEGMENT_BYTES);
    expect(segmentsAsked().length).toBe(new Set(segmentsAsked()).size);
    listener.stop();
    expect(shelf.isClosed()).toBe(true);
  });

  it('keeps a pause that is longer than memory', async () => {
    const shelf = createFakeShelf();
    listen({ limits: room(40, 1000), openShelf: withShelf(shelf) });
    await seconds(20);
    const stoppedAt = listener.positionSeconds();
    listener.setPaused(true);
    await seconds(900);
    expect(listener.feed.inHandSeconds(stoppedAt)).toBeGreaterThan(890);
    listener.setPaused(false);
    await seconds(1000);
    expect(listener.positionSeconds()).toBe(stoppedAt + 1000);
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
  });

  it.each([
    ['that is full before its limit', () => withShelf(createFakeShelf(10 * SEGMENT_BYTES)), 35, 50],
    ['that takes nothing', () => withShelf(createFakeShelf(0)), 25, 40],
    ['that is refused', () => () => Promise.resolve(null), 25, 40],
    ['that cannot even be loaded', () => () => Promise.reject(new Error('no code')), 25, 40],
  ])('%s only shortens what is kept', async (_name, open, least, most) => {
    listen({ limits: room(40, 1000), openShelf: open() });
    await seconds(900);
    const { numbers, gaps } = await shown();
    expect(numbers.length).toBeGreaterThanOrEqual(least);
    expect(numbers.length).toBeLessThanOrEqual(most);
    expect(gaps).toBe(0);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
  });

  it('that is full goes on with the latest: the oldest on it makes room', async () => {
    const shelf = createFakeShelf(10 * SEGMENT_BYTES);
    listen({ limits: room(40, 1000), openShelf: withShelf(shelf) });
    await seconds(900);
    const early = Math.max(...[...shelf.held.keys()].map(Number));
    await seconds(300);
    expect(Math.max(...[...shelf.held.keys()].map(Number))).toBeGreaterThan(early + 50);
    expect(shelf.bytes()).toBeLessThanOrEqual(10 * SEGMENT_BYTES);
  });

  it('that never answers a write leaves all in memory, within its limit', async () => {
    const shelf = createFakeShelf();
    shelf.hang();
    listen({ limits: room(40, 1000), openShelf: withShelf(shelf) });
    await seconds(900);
    expect(await inMemory()).toBeLessThanOrEqual(40);
    expect(listener.silentSeconds()).toBe(0);
  });

  it('that was emptied by the browser: a gap where it was, and the rest is heard', async () => {
    const shelf = createFakeShelf();
    listen({ limits: room(40, 1000), openShelf: withShelf(shelf) });
    await seconds(600);
    shelf.evict();
    const before = await shown();
    expect(await bytesOf(before.addresses[5])).toBeNull();
    const after = await shown();
    expect(after.gaps).toBe(1);
    // It had been heard: nothing of the talk is lost.
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
    listener.seek(after.startSeconds + 16);
    await seconds(1);
    expect(listener.feed.snapshot().slots.filter(({ state }) => state.kind === 'gap')).toHaveLength(1);
    await seconds(60);
    expect(listener.silentSeconds()).toBe(0);
  });

  it('that was emptied while somebody paused: what was never heard counts as lost', async () => {
    const shelf = createFakeShelf();
    listen({ limits: room(20, 1000), openShelf: withShelf(shelf) });
    await seconds(20);
    listener.setPaused(true);
    await seconds(600);
    shelf.evict();
    const { addresses } = await shown();
    // Nothing is listed any more of what lies far ahead but behind the window.
    expect(await bytesOf(addresses[50])).toBeNull();
    expect(listener.feed.snapshot().lostSeconds).toBe(SEGMENT_SECONDS);
  });

  it('that was emptied, while the origin lists it still: it is fetched once more', async () => {
    const shelf = createFakeShelf();
    listen({
      limits: room(20, 1000),
      openShelf: withShelf(shelf),
      origin: { windowSegments: 500, segmentsBefore: 3 },
    });
    await seconds(400);
    shelf.evict();
    const before = segmentsAsked().length;
    const { addresses } = await shown();
    const [one, again] = await Promise.all([
      Promise.all([bytesOf(addresses[5]), clock.advance(0)]).then(([bytes]) => bytes),
      bytesOf(addresses[5]),
    ]);
    expect([one, again]).toEqual([SEGMENT_BYTES, SEGMENT_BYTES]);
    expect(segmentsAsked().slice(before)).toEqual([5]);
    expect((await shown()).gaps).toBe(0);
    expect(await bytesOf(addresses[5])).toBe(SEGMENT_BYTES);
  });

  it('that gives back something else is not believed', async () => {
    const shelf = createFakeShelf();
    listen({ limits: room(20, 1000), openShelf: withShelf(shelf) });
    await seconds(400);
    const { numbers, addresses } = await shown();
    await shelf.put(String(numbers[2]), new Uint8Array(10));
    expect(await bytesOf(addresses[2])).toBeNull();
    expect(await bytesOf(addresses[3])).toBe(SEGMENT_BYTES);
  });

  it('that does not answer a read is waited for five seconds', async () => {
    const shelf = createFakeShelf();
    listen({ limits: room(20, 1000), openShelf: withShelf(shelf) });
    await seconds(400);
    shelf.hang();
    const { addresses } = await shown();
    const read = bytesOf(addresses[2]);
    await seconds(6);
    expect(await read).toBeNull();
    expect((await shown()).gaps).toBe(1);
  });
});

describe('two hours', () => {
  it('leave no more in memory than one, and a change takes no longer', { timeout: 60_000 }, async () => {
    const shelf = createFakeShelf();
    listen({ limits: room(200, 400), openShelf: withShelf(shelf) });
    await seconds(3600);
    const [memory, listed, onShelf] = [await inMemory(), (await shown()).numbers.length, shelf.held.size];
    await seconds(3600);
    expect(await inMemory()).toBeLessThanOrEqual(memory + 1);
    expect((await shown()).numbers.length).toBeLessThanOrEqual(listed + 1);
    expect(shelf.held.size).toBeLessThanOrEqual(onShelf + 1);
    expect(listener.feed.snapshot().slots.length).toBeLessThan(30);
    expect(listener.silentSeconds()).toBe(0);
    expect(listener.feed.snapshot().lostSeconds).toBe(0);
  });
});
