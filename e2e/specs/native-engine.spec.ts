import { expect } from 'playwright/test';
import { course, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

test.beforeEach(async ({ listener }) => {
  // A browser without Media Source Extensions, like an iPhone before iOS 17.1.
  await listener.page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'MediaSource');
    Reflect.deleteProperty(globalThis, 'ManagedMediaSource');
  });
  await listener.page.goto('about:blank');
  const canPlay = await listener.page.evaluate(() =>
    document.createElement('audio').canPlayType('application/vnd.apple.mpegurl'),
  );
  test.skip(canPlay === '', 'this browser does not play HLS by itself');
});

test('a healthy origin: one press, steady sound, and hls.js is not fetched', async ({
  evening,
  listener,
}) => {
  const scripts: string[] = [];
  listener.page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.toHear(15);
  await listener.toHaveStayed();
  expect(scripts.filter((url) => url.includes('hls-code'))).toEqual([]);
  expect(scripts.filter((url) => url.includes('native-engine'))).toHaveLength(1);
  expect(await listener.page.evaluate(() => document.querySelector('audio')?.src)).toBe(evening.stream);
});

test('a late start is waited for honestly, with one press', async ({ evening, listener }) => {
  await evening.begin('late-start');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('playback', 'waiting');
  await listener.toSay('link', 'steady');
  await listener.toBeListening(100_000);
  await listener.toHaveStayed();
  expectDiscipline(evening.log().filter(({ status }) => status === 404));
});

test('a blackout of forty seconds: silence is told, and it goes on without a press', async ({
  evening,
  listener,
}, testInfo) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await evening.strike([
    {
      fromSeconds: 0,
      toSeconds: 40,
      match: { what: 'any' },
      probability: 1,
      fault: { type: 'refuse', at: 'accept' },
    },
  ]);
  await listener.toSay('playback', 'rebuffering', 60_000);
  await listener.toSay('link', 'struggling', 30_000);
  await expect(listener.status).toContainText('The server cannot be reached.');
  await evening.until(40);
  await listener.toHaveStayed(60_000);
  const samples = await listener.samples();
  testInfo.annotations.push({
    type: 'longest silence',
    description: longestSilenceSeconds(samples).toFixed(1),
  });
  expect(course(samples, 'playback')).not.toContain('failed');
});

test('a browser that plays HLS in no way is told so', async ({ evening, listener }) => {
  await listener.page.addInitScript(() => {
    HTMLMediaElement.prototype.canPlayType = () => '';
  });
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'failed');
  await expect(listener.status).toContainText('This browser cannot play live streams.');
});
