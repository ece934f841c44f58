import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualPolicy, type CrowdPolicy } from '../../src/feed/crowd-policy.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createFakeLiveOrigin, whatIsAsked, type FakeLiveOptions } from '../fakes/fake-live-origin.ts';
import { createScriptedFetch, type ScriptedAnswer, type ScriptedFetch } from '../fakes/scripted-fetch.ts';
import { createVirtualListener, type VirtualListener } from '../fakes/virtual-listener.ts';

let clock: FakeClock;
let network: ScriptedFetch;
let listener: VirtualListener | null;

beforeEach(() => {
  clock = createFakeClock();
  listener = null;
});
afterEach(async () => {
  listener?.stop();
  await clock.advance(0);
  expect(clock.pending()).toBe(0);
});

/** Somebody who takes the highest rendition unless asked for the lowest. */
function listen(
  policy: Partial<CrowdPolicy> = {},
  options: Partial<FakeLiveOptions> = {},
  fault: ((healthy: ScriptedAnswer) => ScriptedAnswer) | null = null,
): VirtualListener {
  const origin = createFakeLiveOrigin({ clock, ...options });
  network = createScriptedFetch(clock, (request) => {
    const healthy = origin.answer(request);
    return fault === null ? healthy : fault(healthy);
  });
  listener = createVirtualListener({
    clock,
    fetch: network.fetch,
    url: origin.url,
    chooseRendition: ({ renditions, lowestOnly }) => renditions.at(lowestOnly ? 0 : -1)?.id ?? '',
  });
  listener.feed.setCrowdPolicy({ ...usualPolicy, ...policy });
  return listener;
}

const seconds = (count: number) => clock.advance(count * 1000);
const asked = (what: ReturnType<typeof whatIsAsked>) =>
  network.requests.filter(({ url }) => whatIsAsked(url) === what);

describe('a crowd policy, while somebody listens', () => {
  it('the lowest rendition only: from the next segment on, without a break', async () => {
    const { feed, silentSeconds } = listen();
    await seconds(30);
    expect(asked('segment').at(-1)?.url).toContain('/high/');
    const before = asked('segment').length;
    feed.setCrowdPolicy({ ...usualPolicy, lowestOnly: true });
    await seconds(40);
    const after = asked('segment').slice(before);
    expect(after.length).toBeGreaterThan(8);
    expect(after.every(({ url }) => url.includes('/low/'))).toBe(true);
    feed.setCrowdPolicy(usualPolicy);
    await seconds(20);
    expect(asked('segment').at(-1)?.url).toContain('/high/');
    expect(silentSeconds()).toBe(0);
  });

  it('playlists half as often, every word still heard', async () => {
    const { feed, silentSeconds, heardSeconds } = listen({}, { windowSegments: 12, segmentsBefore: 20 });
    await seconds(20);
    const usual = asked('media-playlist').length;
    await seconds(120);
    const usualRate = asked('media-playlist').length - usual;
    feed.setCrowdPolicy({ ...usualPolicy, reloadStretch: 2 });
    const before = asked('media-playlist').length;
    await seconds(120);
    const stretchedRate = asked('media-playlist').length - before;
    expect(stretchedRate).toBeLessThanOrEqual(usualRate * 0.55);
    expect(silentSeconds()).toBe(0);
    expect(heardSeconds()).toBeGreaterThan(255);
    expect(listener?.events.some(({ type }) => type === 'stale')).toBe(false);
  });
});

describe('yielding to others', () => {
  const moments = (fromMs: number) => {
    const times = network.requests.map(({ atMs }) => atMs).filter((atMs) => atMs >= fromMs);
    return [...new Set(times)];
  };

  it('whoever does asks once, and not again for a quarter of a minute, while everything is refused', async () => {
    let isRefusing = false;
    const { feed } = listen({ yieldMs: 15_000 }, {}, (healthy) =>
      isRefusing ? { kind: 'answer', status: 503, body: '' } : healthy,
    );
    await seconds(30);
    isRefusing = true;
    const fromMs = clock.now();
    await seconds(120);
    const yielding = moments(fromMs);
    const gaps = yielding.slice(1).map((atMs, index) => atMs - (yielding[index] ?? 0));
    // Those of one opening go out together; between two openings nobody asks.
    const pauses = gaps.filter((gapMs) => gapMs > 1000);
    expect(pauses.length).toBeGreaterThan(4);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(15_000);
    feed.setCrowdPolicy(usualPolicy);
    await seconds(20);
    const untilMs = clock.now();
    await seconds(120);
    expect(moments(untilMs).length).toBeGreaterThan(1.5 * yielding.length);
  });

  it('whoever is not refused hears as ever', async () => {
    const { silentSeconds, heardSeconds } = listen({ yieldMs: 15_000 });
    await seconds(120);
    expect(silentSeconds()).toBe(0);
    expect(heardSeconds()).toBeGreaterThan(115);
  });
});

describe('a crowd policy, before the first sound', () => {
  const long = { windowSegments: 40, segmentsBefore: 60 };
  const behind = async (policy: Partial<CrowdPolicy>) => {
    const { feed } = listen(policy, long);
    await seconds(0.5);
    const { edgeSeconds, slots } = feed.snapshot();
    feed.stop();
    return (edgeSeconds ?? 0) - (slots[0]?.startSeconds ?? 0);
  };

  it('joins so much further behind', async () => {
    expect(await behind({})).toBe(56);
    listener?.stop();
    expect(await behind({ holdBackExtraSeconds: 20 })).toBe(76);
  });

  it.each([
    ['usual waits', null, 8_000],
    ['longer ones when the document says so', 60_000, 60_000],
  ])('%s', async (_, joinBackoffMs, capMs) => {
    listen({ joinBackoffMs }, {}, () => ({ kind: 'answer', status: 404, body: '' }));
    await seconds(1_200);
    const before = asked('multivariant').length;
    await seconds(600);
    const made = asked('multivariant').length - before;
    // Spread over the upper half of the cap.
    expect(made).toBeGreaterThanOrEqual(600_000 / capMs - 1);
    expect(made).toBeLessThanOrEqual(600_000 / (capMs / 2) + 1);
  });
});
