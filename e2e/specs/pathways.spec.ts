import { expect } from 'playwright/test';
import { sentTwice } from '../fixtures/discipline.ts';
import type { LogEntry } from '../origin/request-log.ts';
import { test } from '../fixtures/test.ts';
import { hearEvening } from '../fixtures/whole-evening.ts';

const askedOf = (log: readonly LogEntry[], pathway: string, fromSecond = 0, toSecond = Infinity) =>
  log.filter(
    (entry) => entry.pathway === pathway && entry.atMs >= fromSecond * 1000 && entry.atMs < toSecond * 1000,
  );

/** A dead pathway is looked at now and then, and no more. */
const MOST_ASKED_OF_THE_DEAD = 12;

for (const { scenario, deadFrom, untilSecond } of [
  { scenario: 'failover', deadFrom: 20, untilSecond: 65 },
  { scenario: 'failover-dead-from-start', deadFrom: 0, untilSecond: 50 },
  { scenario: 'steering-dead-primary', deadFrom: 20, untilSecond: 65 },
]) {
  test(`${scenario}: the second pathway carries on, and nobody hears it`, async ({ evening, listener }, {
    annotations,
  }) => {
    const heard = await hearEvening({ evening, listener, scenario, untilSecond, annotations });
    const dead = askedOf(heard.log, 'a', deadFrom);
    annotations.push({ type: 'asked of the dead', description: String(dead.length) });
    expect(heard.ofLimit).toBeGreaterThan(0.9);
    expect(heard.longestSilenceSeconds).toBeLessThan(1);
    expect(heard.skippedSeconds).toBeLessThan(1);
    expect(dead.length).toBeLessThanOrEqual(MOST_ASKED_OF_THE_DEAD);
    expect(sentTwice(heard.log)).toEqual([]);
  });
}

test('steering-429: the manifest is asked for again when its Retry-After is over, and obeyed', async ({
  evening,
  listener,
}, { annotations }) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'steering-429',
    pressAtSecond: 4,
    untilSecond: 82,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.longestSilenceSeconds).toBeLessThan(1);
  expect(heard.skippedSeconds).toBeLessThan(1);
  const steering = heard.log.filter(({ what }) => what === 'steering');
  annotations.push({
    type: 'steering',
    description: steering.map(({ atMs, status }) => `${(atMs / 1000).toFixed(0)}:${status ?? ''}`).join(' '),
  });
  expect(steering.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
  const obeyed = heard.log.filter(({ what, atMs }) => what === 'segment' && atMs > 55_000);
  expect(new Set(obeyed.map(({ pathway }) => pathway))).toEqual(new Set(['b']));
  expect(sentTwice(heard.log)).toEqual([]);
});

const dead = {
  match: { what: 'any', pathway: 'a' },
  probability: 1,
  fault: { type: 'refuse', at: 'accept' },
} as const;

const two = [
  { id: 'a', numberOffset: 0 },
  { id: 'b', numberOffset: 0 },
];

for (const { name, fromSeconds, untilSecond } of [
  { name: 'dead from the start', fromSeconds: 0, untilSecond: 40 },
  { name: 'dying in the middle', fromSeconds: 20, untilSecond: 62 },
]) {
  test(`two pathways of the broadcast document, the first ${name}`, async ({ evening, listener, shelf }, {
    annotations,
  }) => {
    const { origin } = evening;
    const heard = await hearEvening({
      evening,
      listener,
      scenario: { pathways: two, faults: [{ ...dead, fromSeconds }] },
      untilSecond,
      annotations,
      broadcast: () =>
        shelf.put('/evening.json', {
          body: JSON.stringify({
            version: 1,
            id: 'evening',
            title: 'The long-awaited conversation',
            scheduledStart: new Date().toISOString(),
            state: 'live',
            pathways: two.map(({ id }) => ({
              id,
              url: origin.streamUrl(evening.hasRenditions ? 'main' : 'opus', id),
            })),
          }),
        }),
      // One who is given both addresses needs the first for nothing.
      limitOf: (scenario) => ({ ...scenario, faults: [] }),
    });
    const asked = askedOf(heard.log, 'a', fromSeconds);
    annotations.push({ type: 'asked of the dead', description: String(asked.length) });
    expect(heard.ofLimit).toBeGreaterThan(0.9);
    expect(heard.longestSilenceSeconds).toBeLessThan(1);
    expect(heard.skippedSeconds).toBeLessThan(1);
    expect(asked.length).toBeLessThanOrEqual(MOST_ASKED_OF_THE_DEAD);
    expect(sentTwice(heard.log)).toEqual([]);
  });
}

test('a second pathway with numbers of its own is aligned by the dates', async ({ evening, listener }, {
  annotations,
}) => {
  const numberOffset = 1000;
  const heard = await hearEvening({
    evening,
    listener,
    scenario: {
      pathways: [
        { id: 'a', numberOffset: 0 },
        { id: 'b', numberOffset },
      ],
      stream: 'redundant',
      faults: [{ ...dead, fromSeconds: 20 }],
    },
    untilSecond: 65,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.longestSilenceSeconds).toBeLessThan(1);
  expect(heard.skippedSeconds).toBeLessThan(1);
  // Each segment came once, from one pathway or the other, and none is missing between the first and the last.
  const numbers = heard.log
    .filter(({ what, completed, status }) => what === 'segment' && completed && status === 200)
    .map(({ sequence, pathway }) => (sequence ?? NaN) - (pathway === 'b' ? numberOffset : 0))
    .sort((one, other) => one - other);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
});
