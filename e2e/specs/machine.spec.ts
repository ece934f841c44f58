import { expect, type Page } from 'playwright/test';
import { broadcast, inSeconds } from '../fixtures/broadcast.ts';
import { lockScreenOf } from '../fixtures/lock-screen.ts';
import { test } from '../fixtures/test.ts';

const PATH = '/evening.json';
/** It begins when the test says so: by another `begin`. */
const notYet = { startsAtSeconds: 3600, faults: [] };
/** HTMLMediaElement: there is no source at all. */
const NETWORK_EMPTY = 0;
const paused = (page: Page) => page.evaluate(() => document.querySelector('audio')?.paused);
const iconOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '');

/** Chromium's own freezing of a tab, as it does it to one in the background. */
async function freezer(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  const set = (state: 'frozen' | 'active') => devtools.send('Page.setWebLifecycleState', { state });
  return { freeze: () => set('frozen'), thaw: () => set('active') };
}

test('the lock screen pauses, and takes up again, by what it shows', async ({ evening, listener, shelf }) => {
  const lockScreen = await lockScreenOf(listener.page);
  await evening.begin('clean');
  const document = broadcast(evening.stream, { state: 'live', scheduledStart: inSeconds(-60), host: 'Ada' });
  await listener.open({ broadcast: shelf.put(PATH, document) });
  await listener.pressListen();
  await listener.toBeListening();
  expect(await lockScreen.shows()).toEqual({
    title: 'The long-awaited conversation',
    artist: 'Ada',
    playbackState: 'playing',
  });
  expect(await lockScreen.buttons()).toEqual(expect.arrayContaining(['pause', 'play', 'stop']));

  for (const round of [1, 2]) {
    expect(await lockScreen.press('pause'), `pause, round ${round}`).toBe(true);
    await listener.toSay('playback', 'paused');
    expect(await paused(listener.page)).toBe(true);
    expect(await lockScreen.shows()).toMatchObject({ playbackState: 'paused' });
    // Twice in a row, as an impatient hand does it: the place is not given up.
    await lockScreen.press('pause');
    await listener.toSay('playback', 'paused');
    expect(await lockScreen.press('play'), `play, round ${round}`).toBe(true);
    await listener.toBeListening();
  }
  expect(await listener.presses(), 'presses of Listen').toBe(1);
});

test('the lock screen brings back an element that lost its source while it was paused', async ({
  evening,
  listener,
}) => {
  const lockScreen = await lockScreenOf(listener.page);
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await lockScreen.press('pause');
  await listener.toSay('playback', 'paused');
  // Merely taken away, hls.js puts it back; where somebody else's has been there in between, it leaves the element alone.
  await listener.page.evaluate(async () => {
    const audio = document.querySelector('audio');
    if (audio === null) return;
    audio.src = URL.createObjectURL(new MediaSource());
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    audio.removeAttribute('src');
    audio.load();
  });
  await expect(listener.page.locator('audio')).toHaveJSProperty('networkState', NETWORK_EMPTY);
  await listener.toSay('playback', 'paused');
  expect(await lockScreen.press('play')).toBe(true);
  await listener.toBeListening();
  expect(await listener.presses(), 'presses of Listen').toBe(1);
});

test('nothing is offered before Listen; who waits can give up from there', async ({ evening, listener }) => {
  const lockScreen = await lockScreenOf(listener.page);
  await evening.begin(notYet);
  await listener.open({ stream: evening.stream });
  expect(await lockScreen.buttons()).toEqual([]);
  expect(await lockScreen.shows()).toMatchObject({ playbackState: 'none' });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  await expect.poll(lockScreen.buttons).toEqual(['stop']);
  expect(await lockScreen.press('pause'), 'an impatient pause').toBe(false);
  await lockScreen.press('stop');
  await listener.toSay('join-status', 'ready');
  await expect.poll(lockScreen.buttons).toEqual([]);
});

test('a tab that was frozen while it sounded goes on by itself', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  const { freeze, thaw } = await freezer(listener.page);
  const second = evening.origin.state().elapsedSeconds;
  await freeze();
  await evening.until(second + 8);
  await thaw();
  await listener.toBeListening();
  expect(await listener.presses(), 'presses of Listen').toBe(1);
});

test('a tab that was frozen through the start is heard when it thaws', async ({ evening, listener }) => {
  await evening.begin(notYet);
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  const { freeze, thaw } = await freezer(listener.page);
  await freeze();
  await evening.begin('clean');
  await evening.until(5);
  await thaw();
  await listener.toBeListening();
  expect(await listener.presses(), 'presses of Listen').toBe(1);
});

test('who counts on the page keeps it from being frozen', async ({ evening, listener }) => {
  const held = () =>
    listener.page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []);
  await evening.begin(notYet);
  await listener.open({ stream: evening.stream });
  expect(await held()).toEqual([]);
  await listener.pressListen();
  await listener.toSay('join-status', 'waiting');
  await expect.poll(held).toEqual(['holdline.listening']);
  await listener.page.getByRole('button', { name: 'Stop waiting' }).click();
  await expect.poll(held).toEqual([]);
});

test('the tab’s title and icon tell the state', async ({ evening, listener }) => {
  const { page } = listener;
  await evening.begin(notYet);
  await listener.open({ stream: evening.stream });
  await expect(page).toHaveTitle('A live broadcast · Holdline');
  const icons = [await iconOf(page)];
  await listener.pressListen();
  await expect(page).toHaveTitle('Waiting · A live broadcast');
  icons.push(await iconOf(page));
  await evening.begin('clean');
  await listener.toBeListening();
  await expect(page).toHaveTitle('Listening · A live broadcast');
  icons.push(await iconOf(page));
  await listener.button('pause').click();
  await expect(page).toHaveTitle('Paused · A live broadcast');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(page).toHaveTitle('Angehalten · Eine Live-Übertragung');
  expect(icons[0]).toMatch(/\/icon\.svg$/);
  expect(icons.slice(1).every((icon) => icon.startsWith('data:image/svg+xml,'))).toBe(true);
  expect(new Set(icons).size).toBe(3);
});
