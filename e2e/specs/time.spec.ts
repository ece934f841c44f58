import { expect } from 'playwright/test';
import type { DebugCommands, DebugSnapshot } from '../fixtures/debug-view.ts';
import type { Listener } from '../fixtures/listener.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

const command = (listener: Listener, name: keyof DebugCommands, argument?: number) =>
  listener.page.evaluate(
    ([called, value]) => {
      const commands = (window as Window & { holdline?: { commands: DebugCommands } }).holdline?.commands;
      if (called === 'jumpToLive') commands?.jumpToLive();
      else commands?.[called](value ?? NaN);
    },
    [name, argument] as const,
  );
const snapshot = (listener: Listener) =>
  listener.page.evaluate(
    () => (window as Window & { holdline?: { snapshot(): unknown } }).holdline?.snapshot() as DebugSnapshot,
  );
const position = async (listener: Listener) => (await snapshot(listener)).position.positionSeconds;
/** Waits until the playhead has come into this stretch and moves in it. */
async function toBeAt(listener: Listener, fromSeconds: number, toSeconds: number): Promise<void> {
  await expect.poll(() => position(listener), { timeout: 30_000 }).toBeGreaterThan(fromSeconds);
  expect(await position(listener)).toBeLessThan(toSeconds);
  await listener.toSay('playback', 'playing');
  await listener.toHear(1);
}

test('back to before the join, forward, back into what was passed over, and to live', async ({
  evening,
  listener,
}) => {
  await evening.begin({ startsAtSeconds: -600, playlist: 'event', faults: [] });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  const numbers = () =>
    evening
      .log()
      .flatMap(({ what, sequence, status }) =>
        what === 'segment' && status === 200 && sequence !== null ? [sequence] : [],
      );
  const { feed } = await snapshot(listener);
  expect(feed?.seekableFromSeconds).toBe(0);
  const joinedAt = Math.min(...numbers());
  expect(joinedAt).toBeGreaterThan(120);

  // Before the join: only from there on is it asked for.
  await command(listener, 'seek', 202);
  await expect.poll(() => position(listener), { timeout: 30_000 }).toBeLessThan(230);
  await toBeAt(listener, 202, 225);
  expect(Math.min(...numbers())).toBe(50);

  // Inside what is held now: no segment, and no silence that anybody would hear.
  await expect
    .poll(async () => (await snapshot(listener)).position.inHandSeconds, { timeout: 40_000 })
    .toBeGreaterThan(60);
  const asked = numbers();
  await command(listener, 'seek', 250);
  await toBeAt(listener, 250, 262);
  await command(listener, 'seek', 204);
  await expect.poll(() => position(listener), { timeout: 30_000 }).toBeLessThan(215);
  await toBeAt(listener, 204, 215);
  const again = numbers().slice(asked.length);
  expect(again.filter((number) => number >= 50 && number <= 64)).toEqual([]);

  // Forward to what is not in hand, and back into what was passed over.
  await command(listener, 'seek', 420);
  await toBeAt(listener, 420, 440);
  await command(listener, 'seek', 400);
  await expect.poll(() => position(listener), { timeout: 30_000 }).toBeLessThan(415);
  await toBeAt(listener, 400, 418);
  await command(listener, 'jumpToLive');
  await expect
    .poll(async () => (await snapshot(listener)).position.latencySeconds, { timeout: 30_000 })
    .toBeLessThan(25);
  await listener.toBeListening();
  expect((await snapshot(listener)).feed?.lostSeconds).toBe(0);
  expect(new Set(numbers()).size).toBe(numbers().length);
  expect(await listener.presses()).toBe(1);
  // Each jump asks at once for all that is fetched ahead, as fast as a quick origin answers.
  expectDiscipline(evening.log(), { mostInASecond: 20 });
});

