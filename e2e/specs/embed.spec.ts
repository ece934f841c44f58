import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { seriousFindings } from '../fixtures/accessibility.ts';
import { frameOf, hostPage, player, playerAddress, playhead, toPlay } from '../fixtures/host-page.ts';
import { test } from '../fixtures/test.ts';

const told = (page: Page, type: string) =>
  page.evaluate((wanted) => window.told.filter((message) => message.type === wanted), type);
const say = (page: Page, request: object) =>
  page.evaluate((data) => window.say(data), { holdline: 1, ...request });

test('one line of HTML, copied from the page, is a player that plays after one press', async ({
  evening,
  listener,
  shelf,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  const { page } = listener;
  await page.getByRole('button', { name: 'Embed in your own page' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const html = await page.evaluate(() => navigator.clipboard.readText());
  expect(html).toMatch(/^<iframe [^\n]*<\/iframe>$/);
  expect(html).not.toContain('debug');

  await page.goto(hostPage(shelf, html));
  await player(page).getByRole('button', { name: 'Listen' }).click();
  await toPlay(page);
  await expect(player(page).locator('audio')).toHaveCount(1);
  await expect(player(page).getByRole('status')).toHaveAttribute('data-link', 'steady');
  const link = player(page).getByRole('link', { name: 'Open the full page' });
  await expect(link).toHaveAttribute('href', /stream=/);
  const opened = page.waitForEvent('popup');
  await link.click();
  const full = await opened;
  expect(new URL(full.url()).searchParams.get('stream')).toBe(evening.stream);
  expect(new URL(full.url()).searchParams.has('embed')).toBe(false);
  await expect(full.getByRole('combobox', { name: 'Language' })).toBeVisible();
});

test('the page around it listens, mutes and pauses by message, and is told', async ({
  evening,
  website,
  shelf,
  page,
}) => {
  await evening.begin('clean');
  const src = playerAddress(website.url, evening.stream, new URL(shelf.url).origin);
  await page.goto(hostPage(shelf, frameOf(src)));
  await expect.poll(() => told(page, 'ready')).toHaveLength(1);
  expect(await told(page, 'state')).toEqual([]);
  await say(page, { type: 'subscribe' });
  await expect.poll(() => told(page, 'state')).toHaveLength(1);
  await page.getByRole('heading', { name: 'Host' }).click();
  await say(page, { type: 'listen' });
  await toPlay(page);
  await say(page, { type: 'set-volume', volume: 0.25 });
  await say(page, { type: 'set-muted', muted: true });
  const last = async () => (await told(page, 'state')).at(-1);
  await expect
    .poll(last)
    .toMatchObject({ playback: 'playing', joinStatus: 'listening', volume: 0.25, muted: true });
  await say(page, { type: 'pause' });
  await expect.poll(last).toMatchObject({ playback: 'paused' });
  const kinds = (await told(page, 'state')).map(({ playback }) => playback);
  expect(kinds.indexOf('joining')).toBeGreaterThan(kinds.indexOf('idle'));
  expect(kinds.indexOf('playing')).toBeGreaterThan(kinds.indexOf('joining'));
});

for (const [name, embed] of [
  ['an origin that its address does not name', 'https://elsewhere.example'],
  ['anybody where its address names nobody', undefined],
] as const) {
  test(`does not obey ${name}, and tells it nothing`, async ({ evening, website, shelf, page }) => {
    await evening.begin('clean');
    await page.goto(hostPage(shelf, frameOf(playerAddress(website.url, evening.stream, embed))));
    await expect(player(page).getByRole('link', { name: 'Open the full page' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    for (const type of ['subscribe', 'listen']) await say(page, { type });
    // The player is alive: a press is obeyed, and nothing was before it.
    await expect(player(page).getByRole('status')).toHaveAttribute('data-playback', 'idle');
    await player(page).getByRole('button', { name: 'Listen' }).click();
    await toPlay(page);
    expect(await page.evaluate(() => window.told)).toEqual([]);
  });
}

test('nonsense and floods do no harm', async ({ evening, website, shelf, page }) => {
  await evening.begin('clean');
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const src = playerAddress(website.url, evening.stream, new URL(shelf.url).origin);
  await page.goto(hostPage(shelf, frameOf(src)));
  await expect.poll(() => told(page, 'ready')).toHaveLength(1);
  await player(page).getByRole('button', { name: 'Listen' }).click();
  await toPlay(page);
  await page.evaluate(() => {
    const cyclic: Record<string, unknown> = { holdline: 1, type: 'set-volume' };
    cyclic['volume'] = cyclic;
    const polluting: unknown = JSON.parse(
      '{"__proto__":{"holdline":1,"type":"pause"},"holdline":1,"type":"__proto__"}',
    );
    const huge = {
      holdline: 1,
      type: 'set-muted',
      muted: Array.from({ length: 100_000 }, (_, n) => ({ n })),
    };
    for (const data of [null, 7, 'pause', [], new Map(), new Uint8Array(1e6), cyclic, polluting, huge])
      window.say(data);
    for (let n = 0; n < 10_000; n += 1) {
      window.say({ holdline: 1, type: 'set-volume', volume: 'loud', n });
      window.say({ holdline: 1, type: 'set-volume', volume: (n % 100) / 100 });
    }
    window.say({ holdline: 1, type: 'set-volume', volume: 0.5 });
  });
  const audio = player(page).locator('audio');
  await expect(audio).toHaveJSProperty('volume', 0.5, { timeout: 60_000 });
  await expect(audio).toHaveJSProperty('muted', false);
  const before = await playhead(page);
  await expect.poll(() => playhead(page), { timeout: 45_000 }).toBeGreaterThan(before + 2);
  expect(errors).toEqual([]);
});

test('every size is whole, without scrollbars, and axe finds nothing', async ({
  evening,
  website,
  shelf,
  page,
}) => {
  await evening.begin('clean');
  await page.goto(hostPage(shelf, frameOf(playerAddress(website.url, evening.stream))));
  await expect(player(page).getByRole('link', { name: 'Open the full page' })).toBeVisible();
  for (const [width, height] of [
    [280, 120],
    [320, 160],
    [480, 180],
    [360, 280],
    [900, 700],
  ] as const) {
    await page
      .locator('iframe')
      .evaluate((frame, size) => Object.assign((frame as HTMLIFrameElement).style, size), {
        width: `${width}px`,
        height: `${height}px`,
      });
    const frame = player(page);
    const overflow = await frame.locator('main').evaluate((main) => ({
      root: document.documentElement.scrollHeight - innerHeight,
      across: document.documentElement.scrollWidth - innerWidth,
      main: main.scrollHeight - main.clientHeight,
    }));
    expect(overflow, `${width} × ${height}`).toEqual({ root: 0, across: 0, main: 0 });
    for (const control of [
      frame.getByRole('button', { name: 'Listen' }),
      frame.getByRole('button', { name: 'Mute' }),
      frame.getByRole('link', { name: 'Open the full page' }),
    ]) {
      const box = await control.evaluate((element) => {
        const { top, bottom, left, right, height } = element.getBoundingClientRect();
        return { inside: top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth, height };
      });
      expect(box.inside, `${width} × ${height}: inside`).toBe(true);
      expect(box.height).toBeGreaterThanOrEqual(Math.min(44, height / 3));
    }
  }
  await page.goto(playerAddress(website.url, evening.stream).replaceAll('&amp;', '&'));
  await page.setViewportSize({ width: 320, height: 160 });
  await expect(page.getByRole('link', { name: 'Open the full page' })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await background()).toBe('rgb(250, 247, 241)');
  await page.goto(`${page.url()}&background=transparent`);
  await expect(page.getByRole('link', { name: 'Open the full page' })).toBeVisible();
  expect(await background()).toBe('rgba(0, 0, 0, 0)');
});

test('the share sheet is given title, text and an address without what is private', async ({
  evening,
  listener,
}) => {
  await evening.begin('clean');
  const { page } = listener;
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'share', {
      value: (data: ShareData) => {
        document.documentElement.dataset['shared'] = JSON.stringify(data);
        return Promise.resolve();
      },
    });
  });
  await listener.open({ stream: evening.stream });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByText('Thank you for passing it on.')).toBeVisible();
  const data = JSON.parse((await page.locator('html').getAttribute('data-shared')) ?? '') as ShareData;
  const url = new URL(data.url ?? '');
  expect([...url.searchParams.keys()]).toEqual(['stream']);
  expect(url.searchParams.get('stream')).toBe(evening.stream);
  expect(data.text).toContain(data.title);
});

test('the built page tells what a link to it is shown with, and has the picture', async ({
  website,
  request,
}) => {
  const html = await (await request.get(`${website.url}/`)).text();
  expect(html).toContain('<meta property="og:title" content="Holdline" />');
  expect(html).toContain('<meta property="og:description" content="');
  // This build does not know where it will stand: no address is made up.
  expect(html).not.toContain('og:url');
  expect(html).not.toContain('og:image');
  const png = await (await request.get(`${website.url}/og.png`)).body();
  expect(png.equals(await readFile(join(import.meta.dirname, '../../public/og.png')))).toBe(true);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
});
