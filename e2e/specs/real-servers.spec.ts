import { expect } from 'playwright/test';
import { openPage } from '../fixtures/shapes.ts';
import { course, firstSound, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline } from '../fixtures/test.ts';
import type { StreamFormat } from '../real-servers/encoder.ts';
import { missingForReal, test } from '../real-servers/stage.ts';

const tsAac = { name: 'ts-aac', encoder: 'aac', container: 'mpegts' } as const satisfies StreamFormat;
const fmp4Aac = { name: 'fmp4-aac', encoder: 'aac', container: 'fmp4' } as const satisfies StreamFormat;
const fmp4Opus = { name: 'fmp4-opus', encoder: 'libopus', container: 'fmp4' } as const satisfies StreamFormat;
const tsMp3 = { name: 'ts-mp3', encoder: 'libmp3lame', container: 'mpegts' } as const satisfies StreamFormat;

/** Chromium without AAC plays Opus and MP3. */
const playable = (formats: readonly StreamFormat[], hasAac: boolean) =>
  formats.filter(({ encoder }) => hasAac || encoder !== 'aac');

function skipWithout(formats: readonly StreamFormat[], needsCrowd = false): void {
  const missing = missingForReal(formats, needsCrowd);
  test.skip(missing !== null, missing ?? '');
}

test('ffmpeg behind nginx: AAC in TS and fMP4, Opus in fMP4, MP3 in TS, each from one press', async ({
  stage,
  evening,
  context,
  website,
}) => {
  const formats = playable([tsAac, fmp4Aac, fmp4Opus, tsMp3], evening.hasRenditions);
  skipWithout(formats);
  await stage.encode(...formats);
  const server = await stage.serve();
  await Promise.all(
    formats.map(async ({ name }) => {
      const listener = await openPage(context, website.url);
      await listener.open({ stream: `${server.url}/${name}/main.m3u8` });
      await listener.pressListen();
      await listener.toHear(16);
      await listener.toHaveStayed();
      const samples = await listener.samples();
      expect(longestSilenceSeconds(samples), `${name}: the longest silence`).toBeLessThan(1.5);
      expect(course(samples, 'link'), name).toEqual(['steady']);
    }),
  );
  const log = await server.log();
  expect(log.filter(({ status }) => status !== 200)).toEqual([]);
  for (const { name } of formats)
    expectDiscipline(log.filter(({ path }) => path?.startsWith(`/${name}/`) === true));
});

for (const format of [tsAac, fmp4Opus]) {
  test(`${format.name}: the encoder is killed and started anew with other numbers: silence, and then sound again`, async ({
    stage,
    evening,
    listener,
  }, testInfo) => {
    test.skip(format.encoder === 'aac' && !evening.hasRenditions, 'this browser plays no AAC');
    skipWithout([format]);
    const [encoder] = await stage.encode(format);
    const server = await stage.serve();
    await listener.open({ stream: `${server.url}/${format.name}/main.m3u8` });
    await listener.pressListen();
    await listener.toBeListening();
    await encoder?.kill();
    await listener.toSay('playback', 'rebuffering');
    encoder?.start();
    await listener.toHaveStayed(20_000);
    await listener.toHear(6);
    const samples = await listener.samples();
    testInfo.annotations.push({
      type: 'longest silence',
      description: longestSilenceSeconds(samples).toFixed(1),
    });
    expect(longestSilenceSeconds(samples)).toBeLessThan(12);
    expect(course(samples, 'playback')).not.toContain('failed');
    expectDiscipline(await server.log());
  });
}

test('limit_req with error_page: half of all requests are 503 with Retry-After, and the listener stays', async ({
  stage,
  evening,
  listener,
}, testInfo) => {
  const format = evening.hasRenditions ? tsAac : fmp4Opus;
  skipWithout([format], true);
  await stage.encode(format);
  const server = await stage.serve({
    requests: { perSecond: 40, burst: 10 },
    refusal: { status: 503, retryAfterSeconds: 2 },
  });
  const url = `${server.url}/${format.name}/index.m3u8`;
  const crowd = await stage.crowd({ url, connections: 8, pauseMs: 100, seconds: 40 });
  await listener.open({ stream: `${server.url}/${format.name}/main.m3u8` });
  await listener.pressListen();
  await listener.toBeListening(40_000);
  await expect
    .poll(async () => (await server.log()).filter(({ status }) => status === 503).length, { timeout: 40_000 })
    .toBeGreaterThanOrEqual(3);
  await listener.toHear(10);
  await crowd.stop();
  await listener.toHaveStayed();
  await listener.toSay('link', 'steady');
  const { served, refused } = await server.crowd();
  testInfo.annotations.push({ type: 'crowd', description: `${served} served, ${refused} refused` });
  expect(refused / (served + refused), 'the share of the crowd that was refused').toBeGreaterThan(0.25);
  const log = await server.log();
  expect(log.filter(({ status }) => status === 503).every(({ retryAfter }) => retryAfter === '2')).toBe(true);
  expect(firstSound(await listener.samples())).not.toBeNull();
  expectDiscipline(log);
});

test('limit_conn and limit_rate: slow answers, few at once, 429 beyond, and the listener stays', async ({
  stage,
  evening,
  listener,
}, testInfo) => {
  const format = evening.hasRenditions ? fmp4Aac : fmp4Opus;
  skipWithout([format], true);
  await stage.encode(format);
  // A segment of 2 s has 12 kB; so it takes over a second.
  const server = await stage.serve({
    answersAtOnce: 4,
    bytesPerSecond: 10_000,
    refusal: { status: 429, retryAfterSeconds: 3 },
  });
  const url = `${server.url}/${format.name}/segment-1.m4s`;
  const crowd = await stage.crowd({ url, connections: 5, pauseMs: 700, seconds: 40 });
  await listener.open({ stream: `${server.url}/${format.name}/main.m3u8` });
  await listener.pressListen();
  await listener.toBeListening(40_000);
  await expect
    .poll(async () => (await server.log()).filter(({ status }) => status === 429).length, { timeout: 40_000 })
    .toBeGreaterThanOrEqual(3);
  await listener.toHear(10);
  await crowd.stop();
  await listener.toHaveStayed();
  const log = await server.log();
  const { served, refused } = await server.crowd();
  testInfo.annotations.push({ type: 'crowd', description: `${served} served, ${refused} refused` });
  const segments = log.filter(
    ({ what, status, completed }) => what === 'segment' && status === 200 && completed,
  );
  for (const { atMs, endedAtMs, bytesSent } of segments)
    expect(bytesSent / Math.max(1, (endedAtMs ?? 0) - atMs), 'bytes in a millisecond').toBeLessThan(20);
  expect(log.filter(({ status }) => status === 429).every(({ retryAfter }) => retryAfter === '3')).toBe(true);
  expectDiscipline(log);
});
