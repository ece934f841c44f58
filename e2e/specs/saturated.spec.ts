import { expect } from 'playwright/test';
import { renditionsUsed } from '../fixtures/discipline.ts';
import { longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';
import { hearEvening } from '../fixtures/whole-evening.ts';

test('a line below the top rendition: steps down, and the sound goes on', async ({
  evening,
  listener,
}, testInfo) => {
  test.skip(!evening.hasRenditions, 'this browser plays the Opus stream, which has one rendition');
  await evening.begin({
    faults: [
      {
        fromSeconds: 28,
        toSeconds: 70,
        match: { what: 'any' },
        probability: 1,
        fault: { type: 'throttle', bitsPerSecond: 48_000 },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(28);
  expect(renditionsUsed(evening.log()), 'climbed before').toContain('aac-48');
  await evening.until(70);
  await listener.toHaveStayed();

  const log = evening.log();
  const choked = log.filter(({ what, atMs }) => what === 'segment' && atMs > 36_000 && atMs < 70_000);
  const lowest = choked.filter(({ rendition }) => rendition === 'aac-24').length;
  expect(choked.length).toBeGreaterThan(3);
  expect(lowest / choked.length, 'share of the lowest rendition in the choke').toBeGreaterThan(0.7);
  const samples = await listener.samples();
  testInfo.annotations.push({
    type: 'longest silence',
    description: longestSilenceSeconds(samples).toFixed(1),
  });
  expect(longestSilenceSeconds(samples)).toBeLessThan(4);
  expectDiscipline(log);
});

test('hang: requests that are never answered: others take their place', async ({ evening, listener }, {
  annotations,
}) => {
  const heard = await hearEvening({ evening, listener, scenario: 'hang', untilSecond: 65, annotations });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.log.filter(({ fault }) => fault === 'hang').length).toBeGreaterThanOrEqual(3);
});
