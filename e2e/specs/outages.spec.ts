import { expect } from 'playwright/test';
import type { Fault } from '../origin/fault.ts';
import { peakRequests, spread, waitsAfterFailures } from '../fixtures/discipline.ts';
import { course } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';
import { hearEvening } from '../fixtures/whole-evening.ts';

/** One client may send this many requests in any minute to an origin that is down. */
const MOST_REQUESTS_IN_A_MINUTE = 20;

test('blackout-20: what is in hand is played, and no more is lost than slides past', async ({
  evening,
  listener,
}, { annotations }) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'blackout-20',
    pressAtSecond: 5,
    untilSecond: 55,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  // The look before may be four seconds old and the one after as late: then one segment has come and gone unseen.
  expect(heard.skippedSeconds).toBeLessThan(5);
  const { samples } = heard;
  expect(course(samples, 'joinStatus')).toContain('listening-in-trouble');
  expect(samples.some(({ detail, headline }) => `${headline} ${detail}`.includes('The sound goes on.'))).toBe(
    true,
  );
});

/** While the next look is waited for the window slides on: so many seconds leave it unseen. */
const SLIDES_PAST_SECONDS = 8.5;

// Eight seconds of silence are a tenth of an evening as short as this; the bench plays longer ones.
for (const { scenario, lost } of [
  { scenario: 'blackout-60', lost: true },
  { scenario: 'blackout-60-long-window', lost: false },
]) {
  test(`${scenario}: a minute without an origin costs what nobody can have, and no more`, async ({
    evening,
    listener,
  }, { annotations }) => {
    const heard = await hearEvening({
      evening,
      listener,
      scenario,
      pressAtSecond: 5,
      untilSecond: 88,
      annotations,
    });
    const { samples, log, limit } = heard;
    expect(heard.ofLimit).toBeGreaterThan(0.85);
    expect(limit.neverHeardSeconds > 0).toBe(lost);
    expect(heard.skippedSeconds).toBeLessThan(lost ? limit.neverHeardSeconds + SLIDES_PAST_SECONDS : 1);
    expect(course(samples, 'link')).toEqual(expect.arrayContaining(['struggling', 'lost']));
    expect(course(samples, 'joinStatus')).toEqual(
      expect.arrayContaining(['listening', 'listening-in-trouble']),
    );
    const during = log.filter(({ atMs }) => atMs >= 15_000 && atMs < 75_000);
    expect(during.length, 'requests while nothing answers').toBeLessThanOrEqual(MOST_REQUESTS_IN_A_MINUTE);
    expect(during.length, 'keeps looking').toBeGreaterThanOrEqual(3);
    expect(spread(waitsAfterFailures(during)), 'jitter').toBeGreaterThan(0.05);
  });
}

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
