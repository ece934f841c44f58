import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from '../fixtures/accessibility.ts';
import { broadcast } from '../fixtures/broadcast.ts';
import { builtPage, startFolderHost, type FolderHost } from '../fixtures/folder-host.ts';
import { Listener } from '../fixtures/listener.ts';
import { test as base } from '../fixtures/test.ts';

const test = base.extend<{ host: FolderHost }>({
  // Playwright reads from the pattern which fixtures a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  host: async ({}, use) => {
    const host = await startFolderHost();
    await use(host);
    await host.stop();
  },
});
test.use({ serviceWorkers: 'allow' });

const HOST_SILENT = 'This page comes from your device; its host does not answer just now.';
const NOTHING_ANSWERS = 'This page comes from your device; neither its host nor the broadcast answers.';

/** Somebody with the page of this host before them. */
async function visitor(page: Page, host: FolderHost): Promise<Listener> {
  const listener = new Listener(page, host.url, 'en');
  await listener.watch();
  return listener;
}

/** Waits until the worker has everything that it keeps, and answers for this page. */
async function toBeKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 });
}

const snapshot = (page: Page): Promise<unknown> => page.evaluate(() => window.holdline?.snapshot());

/** Everything in Cache Storage: the cache's name and the address. */
const kept = (page: Page): Promise<(readonly [cache: string, path: string])[]> =>
  page.evaluate(async () => {
    const found: [string, string][] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) found.push([name, url]);
    }
    return found;
  });

test('with its host stopped the page opens from the device, says so, and plays', async ({
  context,
  evening,
  host,
}, testInfo) => {
  await evening.begin('clean');
  host.put('broadcast.json', broadcast(evening.stream, { state: 'live', pollSeconds: 5 }).body);
  const first = await visitor(await context.newPage(), host);
  await first.open({});
  await toBeKept(first.page);
  // The worker has come after the first document; it keeps the next.
  await expect
    .poll(() => kept(first.page), { timeout: 60_000 })
    .toContainEqual(['holdline-document', `${host.url}broadcast.json`]);
  await first.page.close();
  await host.stop();

  const page = await context.newPage();
  const second = await visitor(page, host);
  const fromWorker = new Map<string, boolean>();
  page.on('response', (response) => fromWorker.set(response.url(), response.fromServiceWorker()));
  await second.open({});
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The long-awaited conversation');
  await expect(page.getByText(HOST_SILENT)).toBeVisible();
  await expectAccessible(page, 'host-silent', testInfo);
  await second.pressListen();
  await second.toBeListening();
  await expect(page.getByText(HOST_SILENT)).toBeHidden();
  // A copy says nothing about the host's clock.
  expect(await snapshot(page)).toMatchObject({ clockOffsetMs: 0, broadcast: { kept: true } });

  const media = [...fromWorker].filter(([url]) => /\.(?:m3u8|m4s|mp4)/.test(url));
  expect(media.length).toBeGreaterThan(3);
  expect(
    media.filter(([, viaWorker]) => viaWorker),
    'media that went through the worker',
  ).toEqual([]);
  const pagePath = new URL(host.url).pathname;
  const paths = (await kept(page)).map(([, url]) => new URL(url).pathname.replace(pagePath, ''));
  expect(paths).toEqual(
    expect.arrayContaining(['index.html', 'manifest.webmanifest', 'icon.svg', 'broadcast.json']),
  );
  const files = readdirSync(join(builtPage(), 'assets')).filter((name) => !name.endsWith('.map'));
  expect(paths.filter((path) => path.startsWith('assets/')).sort()).toEqual(
    files.map((name) => `assets/${name}`).sort(),
  );
  expect(paths.filter((path) => /producer|\.map$|m3u8|m4s|mp4|\/v1\/|screenshot/.test(path))).toEqual([]);

  // The host is back: its document is asked for as ever, and there is nothing to press.
  await host.start();
  await expect
    .poll(() => snapshot(page), { timeout: 90_000 })
    .toMatchObject({ broadcast: { kind: 'loaded', kept: false } });
  await second.toBeListening();
  expect(await second.presses(), 'presses of Listen').toBe(1);
});

test('with the origin out of reach as well it opens, says so, and keeps trying', async ({
  context,
  evening,
  host,
}, testInfo) => {
  await evening.begin({
    faults: [
      { fromSeconds: 0, match: { what: 'any' }, probability: 1, fault: { type: 'refuse', at: 'accept' } },
    ],
  });
  const first = await visitor(await context.newPage(), host);
  await first.open({ stream: evening.stream });
  await toBeKept(first.page);
  await first.page.close();
  await host.stop();

  const page = await context.newPage();
  const second = await visitor(page, host);
  await second.open({ stream: evening.stream });
  await expect(page.getByText(HOST_SILENT)).toBeVisible();
  await second.pressListen();
  await expect(page.getByText(NOTHING_ANSWERS)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, 'nothing-answers', testInfo);
  await evening.strike([]);
  await second.toBeListening(90_000);
  expect(await second.presses(), 'presses of Listen').toBe(1);
  await expect(page.getByText(NOTHING_ANSWERS)).toBeHidden();
});

