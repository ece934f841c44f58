import { expect } from 'playwright/test';
import { expectDiscipline, test } from '../fixtures/test.ts';

const PAUSE_SECONDS = 45;
/** Of what was heard hls.js keeps this much in the element; what lies before it has to come from the feed. */
const ELEMENT_KEEPS_SECONDS = 30;
const FARTHEST_STEP_SECONDS = 1;

test('a pause of 45 s under a window of 12 s goes on exactly there, and what was heard can be heard again', async ({
  evening,
  listener,
}, testInfo) => {
  test.setTimeout(240_000);
  await evening.begin({ startsAtSeconds: -60, windowSegments: 3, faults: [] });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.toHear(10);

  await listener.button('pause').click();
  await listener.toSay('join-status', 'paused');
  const stoppedAt = await listener.currentTime();
  await evening.until(evening.origin.state().elapsedSeconds + PAUSE_SECONDS);
  expect(await listener.currentTime()).toBe(stoppedAt);
  await listener.pressListen();
  await listener.toBeListening();
  await listener.toHear(ELEMENT_KEEPS_SECONDS, 60_000);

  const steps = (await listener.samples()).filter(({ currentTime }) => currentTime >= stoppedAt);
  const farthest = Math.max(
    ...steps.slice(1).map(({ currentTime }, index) => currentTime - (steps[index]?.currentTime ?? 0)),
  );
  testInfo.annotations.push({ type: 'farthest step, seconds', description: farthest.toFixed(2) });
  expect(farthest, 'the playhead never jumped').toBeLessThan(FARTHEST_STEP_SECONDS);
  const buffered = () =>
    listener.page.evaluate(() => {
      const ranges = document.querySelector('audio')?.buffered;
      return Array.from({ length: ranges?.length ?? 0 }, (_, index) => [
        ranges?.start(index) ?? 0,
        ranges?.end(index) ?? 0,
      ]);
    });
  // What was missed during the pause lies ahead in one piece.
  const [kept] = await buffered();
  expect((await buffered()).length).toBe(1);
  expect(kept?.[1]).toBeGreaterThan(stoppedAt + PAUSE_SECONDS);

  // Back to the beginning, which the element has let go of and the origin dropped a minute ago.
  const start = 0.5;
  await expect.poll(async () => (await buffered())[0]?.[0], { timeout: 30_000 }).toBeGreaterThan(start + 4);
  const goneFrom = evening.log().length;
  await listener.page.evaluate((seconds) => {
    const audio = document.querySelector('audio');
    if (audio !== null) audio.currentTime = seconds;
  }, start);
  await expect.poll(() => listener.currentTime()).toBeLessThan(start + 5);
  await listener.toHear(8);
  expect(await listener.currentTime()).toBeLessThan(stoppedAt);
  expect(await listener.presses()).toBe(2);

  // Each segment came once and none is missing between the first and the last.
  const numbers = evening
    .log()
    .flatMap(({ what, sequence, status }) =>
      what === 'segment' && status === 200 && sequence !== null ? [sequence] : [],
    )
    .sort((one, other) => one - other);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  expect(
    evening
      .log()
      .slice(goneFrom)
      .filter(({ status }) => status === 404),
  ).toEqual([]);
  expectDiscipline(evening.log());
});

test('what a killed page has left on its shelf is removed at the next visit, and nothing else', async ({
  evening,
  listener,
  context,
}) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  const { page } = listener;
  const other = await context.newPage();
  await other.goto(page.url());
  await other.evaluate(async () => {
    for (const name of ['holdline-shelf-killed', 'holdline-shelf-living', 'of-somebody-else']) {
      const cache = await caches.open(name);
      await cache.put('https://shelf.holdline.invalid/1', new Response('sound'));
    }
    // Held for as long as this tab lives.
    void navigator.locks.request('holdline-shelf-living', () => new Promise(() => undefined));
  });
  await page.reload();
  await listener.pressListen();
  await expect
    .poll(() => page.evaluate(() => caches.keys()), { timeout: 20_000 })
    .toEqual(['holdline-shelf-living', 'of-somebody-else']);
});
