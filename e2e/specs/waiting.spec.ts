import { expect } from 'playwright/test';
import { spread } from '../fixtures/discipline.ts';
import { heldTimers } from '../fixtures/held-timers.ts';
import { course, firstSound } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

/** Second of `late-start` at which the stream appears. */
const STARTS_AT = 25;

test('a late start: the page waits without an error, and the sound comes by itself', async ({
  evening,
  listener,
}) => {
  await evening.begin('late-start', { atSeconds: 5 });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  await listener.toBeListening();
  await listener.toHaveStayed();

  const samples = await listener.samples();
  expect(course(samples, 'link'), 'a start that is late is no fault of the link').toEqual(['steady']);
  const said = [...new Set(course(samples, 'joinStatus'))].filter((status) => status !== 'joining');
  expect(said.slice(0, 3)).toEqual(['ready', 'waiting', 'listening']);
  expect(
    samples.filter(({ ticker }) => ticker !== '').map(({ ticker }) => ticker),
    'no count of failures',
  ).toEqual([]);

  const log = evening.log();
  expectDiscipline(log);
  const looks = log.filter(({ status }) => status === 404);
  expect(looks.length, 'looks for the start').toBeGreaterThanOrEqual(3);
  expect(new Set(looks.map(({ what }) => what)), 'only the first playlist is asked for').toEqual(
    new Set(['multivariant']),
  );
  const pauses = looks.slice(1).map(({ atMs }, index) => atMs - (looks[index]?.atMs ?? 0));
  expect(spread(pauses), 'jitter').toBeGreaterThan(0.05);
  // Nobody waits on after the start: the first look at the stream's existence leads to sound.
  const found = log.find(({ status, what }) => status === 200 && what === 'multivariant');
  expect(found?.atMs).toBeGreaterThanOrEqual(STARTS_AT * 1000);
});

test('waiting survives a tab in the background whose timers hardly run', async ({
  evening,
  listener,
  context,
}) => {
  await evening.begin('late-start', { atSeconds: 5 });
  await listener.page.addInitScript(heldTimers.script, heldTimers.argument);
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  const other = await context.newPage();
  await other.bringToFront();
  await evening.until(STARTS_AT);
  await listener.toHaveStayed();

  const sound = firstSound(await listener.samples());
  const found = evening.log().find(({ status, what }) => status === 200 && what === 'multivariant');
  expect(sound).not.toBeNull();
  // A clock held to once a minute would have looked at second 65 for the first time.
  expect(found?.atMs).toBeLessThan((STARTS_AT + 30) * 1000);
});

test('giving up waiting leaves the origin in peace', async ({ evening, listener }) => {
  await evening.begin({ startsAtSeconds: 3600, faults: [] });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  await listener.page.getByRole('button', { name: 'Stop waiting' }).click();
  await listener.toSay('join-status', 'ready');
  const before = evening.log().length;
  await evening.until(evening.origin.state().elapsedSeconds + 10);
  expect(evening.log().length).toBe(before);
  await listener.pressListen();
  await expect.poll(() => evening.log().length).toBeGreaterThan(before);
});