test('one and a half times as fast behind live, and as fast as it is spoken at live', async ({
  evening,
  listener,
}) => {
  await evening.begin({ startsAtSeconds: -600, playlist: 'event', faults: [] });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  const usual = (await snapshot(listener)).position.latencySeconds ?? 0;
  await command(listener, 'seek', (await position(listener)) - 30);
  await expect
    .poll(async () => (await snapshot(listener)).position.latencySeconds, { timeout: 30_000 })
    .toBeGreaterThan(usual + 20);
  await listener.toHear(1);
  await command(listener, 'setRate', 1.5);
  await expect(listener.page.locator('audio')).toHaveJSProperty('playbackRate', 1.5);
  const ratio = await listener.page.evaluate(async () => {
    const audio = document.querySelector('audio');
    const from = { media: audio?.currentTime ?? 0, wall: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    return (((audio?.currentTime ?? 0) - from.media) * 1000) / (performance.now() - from.wall);
  });
  expect(ratio).toBeGreaterThan(1.35);
  expect(ratio).toBeLessThan(1.65);
  await expect.poll(async () => (await snapshot(listener)).rate, { timeout: 90_000 }).toBe(1);
  await expect
    .poll(() => listener.page.evaluate(() => document.querySelector('audio')?.playbackRate ?? 0))
    .toBeLessThan(1.2);
  await listener.toHaveStayed();
});

test('a pause of a minute under a window of 24 s goes on exactly there; then back, and forward again', async ({
  evening,
  listener,
}) => {
  await evening.begin({ startsAtSeconds: -60, faults: [] });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.toHear(6);
  await listener.button('pause').click();
  await listener.toSay('join-status', 'paused');
  const stoppedAt = await position(listener);
  await evening.until(evening.origin.state().elapsedSeconds + 60);
  await listener.pressListen();
  await listener.toBeListening();
  const first = await position(listener);
  expect(first).toBeGreaterThan(stoppedAt);
  expect(first).toBeLessThan(stoppedAt + 20);
  // All that was said meanwhile is held: to its end and back, and nothing is asked for twice.
  await command(listener, 'seek', stoppedAt + 50);
  await toBeAt(listener, stoppedAt + 50, stoppedAt + 65);
  await command(listener, 'seek', stoppedAt + 5);
  await expect.poll(() => position(listener)).toBeLessThan(stoppedAt + 20);
  await toBeAt(listener, stoppedAt + 5, stoppedAt + 20);
  expect((await snapshot(listener)).feed?.lostSeconds).toBe(0);
  const numbers = evening
    .log()
    .flatMap(({ what, sequence, status }) => (what === 'segment' && status === 200 ? [sequence] : []));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a recording goes on where it was left, tells its marks, and can be begun anew', async ({
  evening,
  listener,
}) => {
  await evening.begin(
    {
      startsAtSeconds: -300,
      endsAtSeconds: 1,
      stream: 'replay',
      faults: [],
      dateRanges: [
        {
          id: 'q',
          atSeconds: -200,
          durationSeconds: 60,
          title: 'Questions',
          className: null,
          endOnNext: false,
        },
        {
          id: 'end',
          atSeconds: -20,
          durationSeconds: null,
          title: 'The end',
          className: null,
          endOnNext: false,
        },
      ],
    },
    { atSeconds: 5 },
  );
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  const { feed, resumedAtSeconds } = await snapshot(listener);
  expect(resumedAtSeconds).toBeNull();
  expect(feed?.dateRanges).toEqual([
    { id: 'q', startSeconds: 104, endSeconds: 164, title: 'Questions' },
    { id: 'end', startSeconds: 284, endSeconds: null, title: 'The end' },
  ]);
  await command(listener, 'seek', 110);
  await toBeAt(listener, 110, 125);
  // Any speed, for as long as one likes: there is no live to catch up with.
  await command(listener, 'setRate', 2);
  await listener.toHear(20);
  expect((await snapshot(listener)).rate).toBe(2);
  await listener.button('pause').click();
  await listener.toSay('join-status', 'paused');
  const left = await position(listener);

  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  const resumedAt = (await snapshot(listener)).resumedAtSeconds ?? NaN;
  expect(Math.abs(resumedAt - (left - 2)), 'goes on two seconds before, at twice the speed').toBeLessThan(2);
  expect(await position(listener)).toBeGreaterThan(left - 4);
  expect(await position(listener)).toBeLessThan(left + 20);
  await command(listener, 'seek', 0);
  await expect.poll(() => position(listener), { timeout: 30_000 }).toBeLessThan(15);
  await toBeAt(listener, 0, 15);
});
