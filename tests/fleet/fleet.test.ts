import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFleet, type Fleet, type FleetEvent, type FleetOptions } from '../../e2e/fleet/fleet.ts';
import { loadMediaLibrary, type MediaLibrary } from '../../e2e/origin/media-library.ts';
import { createOrigin, type Origin } from '../../e2e/origin/origin.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import { createThreadClock } from '../../src/network/clock.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { createSimulatedOrigin, type SimulatedOrigin } from '../fakes/simulated-origin.ts';
import { scenarioOf } from '../origin/test-origin.ts';

/** Playback states of those who are here, and all others. */
const total = ({ coming, left, playback }: ReturnType<Fleet['snapshot']>) =>
  coming + left + Object.values(playback).reduce((sum, count) => sum + count, 0);

describe('on a clock that is moved by hand', () => {
  const DOCUMENT = 'http://localhost:8080/broadcast.json';
  let library: MediaLibrary;
  let clock: FakeClock;
  let origin: SimulatedOrigin;
  let fleet: Fleet;
  let events: FleetEvent[];

  beforeEach(async () => {
    library = await loadMediaLibrary();
    clock = createFakeClock();
    events = [];
  });
  afterEach(() => {
    fleet.stop();
    origin.evening.end();
  });

  /** The simulated origin lives at https://main.example; for the fleet it is this computer. */
  const here = 'http://127.0.0.1:8081';
  const toOrigin: Fetch = (url, init) => origin.fetch(url.replace(here, 'https://main.example'), init);

  const gather = (scenario: Readonly<Record<string, unknown>>, options: Partial<FleetOptions> = {}): void => {
    origin = createSimulatedOrigin(scenarioOf(scenario), { seed: 1, clock, library });
    fleet = startFleet({
      count: 12,
      address: { kind: 'stream', url: `${here}/live/main.m3u8` },
      arrivals: { kind: 'spread', seconds: 6 },
      impatientShare: 0,
      clock,
      random: seededRandom(1),
      fetch: toOrigin,
      onEvent: (event) => events.push(event),
      ...options,
    });
  };
  const document = (pathwayUrl: string) =>
    JSON.stringify({
      version: 1,
      id: 'evening',
      title: 'A talk',
      scheduledStart: new Date(clock.wallNow()).toISOString(),
      state: 'live',
      pathways: [{ id: 'main', url: pathwayUrl }],
    });
  const withDocument =
    (pathwayUrl: string): Fetch =>
    (url, init) =>
      url === DOCUMENT ? Promise.resolve(new Response(document(pathwayUrl))) : toOrigin(url, init);

  it('all come, all hear, and everybody is somewhere at any time', async () => {
    gather({});
    expect(fleet.snapshot()).toMatchObject({ count: 12, coming: 12 });
    for (let second = 0; second < 12; second += 1) {
      await clock.advance(1_000);
      expect(total(fleet.snapshot())).toBe(12);
    }
    const { playback, link, joins, listeningRatio } = fleet.snapshot();
    expect(playback.playing).toBe(12);
    expect(link.steady).toBe(12);
    expect(joins.count).toBe(12);
    expect(joins.p95Seconds).toBeLessThan(2);
    expect(listeningRatio).toBe(1);
    expect(events.filter(({ type }) => type === 'arrived')).toHaveLength(12);
  });

  it('follows the document, which says where the broadcast is', async () => {
    gather(
      {},
      { address: { kind: 'document', url: DOCUMENT }, fetch: withDocument(`${here}/live/main.m3u8`) },
    );
    await clock.advance(12_000);
    expect(fleet.snapshot().playback.playing).toBe(12);
  });

  it('leaves other computers alone, and says so once', async () => {
    const abroad = 'https://cdn.example/live/main.m3u8';
    let askedAbroad = 0;
    const fetch = withDocument(abroad);
    gather(
      {},
      {
        address: { kind: 'document', url: DOCUMENT },
        fetch: (url, init) => {
          if (url.startsWith('https://cdn.example')) askedAbroad += 1;
          return fetch(url, init);
        },
      },
    );
    await clock.advance(30_000);
    expect(askedAbroad).toBe(0);
    expect(events.filter(({ type }) => type === 'refused')).toEqual([
      { type: 'refused', origin: 'https://cdn.example' },
    ]);
    expect(fleet.snapshot().playback.playing).toBe(0);
  });

  it('the impatient leave a join that takes long, and nobody else does', async () => {
    gather(
      { faults: [{ fromSeconds: 0, match: { what: 'segment' }, fault: { type: 'hang' } }] },
      { impatientShare: 0.5, count: 40 },
    );
    await clock.advance(120_000);
    const { left, playback } = fleet.snapshot();
    expect(left).toBeGreaterThan(10);
    expect(left).toBeLessThan(30);
    expect(playback.joining).toBe(40 - left);
    const exits = events.flatMap((event) => (event.type === 'left' ? [event.waitedSeconds] : []));
    expect(exits).toHaveLength(left);
    expect(Math.min(...exits)).toBeGreaterThanOrEqual(2);
    // Who has left asks for nothing any more, and the rest go on.
    expect(origin.requests.length).toBeGreaterThan(0);
  });

  it('nobody leaves who waits for a broadcast that has not begun, or has heard it', async () => {
    gather({ startsAtSeconds: 60 }, { impatientShare: 1 });
    await clock.advance(58_000);
    expect(fleet.snapshot().playback.waiting).toBe(12);
    await clock.advance(120_000);
    expect(fleet.snapshot()).toMatchObject({ left: 0, playback: { playing: 12 } });
  });

  it('attaches the reports of each listener before the press, and closes them with the page', async () => {
    const open = new Set<object>();
    let pressedBefore = 0;
    gather(
      { faults: [{ fromSeconds: 0, match: { what: 'any' }, fault: { type: 'hang' } }] },
      {
        impatientShare: 0.5,
        attachReporting(session) {
          if (session.store.getState().playback.kind !== 'idle') pressedBefore += 1;
          open.add(session);
          return () => open.delete(session);
        },
      },
    );
    await clock.advance(6_500);
    expect(open.size + fleet.snapshot().left).toBe(12);
    await clock.advance(120_000);
    const { left } = fleet.snapshot();
    expect(left).toBeGreaterThan(0);
    expect(open.size).toBe(12 - left);
    fleet.stop();
    expect(open.size).toBe(0);
    expect(pressedBefore).toBe(0);
  });

  it('nothing survives a stop, whoever is still to come; the figures stay', async () => {
    gather({}, { arrivals: { kind: 'spread', seconds: 60 } });
    await clock.advance(30_000);
    const before = fleet.snapshot();
    expect(before.coming).toBeGreaterThan(0);
    expect(before.playback.playing).toBeGreaterThan(0);
    fleet.stop();
    fleet.stop();
    origin.evening.end();
    await clock.advance(1_000);
    expect(clock.pending()).toBe(0);
    const asked = origin.requests.length;
    await clock.advance(60_000);
    expect(origin.requests).toHaveLength(asked);
    expect(fleet.snapshot()).toEqual(before);
  });
});

