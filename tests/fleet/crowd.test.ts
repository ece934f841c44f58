import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCrowd } from '../../e2e/fleet/crowd.ts';
import type { Fleet } from '../../e2e/fleet/fleet.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const URL_OF_DOCUMENT = 'http://127.0.0.1:8080/broadcast.json';
let clock: FakeClock;
let crowd: Fleet;
let evenings: string[];
/** What the document says; null: there is none yet. */
let announced: { readonly id: string; readonly startsAtMs: number } | null;

const fetch: Fetch = (url) => {
  // The stream itself has not begun, and does not in these tests.
  if (url !== URL_OF_DOCUMENT || announced === null)
    return Promise.resolve(new Response('not found', { status: 404 }));
  const { id, startsAtMs } = announced;
  const document = {
    version: 1,
    id,
    title: 'A talk',
    scheduledStart: new Date(startsAtMs).toISOString(),
    state: 'scheduled',
    pathways: [{ id: 'main', url: 'http://127.0.0.1:8081/live/main.m3u8' }],
    pollSeconds: 5,
  };
  return Promise.resolve(new Response(JSON.stringify(document)));
};

beforeEach(() => {
  clock = createFakeClock();
  evenings = [];
  announced = null;
  crowd = startCrowd({
    documentUrl: URL_OF_DOCUMENT,
    count: 40,
    impatientShare: 0,
    clock,
    random: seededRandom(1),
    fetch,
    onEvening: (id) => evenings.push(id),
  });
});
afterEach(() => crowd.stop());

it('nobody comes until the document is there', async () => {
  await clock.advance(60_000);
  expect(crowd.snapshot()).toMatchObject({ count: 40, coming: 40 });
  announced = { id: 'evening', startsAtMs: clock.wallNow() };
  await clock.advance(60_000);
  expect(evenings).toEqual(['evening']);
  expect(crowd.snapshot().coming).toBeLessThan(20);
});

it('comes around the scheduled start, and waits', async () => {
  announced = { id: 'evening', startsAtMs: clock.wallNow() + 120_000 };
  await clock.advance(60_000);
  expect(crowd.snapshot().coming).toBeGreaterThan(30);
  await clock.advance(120_000);
  const { coming, playback } = crowd.snapshot();
  expect(coming).toBeLessThan(20);
  expect(playback.waiting).toBe(40 - coming);
});

it('goes, and comes anew, when the document names another broadcast', async () => {
  announced = { id: 'first', startsAtMs: clock.wallNow() };
  await clock.advance(200_000);
  expect(crowd.snapshot().coming).toBe(0);
  announced = { id: 'second', startsAtMs: clock.wallNow() + 60_000 };
  await clock.advance(20_000);
  expect(evenings).toEqual(['first', 'second']);
  expect(crowd.snapshot().coming).toBeGreaterThan(25);
});

it('stays for other changes of the document', async () => {
  const startsAtMs = clock.wallNow();
  announced = { id: 'evening', startsAtMs };
  await clock.advance(200_000);
  announced = { id: 'evening', startsAtMs: startsAtMs + 600_000 };
  await clock.advance(30_000);
  expect(evenings).toEqual(['evening']);
  expect(crowd.snapshot().coming).toBe(0);
});

it('nothing survives a stop', async () => {
  announced = { id: 'evening', startsAtMs: clock.wallNow() };
  await clock.advance(30_000);
  crowd.stop();
  await clock.advance(1_000);
  expect(clock.pending()).toBe(0);
});
