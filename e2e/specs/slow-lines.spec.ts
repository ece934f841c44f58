import { expect } from 'playwright/test';
import { sentTwice } from '../fixtures/discipline.ts';
import { course } from '../fixtures/sound.ts';
import { test } from '../fixtures/test.ts';
import { hearEvening } from '../fixtures/whole-evening.ts';

test('trickle: answers that each come too slowly come side by side', async ({ evening, listener }, {
  annotations,
}) => {
  const heard = await hearEvening({ evening, listener, scenario: 'trickle', untilSecond: 62, annotations });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.skippedSeconds).toBeLessThan(1);
  expect(sentTwice(heard.log)).toEqual([]);
});

test('slow-headers: an answer that comes late is waited for', async ({ evening, listener }, {
  annotations,
}) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'slow-headers',
    untilSecond: 62,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.longestSilenceSeconds).toBeLessThan(1);
  expect(heard.skippedSeconds).toBeLessThan(1);
});

test('limiter: who asks no more than is granted is not refused for long', async ({ evening, listener }, {
  annotations,
}) => {
  const heard = await hearEvening({ evening, listener, scenario: 'limiter', untilSecond: 65, annotations });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.longestSilenceSeconds).toBeLessThan(1);
  expect(heard.skippedSeconds).toBeLessThan(1);
  annotations.push({
    type: 'refused',
    description: String(heard.log.filter(({ status }) => status === 429).length),
  });
  expect(course(heard.samples, 'playback')).toEqual(['joining', 'playing']);
});
