import { expect } from 'playwright/test';
import { renditionsUsed, spread, waitsAfterFailures } from '../fixtures/discipline.ts';
import { course } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';
import { hearEvening } from '../fixtures/whole-evening.ts';

// Who keeps Retry-After pays for it: a quarter and two fifths of the evening.
for (const { scenario, status, atLeast } of [
  { scenario: 'storm-503', status: 503, atLeast: 0.72 },
  { scenario: 'rate-429', status: 429, atLeast: 0.58 },
]) {
  test(`${scenario}: the sound goes on, and every Retry-After is kept`, async ({ evening, listener }, {
    annotations,
  }) => {
    const heard = await hearEvening({ evening, listener, scenario, untilSecond: 75, annotations });
    const { samples, log } = heard;
    expect(heard.ofLimit).toBeGreaterThan(atLeast);
    expect(course(samples, 'joinStatus')).toContain('listening-in-trouble');
    expect(
      samples.some(({ headline, detail }) => `${headline} ${detail}`.includes('The server is overloaded.')),
    ).toBe(true);
    expect(log.filter((entry) => entry.status === status).length, 'refusals').toBeGreaterThanOrEqual(3);
    expect(spread(waitsAfterFailures(log)), 'jitter').toBeGreaterThan(0.05);
  });
}

test('a storm before the first sound: one press gets in', async ({ evening, listener }) => {
  await evening.begin({
    faults: [
      {
        fromSeconds: 0,
        toSeconds: 15,
        match: { what: 'any' },
        probability: 1,
        fault: { type: 'status', status: 503, retryAfter: 2 },
      },
      {
        fromSeconds: 15,
        toSeconds: 30,
        match: { what: 'any' },
        probability: 0.5,
        fault: { type: 'status', status: 503, retryAfter: 1 },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await expect(listener.status).toContainText('Getting in is hard just now.');
  await evening.until(30);
  await listener.toHaveStayed();

  const log = evening.log();
  expectDiscipline(log);
  expect(course(await listener.samples(), 'playback')).not.toContain('failed');
  // Who does not hear yet asks for one thing at a time, and first for the lowest rendition.
  const used = renditionsUsed(log);
  if (evening.hasRenditions) expect(used[0]).toBe('aac-24');
});

test('refusals without CORS fields, with dates and with nonsense in Retry-After', async ({
  evening,
  listener,
}) => {
  const storm = { match: { what: 'any' as const }, probability: 0.5 };
  await evening.begin({
    faults: [
      { ...storm, fromSeconds: 4, toSeconds: 12, fault: { type: 'status', status: 503, cors: false } },
      {
        ...storm,
        fromSeconds: 12,
        toSeconds: 20,
        fault: { type: 'status', status: 503, retryAfter: { dateInSeconds: 3 } },
      },
      {
        ...storm,
        fromSeconds: 20,
        toSeconds: 28,
        fault: { type: 'status', status: 503, retryAfter: { text: 'soon' } },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(28);
  await listener.toHaveStayed();
  await listener.toSay('link', 'steady');
  expectDiscipline(evening.log());
});