test('a new version waits for silence, and takes nothing away from pages of the old one', async ({
  context,
  evening,
  host,
}, testInfo) => {
  const text = (path: string) => readFileSync(join(builtPage(), path), 'utf8');
  const german = readdirSync(join(builtPage(), 'assets')).find((name) => /^de-.*\.js$/.test(name)) ?? '';
  await evening.begin('clean');
  const first = await visitor(await context.newPage(), host);
  await first.open({ stream: evening.stream });
  await toBeKept(first.page);
  await first.page.reload();
  await first.pressListen();
  await first.toBeListening();

  // The other version: another index, another file of German words; the old one is not to be had any more.
  host.put('index.html', text('index.html').replace('<html', '<html data-version="b"'));
  host.put(`assets/${german}`, null);
  host.put('assets/de-of-b.js', text(`assets/${german}`));
  const revision = /(?<=")[0-9a-f]{32}(?=","url":"index\.html"|"\},)/;
  const worker = text('service-worker.js').replaceAll(german, 'de-of-b.js').replace(revision, '0'.repeat(32));
  expect(worker, 'another worker').not.toBe(text('service-worker.js').replaceAll(german, 'de-of-b.js'));
  host.put('service-worker.js', worker);
  await first.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const isWaiting = () =>
    first.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await expect.poll(isWaiting, { timeout: 60_000 }).toBe(true);
  await first.toHear(3);
  expect(await isWaiting(), 'while one listens it waits').toBe(true);
  await expect(first.page.getByText('A new version of this page is ready.')).toBeHidden();

  // Somebody opens the page beside it, listens to nothing, and takes the new version.
  const beside = await visitor(await context.newPage(), host);
  await beside.open({ stream: evening.stream });
  await expect(beside.page.getByText('A new version of this page is ready.')).toBeVisible({
    timeout: 60_000,
  });
  await expect.poll(isWaiting).toBe(false);
  await expectAccessible(beside.page, 'update-ready', testInfo);
  await beside.page.getByRole('button', { name: 'Load it now' }).click();
  await expect(beside.page.locator('html[data-version="b"]')).toBeAttached();

  // The page that listens is of the old version still, and has all that it may want.
  await expect(first.page.locator('html[data-version="b"]')).not.toBeAttached();
  await first.page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(first.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(first.status).toContainText('Sie hören zu.');
  await first.toHear(3);

  // Nobody has the old version any more: the next visit tidies up.
  await first.page.close();
  await beside.page.close();
  const last = await visitor(await context.newPage(), host);
  await last.open({ stream: evening.stream });
  await expect
    .poll(async () => (await kept(last.page)).map(([, url]) => url.split('/').at(-1) ?? ''))
    .not.toContain(german);
  expect((await kept(last.page)).map(([, url]) => url.split('/').at(-1))).toContain('de-of-b.js');
});

test('damaged storage: a broken copy is none, and what is missing comes from the host', async ({
  context,
  evening,
  host,
}) => {
  await evening.begin('clean');
  host.put('broadcast.json', broadcast(evening.stream, { state: 'live', pollSeconds: 5 }).body);
  const first = await visitor(await context.newPage(), host);
  await first.open({});
  await toBeKept(first.page);
  await host.stop();
  await first.page.evaluate(async (url) => {
    const documents = await caches.open('holdline-document');
    await documents.put(`${url}broadcast.json`, new Response('{"version": 1, "id":'));
  }, host.url);
  await first.page.reload();
  await expect(first.page.getByText(NOTHING_ANSWERS)).toBeVisible();
  await expect(first.status).toContainText('The programme could not be fetched.');
  await expect(first.status).not.toContainText('has a mistake');

  await host.start();
  const taken = await first.page.evaluate(async () => {
    const taken: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (/index\.html|assets\/index-/.test(request.url) && (await cache.delete(request)))
          taken.push(request.url);
      }
    }
    return taken;
  });
  expect(taken.length, 'files that are missing now').toBeGreaterThan(1);
  await first.page.reload();
  await expect(first.page.getByRole('heading', { level: 1 })).toHaveText('The long-awaited conversation');
  await first.pressListen();
  await first.toBeListening();
});

test('full storage: no worker, and everything else as ever', async ({ context, evening, host }) => {
  await evening.begin('clean');
  const listener = await visitor(await context.newPage(), host);
  const session = await context.newCDPSession(listener.page);
  const { origin } = new URL(host.url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 });
  await listener.open({ stream: evening.stream });
  await expect
    .poll(() => host.asked.filter((path) => path === 'service-worker.js').length)
    .toBeGreaterThan(0);
  await listener.pressListen();
  await listener.toBeListening();
  expect(await listener.page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
});

for (const [how, break_] of [
  [
    'has no service workers',
    () => Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined }),
  ],
  [
    'refuses even to look for them',
    () =>
      Object.defineProperty(Navigator.prototype, 'serviceWorker', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      }),
  ],
] as const) {
  test(`a browser that ${how} shows the page as ever`, async ({ context, evening, host }) => {
    await evening.begin('clean');
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const listener = await visitor(page, host);
    await page.addInitScript(break_);
    await listener.open({ stream: evening.stream });
    // What comes late has come: the worker would be next.
    await expect(page.getByText('Details', { exact: true })).toBeVisible();
    await listener.pressListen();
    await listener.toBeListening();
    expect(errors).toEqual([]);
    expect(host.asked).not.toContain('service-worker.js');
  });
}

test('the page can be installed', async ({ context, host }) => {
  const page = await context.newPage();
  await page.goto(host.url);
  await toBeKept(page);
  const session = await context.newCDPSession(page);
  const { errors, url } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${host.url}manifest.webmanifest`);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Playwright's contexts are private windows, from which nothing is ever installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
