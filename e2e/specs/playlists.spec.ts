import { expect } from 'playwright/test';
import { sentTwice } from '../fixtures/discipline.ts';
import { course } from '../fixtures/sound.ts';
import { test } from '../fixtures/test.ts';
import { hearEvening } from '../fixtures/whole-evening.ts';

// What an origin says of a broadcast is wrong, late or strange; its media are well.

test('stale: playlists that stay what they were cost what was never listed, and no more', async ({
  evening,
  listener,
}, { annotations }) => {
  const heard = await hearEvening({ evening, listener, scenario: 'stale', untilSecond: 62, annotations });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(course(heard.samples, 'link')).toContain('struggling');
  expect(heard.skippedSeconds).toBeLessThan(heard.limit.neverHeardSeconds + 4);
  expect(sentTwice(heard.log)).toEqual([]);
});

test('older-copies: playlists from caches that lag behind are told from a restart', async ({
  evening,
  listener,
}, { annotations }) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'older-copies',
    untilSecond: 60,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.longestSilenceSeconds).toBeLessThan(1);
  expect(heard.skippedSeconds).toBeLessThan(1);
  expect(sentTwice(heard.log)).toEqual([]);
});

test('endlist-glitch: an end that is taken back was none', async ({ evening, listener }, { annotations }) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'endlist-glitch',
    untilSecond: 65,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.skippedSeconds).toBeLessThan(1);
  expect(sentTwice(heard.log)).toEqual([]);
});

test('empty: half of all answers are 200 and nothing', async ({ evening, listener }, { annotations }) => {
  const heard = await hearEvening({ evening, listener, scenario: 'empty', untilSecond: 60, annotations });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(course(heard.samples, 'joinStatus')).toContain('listening-in-trouble');
  expect(sentTwice(heard.log)).toEqual([]);
});

test('encoder-restart: numbers and addresses begin anew, and the talk goes on', async ({
  evening,
  listener,
}, { annotations }) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'encoder-restart',
    untilSecond: 78,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(heard.longestSilenceSeconds).toBeLessThan(1);
});

test('gaps: what the encoder left out is skipped, and nothing else', async ({ evening, listener }, {
  annotations,
}) => {
  const heard = await hearEvening({
    evening,
    listener,
    scenario: 'gaps',
    pressAtSecond: 15,
    untilSecond: 92,
    annotations,
  });
  expect(heard.ofLimit).toBeGreaterThan(0.9);
  expect(course(heard.samples, 'link')).not.toContain('lost');
  expect(heard.skippedSeconds).toBeGreaterThan(15);
  expect(heard.skippedSeconds).toBeLessThan(17);
  expect(heard.log.filter(({ status }) => status !== 200)).toEqual([]);
});
