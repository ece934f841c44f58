import { expect } from 'playwright/test';
import { askedAgain, bytesSentTwice } from '../fixtures/discipline.ts';
import { course, listeningRatio } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

test('truncation: what is cut is resumed, and no byte of media is sent twice', async ({
  evening,
  listener,
}, testInfo) => {
  await evening.begin({
    seed: 5,
    faults: [
      {
        fromSeconds: 0,
        toSeconds: 40,
        match: { what: 'segment' },
        probability: 0.6,
        fault: { type: 'truncate', after: { fraction: 0.4 } },
      },
      {
        fromSeconds: 0,
        toSeconds: 40,
        match: { what: 'init' },
        probability: 0.6,
        fault: { type: 'truncate', after: { bytes: 200 } },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(40);
  await listener.toHaveStayed();
  const ratio = listeningRatio(await listener.samples());
  testInfo.annotations.push({ type: 'listening ratio', description: ratio.toFixed(3) });
  expect(ratio).toBeGreaterThan(0.95);

  const log = evening.log();
  expectDiscipline(log);
  expect(log.filter(({ fault }) => fault === 'truncate').length).toBeGreaterThanOrEqual(3);
  expect(log.filter(({ range }) => range !== null).map(({ status }) => status)).toContain(206);
  const received = await listener.received();
  testInfo.annotations.push({ type: 'bytes sent twice', description: String(bytesSentTwice(log)) });
  expect(received.filter(({ bytes }) => bytes > 0).length, 'something to judge').toBeGreaterThan(10);
  expect(askedAgain(log, received), 'bytes asked for again').toEqual([]);
});

test('resets and truncations: every piece that arrives is kept', async ({ evening, listener }, testInfo) => {
  await evening.begin('resets');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(65);
  await listener.toHaveStayed();
  await listener.toSay('link', 'steady');
  const samples = await listener.samples();
  expect(course(samples, 'link')).toContain('struggling');
  const ratio = listeningRatio(samples);
  const log = evening.log();
  testInfo.annotations.push({ type: 'listening ratio', description: ratio.toFixed(3) });
  testInfo.annotations.push({ type: 'bytes sent twice', description: String(bytesSentTwice(log)) });
  expect(ratio).toBeGreaterThan(0.9);

  expectDiscipline(log);
  expect(
    log.some(({ range, status }) => range !== null && status === 206),
    'resumed',
  ).toBe(true);
});

test('bodies that stall are resumed elsewhere in the line', async ({ evening, listener }, testInfo) => {
  await evening.begin('stalled-body');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(45);
  await listener.toHaveStayed();
  await listener.toSay('link', 'steady');
  const samples = await listener.samples();
  const ratio = listeningRatio(samples);
  const log = evening.log();
  testInfo.annotations.push({ type: 'listening ratio', description: ratio.toFixed(3) });
  testInfo.annotations.push({ type: 'bytes sent twice', description: String(bytesSentTwice(log)) });
  expect(ratio).toBeGreaterThan(0.85);
  expectDiscipline(log);
  expect(
    log.some(({ range, status }) => range !== null && status === 206),
    'resumed',
  ).toBe(true);
});

test('pages, JSON and nothing where media should be: none of it reaches the decoder', async ({
  evening,
  listener,
}, testInfo) => {
  await evening.begin('malformed');
  await listener.page.addInitScript(() => {
    // What is appended must begin with an MP4 box; the rest is told.
    const boxes = ['ftyp', 'moov', 'styp', 'sidx', 'moof', 'emsg', 'prft', 'mdat'];
    const appended = { good: 0, bad: [] as string[] };
    Object.assign(window, { appended });
    const native = Object.getOwnPropertyDescriptor(SourceBuffer.prototype, 'appendBuffer')?.value as (
      data: BufferSource,
    ) => void;
    SourceBuffer.prototype.appendBuffer = function (data: BufferSource) {
      const bytes = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data);
      const box = String.fromCharCode(...bytes.subarray(4, 8));
      if (boxes.includes(box)) appended.good += 1;
      else appended.bad.push(String.fromCharCode(...bytes.subarray(0, 16)));
      native.call(this, data);
    };
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(45);
  await listener.toHaveStayed();
  await listener.toSay('link', 'steady');

  const { appended, faults } = await listener.page.evaluate(() => ({
    appended: (window as unknown as { appended: { good: number; bad: string[] } }).appended,
    faults: window.holdline?.log().filter(({ type }) => type === 'media-fault') ?? [],
  }));
  expect(appended.bad).toEqual([]);
  expect(appended.good).toBeGreaterThan(10);
  expect(faults).toEqual([]);
  const log = evening.log();
  expect(log.filter(({ fault }) => fault === 'malformed').length).toBeGreaterThanOrEqual(5);
  const ratio = listeningRatio(await listener.samples());
  testInfo.annotations.push({ type: 'listening ratio', description: ratio.toFixed(3) });
  expect(ratio).toBeGreaterThan(0.8);
  expectDiscipline(log);
});
