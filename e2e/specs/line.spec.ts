import { expect, type Locator, type Page } from 'playwright/test';
import { seriousFindings } from '../fixtures/accessibility.ts';
import { broadcast, inSeconds } from '../fixtures/broadcast.ts';
import type { Listener } from '../fixtures/listener.ts';
import { test } from '../fixtures/test.ts';

const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Place in the broadcast' });
const place = (page: Page): Locator => page.locator('.place-seen');
const playbackRate = (page: Page) => page.evaluate(() => document.querySelector('audio')?.playbackRate);

/** Seeks that the element has begun. */
async function countSeeks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { dataset } = document.body;
    dataset['seeks'] = '0';
    document
      .querySelector('audio')
      ?.addEventListener('seeking', () => (dataset['seeks'] = String(Number(dataset['seeks']) + 1)));
  });
  return () => page.evaluate(() => Number(document.body.dataset['seeks']));
}

async function middleOf(line: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await line.boundingBox();
  if (box === null) throw new Error('the line is drawn');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What can be heard again behind the playhead, seconds. */
async function reachBack(page: Page): Promise<number> {
  const line = slider(page);
  const [now, min] = [await line.getAttribute('aria-valuenow'), await line.getAttribute('aria-valuemin')];
  return Number(now) - Number(min);
}

/** Listens until so much can be heard again. */
async function toHaveHeard(listener: Listener, seconds: number): Promise<void> {
  await listener.pressListen();
  await listener.toBeListening();
  await expect
    .poll(() => reachBack(listener.page), { message: 'what can be heard again', timeout: 90_000 })
    .toBeGreaterThan(seconds);
}

test.describe('a live broadcast', () => {
  test.beforeEach(async ({ evening, listener }) => {
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
  });

  test('the line drawn by a mouse leads back, with one seek, and End leads to live again', async ({
    listener,
  }) => {
    const { page } = listener;
    await toHaveHeard(listener, 18);
    await expect(place(page)).toContainText('Live');
    const seeks = await countSeeks(page);
    const before = await listener.currentTime();
    const { x, y } = await middleOf(slider(page));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 400, y, { steps: 8 });
    await expect(page.locator('.line-preview')).toContainText('behind live');
    expect(await seeks(), 'a hand that holds the line seeks nowhere').toBe(0);
    await page.mouse.up();
    await expect.poll(() => listener.currentTime()).toBeLessThan(before - 5);
    expect(await seeks()).toBe(1);
    await listener.toBeListening();
    await expect(place(page)).toContainText('behind live');
    await expect(slider(page)).toHaveAttribute('aria-valuetext', /behind live$/);

    const behind = await listener.currentTime();
    await slider(page).press('End');
    await expect.poll(() => listener.currentTime()).toBeGreaterThan(behind + 5);
    await listener.toBeListening();
    await expect(place(page)).toContainText('Live');
  });

  test('Escape lets the line go where it was', async ({ listener }) => {
    const { page } = listener;
    await toHaveHeard(listener, 8);
    const seeks = await countSeeks(page);
    const { x, y } = await middleOf(slider(page));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 300, y, { steps: 4 });
    await page.keyboard.press('Escape');
    await expect(page.locator('.line-preview')).toHaveCount(0);
    await page.mouse.up();
    await listener.toHear(2);
    expect(await seeks()).toBe(0);
  });

  test('by keys: a step, everything, 15 s back, and what cannot be done says why', async ({ listener }) => {
    const { page } = listener;
    await toHaveHeard(listener, 20);
    const on = page.getByRole('button', { name: '30 s on' });
    await expect(on).toHaveAccessibleDescription('You are at live.');
    const start = await listener.currentTime();
    await page.keyboard.press('j');
    await expect.poll(() => listener.currentTime()).toBeLessThan(start - 10);
    await listener.toBeListening();
    await slider(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => reachBack(page)).toBeLessThan(3);
    await listener.toBeListening();
    await expect(on).not.toHaveAccessibleDescription('You are at live.');
    const early = await listener.currentTime();
    await slider(page).press('ArrowRight');
    await expect.poll(() => listener.currentTime()).toBeGreaterThan(early + 4.5);
    await listener.toBeListening();
  });

  test('nothing is wrong with it for axe, behind live, with the marks open', async ({ listener }) => {
    const { page } = listener;
    await toHaveHeard(listener, 18);
    await page.getByRole('button', { name: '15 s back' }).click();
    await page.getByText(/^\d+ marks?$/).click();
    await expect(page.getByRole('button', { name: /You joined here$/ })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test.describe('under a finger', () => {
    test.use({ hasTouch: true });

    test('a tap on the past leads there', async ({ listener }) => {
      const { page } = listener;
      await toHaveHeard(listener, 10);
      const before = await listener.currentTime();
      const [line, playhead] = await Promise.all([
        slider(page).boundingBox(),
        page.locator('.line-playhead').boundingBox(),
      ]);
      if (line === null || playhead === null) throw new Error('the line is drawn');
      await page.touchscreen.tap(playhead.x - 150, line.y + line.height / 2);
      await expect.poll(() => listener.currentTime()).toBeLessThan(before - 2);
      await listener.toBeListening();
    });
  });
});

test('a recording: its length, a press on the line, speed, and its end', async ({
  evening,
  listener,
  shelf,
}) => {
  const { page } = listener;
  await evening.begin({ playlist: 'event', startsAtSeconds: -90, endsAtSeconds: 1, faults: [] });
  await evening.until(2);
  const document = broadcast(evening.stream, {
    state: 'ended',
    scheduledStart: inSeconds(-120),
    replay: { url: evening.stream },
  });
  await listener.open({ broadcast: shelf.put('/evening.json', document) });
  await listener.pressListen();
  await listener.toBeListening();
  await expect(place(page)).toContainText(/^at 0:\d\d of 1:\d\d$/);
  expect(Number(await slider(page).getAttribute('aria-valuemax'))).toBeGreaterThan(80);
  expect(await slider(page).getAttribute('aria-valuemin')).toBe('0');

  const { x, y } = await middleOf(slider(page));
  await page.mouse.click(x, y);
  await expect.poll(() => listener.currentTime()).toBeGreaterThan(40);
  expect(await listener.currentTime()).toBeLessThan(60);
  await listener.toBeListening();

  await page.getByRole('combobox', { name: /^Speed/ }).selectOption('1.5');
  await expect.poll(() => playbackRate(page)).toBe(1.5);
  await page.keyboard.press('<');
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => listener.currentTime()).toBeLessThan(5);
  await expect(page.getByRole('button', { name: '15 s back' })).toBeVisible();
});