describe('against the mock origin, in real time', () => {
  let origin: Origin;
  beforeEach(async () => {
    origin = await createOrigin({ scenario: 'storm-503', onError: () => undefined });
  });
  afterEach(() => origin.stop());

  it('twenty listeners come into a storm of 503, and most of them hear', async () => {
    // It lasts twelve seconds more.
    origin.begin({ atSeconds: 33 });
    const events: FleetEvent[] = [];
    const clock = createThreadClock();
    const fleet = startFleet({
      count: 20,
      address: { kind: 'stream', url: origin.streamUrl() },
      arrivals: { kind: 'spread', seconds: 1 },
      impatientShare: 0,
      clock,
      random: seededRandom(1),
      fetch: (url, init) => fetch(url, init),
      onEvent: (event) => events.push(event),
    });
    while (fleet.snapshot().joins.count < 15 && origin.state().elapsedSeconds < 80)
      await new Promise((resolve) => clock.setTimer(() => resolve(undefined), 200));
    fleet.stop();
    const { count, joins } = fleet.snapshot();
    expect(total(fleet.snapshot())).toBe(count);
    expect(joins.count).toBeGreaterThanOrEqual(15);

    const log = origin.log();
    const clients = new Set(log.map(({ client }) => client));
    expect(clients.size).toBe(20);
    // Each is refused by chances of its own: not all at the same places.
    const refusalsOf = (client: string) =>
      log.flatMap(({ client: who, status }, index) => (who === client && status === 503 ? [index] : []))
        .length;
    expect(new Set([...clients].map(refusalsOf)).size).toBeGreaterThan(2);
    expect(log.some(({ status }) => status === 503)).toBe(true);
    for (let listener = 1; listener <= 20; listener += 1) {
      const states = events.flatMap((event) =>
        event.type === 'playback' && event.listener === listener ? [event.to] : [],
      );
      // Nobody hears anything without having joined.
      expect(states[0]).toBe('joining');
    }
  });
});
