import { expect, it } from 'vitest';
import type { Programme } from '../../../e2e/demo/broadcast-document.ts';
import { createDesk } from '../../../e2e/demo/desk.ts';
import { createMemoryHome, type DocumentHome } from '../../../e2e/demo/document-home.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

function setUp(home: DocumentHome = createMemoryHome()) {
  const clock = createFakeClock();
  const beganAtMs = clock.now();
  const told: string[] = [];
  const programme = (): Programme => ({
    id: 'evening',
    pathways: [{ id: 'main', url: 'http://127.0.0.1:8081/live/main.m3u8' }],
    beganAtWallMs: clock.wallNow() - (clock.now() - beganAtMs),
    elapsedSeconds: (clock.now() - beganAtMs) / 1000,
    schedule: { scheduledStartSeconds: 10, startsAtSeconds: 30, endsAtSeconds: null },
  });
  const desk = createDesk({
    home,
    clock,
    programme,
    reportsUrl: null,
    tell: (sentence) => told.push(sentence),
  });
  const field = async (name: string) => (await desk.document())?.document[name];
  return { clock, desk, home, told, field };
}

it('has nothing to show before the first evening', async () => {
  const { desk } = setUp();
  expect(await desk.document()).toBeNull();
});

it('keeps the document in step, and shows what producers write within a second', async () => {
  const { clock, desk, home, field } = setUp();
  await desk.begin();
  expect(await field('state')).toBe('scheduled');
  const present = await home.read();
  await home.publish({ ...present?.document, degrade: 2 }, present?.etag ?? null, '');
  await clock.advance(1_000);
  expect(await field('degrade')).toBe(2);
  await clock.advance(10_000);
  expect([await field('state'), await field('degrade')]).toEqual(['late', 2]);
  await clock.advance(20_000);
  expect([await field('state'), await field('degrade')]).toEqual(['live', 2]);
  desk.stop();
});

it('leaves a producer’s own word for the state until the clock has another one', async () => {
  const { clock, desk, home, field } = setUp();
  await desk.begin();
  const present = await home.read();
  await home.publish({ ...present?.document, state: 'late' }, present?.etag ?? null, '');
  await clock.advance(5_000);
  expect(await field('state')).toBe('late');
  desk.stop();
});

it('tries again when somebody else was faster', async () => {
  const memory = createMemoryHome();
  let meddled = 0;
  const { clock, desk, field } = setUp({
    read: () => memory.read(),
    async publish(document, etag, note) {
      if (meddled === 1) {
        const present = await memory.read();
        await memory.publish({ ...present?.document, title: 'Another' }, present?.etag ?? null, '');
      }
      meddled += 1;
      return memory.publish(document, etag, note);
    },
  });
  await desk.begin();
  await clock.advance(12_000);
  expect([await field('state'), await field('title')]).toEqual(['late', 'Another']);
  desk.stop();
});

it('shows the last known document while its home is away, says so, and goes on', async () => {
  const memory = createMemoryHome();
  let isAway = false;
  const { clock, desk, field, told } = setUp({
    read: () => (isAway ? Promise.reject(new Error('away')) : memory.read()),
    publish: (...facts) => memory.publish(...facts),
  });
  await desk.begin();
  isAway = true;
  await clock.advance(12_000);
  expect(await field('state')).toBe('scheduled');
  expect(told[0]).toContain('away');
  isAway = false;
  await clock.advance(2_000);
  expect(await field('state')).toBe('late');
  desk.stop();
});

it('leaves no timer behind', async () => {
  const { clock, desk } = setUp();
  await desk.begin();
  desk.stop();
  expect(clock.pending()).toBe(0);
});
