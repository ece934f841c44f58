import { expect, type BrowserContext } from 'playwright/test';
import { expectAccessible, seriousFindings } from '../fixtures/accessibility.ts';
import { broadcast } from '../fixtures/broadcast.ts';
import type { Listener } from '../fixtures/listener.ts';
import type { Shelf } from '../fixtures/page-server.ts';
import { test, type Evening } from '../fixtures/test.ts';

interface Scene {
  readonly evening: Evening;
  readonly listener: Listener;
  readonly context: BrowserContext;
  readonly shelf: Shelf;
}

/** Opens the stream of a scenario and presses Listen. */
async function listenTo(
  { evening, listener }: Scene,
  scenario: Parameters<Evening['begin']>[0],
): Promise<void> {
  await evening.begin(scenario);
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
}

const always = { fromSeconds: 0, match: { what: 'any' }, probability: 1 } as const;
const refusals = { ...always, fault: { type: 'status', status: 503 } } as const;

/** How to get the page into each state; each ends when the state is there. */
const states: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async ready({ evening, listener }) {
    await evening.begin('clean');
    await listener.open({ stream: evening.stream });
    await listener.toSay('join-status', 'ready');
  },
  async 'ready-with-programme'({ evening, listener, shelf }) {
    await evening.begin('clean');
    const body = JSON.stringify({
      version: 1,
      id: 'evening',
      title: 'A very long-awaited conversation between two people who have a great deal to say to each other',
      host: 'Holdline',
      scheduledStart: new Date(Date.now() + 600_000).toISOString(),
      state: 'scheduled',
      pathways: [{ id: 'main', url: evening.stream }],
      announcements: [
        { id: 'a', at: new Date().toISOString(), level: 'info', text: { en: 'Doors are open.' } },
        { id: 'b', at: new Date().toISOString(), level: 'warning', text: { en: 'We begin a little later.' } },
      ],
    });
    await listener.open({ broadcast: shelf.put('/evening.json', { body }) });
    await expect(listener.page.getByText('Doors are open.')).toBeVisible();
  },
  async waiting(scene) {
    await listenTo(scene, { startsAtSeconds: 3600, faults: [] });
    await scene.listener.toSay('join-status', 'waiting');
  },
  async held({ evening, listener, shelf }) {
    await evening.begin('clean');
    const document = broadcast(evening.stream, { state: 'live', admission: 0, audience: 412_345 });
    await listener.open({ broadcast: shelf.put('/evening.json', document) });
    await listener.pressListen();
    await listener.toSay('join-status', 'held');
    await expect(listener.page.getByText('about 412,000 listening')).toBeVisible();
  },
  async closed({ evening, listener, shelf }) {
    await evening.begin('clean');
    const document = broadcast(evening.stream, { state: 'live', degrade: 4 });
    await listener.open({ broadcast: shelf.put('/evening.json', document) });
    await listener.toSay('join-status', 'closed');
  },
  async 'joining-in-trouble'(scene) {
    await listenTo(scene, { faults: [refusals] });
    await scene.listener.toSay('join-status', 'joining');
    await expect(scene.listener.page.getByRole('button', { name: 'Try now' })).toBeVisible({
      timeout: 60_000,
    });
  },
  async listening(scene) {
    await listenTo(scene, 'clean');
    await scene.listener.toSay('join-status', 'listening');
  },
  async 'listening-in-trouble'(scene) {
    await listenTo(scene, 'clean');
    await scene.listener.toBeListening();
    await scene.evening.strike([refusals]);
    await scene.listener.toSay('join-status', 'listening-in-trouble');
  },
  async rebuffering(scene) {
    await listenTo(scene, 'clean');
    await scene.listener.toBeListening();
    await scene.evening.strike([refusals]);
    await scene.listener.toSay('join-status', 'rebuffering', 60_000);
  },
  async 'listening-offline'(scene) {
    await listenTo(scene, 'clean');
    await scene.listener.toBeListening();
    await scene.context.setOffline(true);
    await scene.listener.toSay('join-status', 'listening-offline');
  },
  async offline(scene) {
    await scene.evening.begin('clean');
    await scene.listener.open({ stream: scene.evening.stream });
    await scene.listener.page.waitForLoadState('networkidle');
    await scene.context.setOffline(true);
    await scene.listener.toSay('link', 'offline');
    await scene.listener.pressListen();
    await scene.listener.toSay('join-status', 'offline');
  },
  async paused(scene) {
    await listenTo(scene, 'clean');
    await scene.listener.toBeListening();
    await scene.listener.button('pause').click();
    await scene.listener.toSay('join-status', 'paused');
  },
  async ended(scene) {
    await listenTo(scene, { endsAtSeconds: 1, faults: [] });
    await scene.listener.toSay('join-status', 'ended', 60_000);
  },
  async denied(scene) {
    await listenTo(scene, { faults: [{ ...always, fault: { type: 'status', status: 403 } }] });
    await scene.listener.toSay('join-status', 'denied');
  },
  async failed(scene) {
    await scene.evening.begin('clean');
    const body = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="ac-4.02.01.00"\nmedia.m3u8\n';
    await scene.listener.open({
      stream: scene.shelf.put('/bad.m3u8', { body, contentType: 'application/vnd.apple.mpegurl' }),
    });
    await scene.listener.pressListen();
    await scene.listener.toSay('join-status', 'failed');
  },
  async 'address-problem'({ evening, listener }) {
    await evening.begin('clean');
    await listener.open({
      stream: 'ftp://radio.example/a-long-address-that-has-no-place-to-break/live.m3u8',
    });
    await listener.toSay('join-status', 'address-problem');
  },
  async 'details-open'(scene) {
    await listenTo(scene, 'clean');
    await scene.listener.toBeListening();
    await scene.listener.page.getByText('Details', { exact: true }).click();
    await expect(scene.listener.page.getByRole('button', { name: 'Copy as JSON' })).toBeVisible();
  },
};

for (const [state, reach] of Object.entries(states)) {
  test(`${state}: nothing serious for axe, on desktop and phone, light and dark`, async ({
    evening,
    listener,
    context,
    shelf,
  }, testInfo) => {
    await reach({ evening, listener, context, shelf });
    await expectAccessible(listener.page, state, testInfo);
  });
}

test('the scan itself finds what is wrong', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.page.evaluate(() => {
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<button type="button"></button>');
  });
  expect((await seriousFindings(listener.page)).join()).toContain('button-name');
});
