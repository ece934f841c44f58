import { expect } from 'playwright/test';
import type { Fault } from '../origin/fault.ts';
import { peakRequests, spread, waitsAfterFailures } from '../fixtures/discipline.ts';
import { course, listeningRatio, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

test('twenty seconds without an origin: what is in hand is played, and little is lost', async ({
  evening,
  listener,
}, testInfo) => {
  await evening.begin('blackout-20', { atSeconds: 5 });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'listening-in-trouble');
  await expect(listener.status).toContainText('The sound goes on.');
  await evening.until(35);
  await listener.toHaveStayed();
  await listener.toSay('link', 'steady');

  const samples = await listener.samples();
  testInfo.annotations.push({
    type: 'longest silence',
    description: longestSilenceSeconds(samples).toFixed(1),
  });
  testInfo.annotations.push({ type: 'listening ratio', description: listeningRatio(samples).toFixed(3) });
  // About sixteen seconds are in hand when it begins; then comes the wait for the next look.
  expect(longestSilenceSeconds(samples)).toBeLessThan(12);
  expectDiscipline(evening.log());
});

const outages: readonly { readonly name: string; readonly fault: Fault; readonly cause: string }[] = [
  { name: 'everything is 503', fault: { type: 'status', status: 503 }, cause: 'The server is overloaded.' },
  {
    name: 'no connection can be had',
    fault: { type: 'refuse', at: 'accept' },
    cause: 'The server cannot be reached.',
  },
  { name: 'nothing is answered', fault: { type: 'hang' }, cause: 'The server does not answer.' },
];
const OUTAGE_SECONDS = 75;
/** One client may send this many requests in any minute to an origin that is down. */
const MOST_REQUESTS_IN_A_MINUTE = 20;

for (const { name, fault, cause } of outages) {
  test(`total outage (${name}): a bounded number of requests, an honest banner, recovery`, async ({
    evening,
    listener,
  }, testInfo) => {
    test.setTimeout(240_000);
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    await listener.pressListen();
    await listener.toBeListening();
    await evening.strike([
      { fromSeconds: 0, toSeconds: OUTAGE_SECONDS, match: { what: 'any' }, probability: 1, fault },
    ]);
    await listener.toSay('link', 'lost', 60_000);
    await listener.toSay('join-status', 'rebuffering', 60_000);
    await expect(listener.status).toContainText('Silence. What was in hand ran out.');
    await expect(listener.status).toContainText(cause);
    await evening.until(OUTAGE_SECONDS);
    await listener.toHaveStayed(130_000);
    await listener.toSay('link', 'steady', 60_000);

    const log = evening.log();
    const during = log.filter(({ atMs }) => atMs < OUTAGE_SECONDS * 1000);
    const perMinute = peakRequests(during, 60_000);
    testInfo.annotations.push({ type: 'most requests a minute', description: String(perMinute) });
    const back = log.find(({ atMs, status }) => atMs >= OUTAGE_SECONDS * 1000 && status === 200);
    testInfo.annotations.push({
      type: 'back after, seconds',
      description: (((back?.atMs ?? 0) - OUTAGE_SECONDS * 1000) / 1000).toFixed(1),
    });
    expect(perMinute).toBeLessThanOrEqual(MOST_REQUESTS_IN_A_MINUTE);
    expect(during.length, 'keeps looking').toBeGreaterThanOrEqual(3);
    expect(spread(waitsAfterFailures(during)), 'jitter').toBeGreaterThan(0.05);
    expectDiscipline(log);
    const said = course(await listener.samples(), 'joinStatus');
    expect(said).toEqual(expect.arrayContaining(['listening', 'listening-in-trouble', 'rebuffering']));
    expect(said).not.toContain('failed');
  });
}

test('an origin that cannot be reached before the first sound: one press is enough', async ({
  evening,
  listener,
}) => {
  await evening.begin({
    faults: [
      {
        fromSeconds: 0,
        toSeconds: 15,
        match: { what: 'any' },
        probability: 1,
        fault: { type: 'refuse', at: 'listener' },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await expect(listener.status).toContainText('The server cannot be reached.');
  await evening.until(15);
  await listener.toHaveStayed();
  expectDiscipline(evening.log());
});
