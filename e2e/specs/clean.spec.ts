import { expect } from 'playwright/test';
import { renditionsUsed, requestsPerSegment, roundTrips } from '../fixtures/discipline.ts';
import { course, firstSound } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

test('a healthy origin: one press, steady sound, no request too many', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.toHear(18);
  await listener.toHaveStayed();

  const samples = await listener.samples();
  expect(course(samples, 'joinStatus')).toEqual(['ready', 'joining', 'listening']);
  expect(course(samples, 'link')).toEqual(['steady']);

  const log = evening.log();
  expectDiscipline(log);
  expect(log.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  expect(requestsPerSegment(log).filter(({ requests }) => requests > 1)).toEqual([]);
});

test('from Listen to sound at most four round trips, init and first segments together', async ({
  evening,
  listener,
}) => {
  // Slow enough that what is asked for in sequence cannot be taken for what is asked for together.
  await evening.begin({
    faults: [
      {
        fromSeconds: 0,
        match: { what: 'any' },
        probability: 1,
        fault: { type: 'latency', ms: 400, jitterMs: 0 },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();

  const log = evening.log();
  const init = log.find(({ what }) => what === 'init');
  const segment = log.find(({ what }) => what === 'segment');
  if (init === undefined || segment === undefined) throw new Error('nothing was fetched');
  expect(roundTrips(log, segment)).toBeLessThanOrEqual(4);
  expect(roundTrips(log, init)).toBeLessThanOrEqual(4);
  expect(Math.abs(init.atMs - segment.atMs), 'asked for together').toBeLessThan(400);
  // What is played first is what was asked for first.
  const sound = firstSound(await listener.samples());
  expect(sound).not.toBeNull();
});

test('the rendition climbs while the line is steady', async ({ evening, listener }) => {
  test.skip(!evening.hasRenditions, 'this browser plays the Opus stream, which has one rendition');
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await expect
    .poll(() => renditionsUsed(evening.log()), { timeout: 60_000 })
    .toEqual(['aac-24', 'aac-48', 'aac-96']);
  await listener.toHaveStayed();
  expect(requestsPerSegment(evening.log()).filter(({ requests }) => requests > 1)).toEqual([]);
});
