import { expect, type Page } from 'playwright/test';
import { test } from '../fixtures/test.ts';

const output = (page: Page) =>
  page.evaluate(() => {
    const audio = document.querySelector('audio');
    return { volume: audio?.volume, muted: audio?.muted };
  });

test.beforeEach(async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
});

test('pause stops the sound, Listen goes on from there', async ({ listener }) => {
  await listener.pressListen();
  await listener.toBeListening();
  await listener.button('pause').click();
  await listener.toSay('join-status', 'paused');
  const at = await listener.currentTime();
  await expect(listener.page.locator('audio')).toHaveJSProperty('paused', true);
  await listener.pressListen();
  await listener.toBeListening();
  const after = await listener.currentTime();
  expect(after).toBeGreaterThan(at);
  const jumped = (await listener.samples()).some(
    ({ currentTime }, index, all) =>
      currentTime - (all[index - 1]?.currentTime ?? currentTime) > 2 && currentTime > at,
  );
  expect(jumped, 'goes on where it stopped').toBe(false);
});

test('volume and mute by pointer and keyboard, kept for the next visit', async ({ evening, listener }) => {
  const { page } = listener;
  const slider = page.getByRole('slider', { name: 'Volume' });
  const mute = listener.button('mute');
  await slider.fill('40');
  await expect.poll(() => output(page)).toEqual({ volume: 0.4, muted: false });
  await mute.click();
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => output(page)).toEqual({ volume: 0.4, muted: true });

  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => output(page)).toEqual({ volume: 0.41, muted: true });
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('m');
  await expect.poll(() => output(page)).toEqual({ volume: 0.41, muted: false });
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => output(page)).toEqual({ volume: 0.46, muted: false });
  await page.keyboard.press('m');
  await expect.poll(() => output(page)).toEqual({ volume: 0.46, muted: true });

  await listener.open({ stream: evening.stream });
  await expect.poll(() => output(page)).toEqual({ volume: 0.46, muted: true });
  await expect(slider).toHaveValue('46');
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
});

test('the language is kept for the next visit', async ({ evening, listener }) => {
  await listener.page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await expect(listener.page.getByRole('button', { name: 'Zuhören' })).toBeVisible();
  await listener.open({ stream: evening.stream });
  await expect(listener.page.getByRole('button', { name: 'Zuhören' })).toBeVisible();
  await expect(listener.page.locator('html')).toHaveAttribute('lang', 'de');
});

test('the details can be copied as JSON, without the stream’s address', async ({
  evening,
  listener,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = listener;
  await listener.pressListen();
  await listener.toBeListening();
  await page.getByText('Details', { exact: true }).click();
  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const report = JSON.parse(copied) as Record<string, unknown>;
  expect(report).toMatchObject({
    status: { kind: 'listening' },
    playback: { kind: 'playing' },
    link: { kind: 'steady' },
  });
  expect(report).toHaveProperty('feed.rendition.codecs');
  expect(copied).not.toContain(evening.stream);
});

test('everything can be reached and worked by keyboard alone', async ({ listener }) => {
  const { page } = listener;
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return null;
      const { outlineStyle, boxShadow } = getComputedStyle(activeElement);
      const label =
        activeElement.getAttribute('aria-label') ??
        (activeElement instanceof HTMLInputElement
          ? activeElement.labels?.[0]?.textContent
          : activeElement.textContent);
      return { name: (label ?? '').trim(), seen: outlineStyle !== 'none' || boxShadow !== 'none' };
    });
  await expect(page.getByRole('button', { name: 'Check your sound' })).toBeVisible();
  const reached: string[] = [];
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await focused();
    if (here === null || reached.includes(here.name)) break;
    expect(here.seen, `focus is seen on ${here.name}`).toBe(true);
    reached.push(here.name);
  }
  expect(reached).toEqual([
    'Language',
    'What is going on?',
    'Listen',
    'Volume',
    'Mute',
    'Check your sound',
    'Copy this page’s address',
    'Embed in your own page',
    'Settings',
    'Help',
    'Details',
  ]);

  await listener.button('listen').focus();
  await page.keyboard.press('Enter');
  await listener.toBeListening();
  await expect(listener.button('pause'), 'the keyboard’s place is kept').toBeFocused();
  await page.keyboard.press('Enter');
  await listener.toSay('playback', 'paused');
  await page.keyboard.press('k');
  await listener.toBeListening();
});

test.describe('reduced motion', () => {
  const moving = (page: Page) =>
    page.evaluate(
      () =>
        document.getAnimations().filter(({ playState, effect }) => {
          const { iterations, duration } = effect?.getComputedTiming() ?? {};
          return playState === 'running' && (iterations === Infinity || Number(duration) > 100);
        }).length,
    );

  test('nothing moves for those who have asked for that', async ({ listener }) => {
    const { page } = listener;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await listener.pressListen();
    await listener.toBeListening();
    expect(await moving(page)).toBe(0);
  });
});
