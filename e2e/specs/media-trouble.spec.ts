import { expect, type Page } from 'playwright/test';
import { longestSilenceSeconds, soundSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

/** What the engine has mended by itself, in its own words. */
const mended = (page: Page) =>
  page.evaluate(() =>
    (window.holdline?.log() ?? []).flatMap(({ type, detail }) =>
      type === 'media-fault' ? [String(detail)] : [],
    ),
  );

const sequenceOf = (url: string | null) => Number(/segment-(\d+)\.m4s$/.exec(url ?? '')?.[1] ?? NaN);

/** Well-framed to the eye, of no use to a decoder. */
const damages: readonly { readonly name: string; readonly damage: (body: Buffer) => void }[] = [
  {
    name: 'noise instead of sound',
    damage(body) {
      const from = body.indexOf('mdat') + 4;
      for (let at = from; at < body.length; at += 1) body[at] = (at * 167) & 0xff;
    },
  },
  {
    // Not for the eyes of a demuxer, which would count to the end.
    name: 'a run of two thousand million samples',
    damage(body) {
      body.writeUInt32BE(0x7fffffff, body.indexOf('trun') + 8);
    },
  },
  {
    name: 'a sample table that lies',
    damage(body) {
      // Version and flags stand between the name and the count of samples (ISO/IEC 14496-12, 8.8.8).
      const count = body.indexOf('trun') + 8;
      body.writeUInt32BE(body.readUInt32BE(count) + 50, count);
    },
  },
];

for (const { name, damage } of damages) {
  test(`a segment that cannot be decoded (${name}) costs itself and no press`, async ({
    evening,
    listener,
  }, testInfo) => {
    await evening.begin('clean');
    let bad: number | null = null;
    let first: number | null = null;
    await listener.page.route('**/segment-*.m4s', async (route) => {
      const sequence = sequenceOf(route.request().url());
      first ??= sequence;
      bad ??= first + 5;
      const response = await route.fetch();
      const body = await response.body();
      if (sequence === bad) damage(body);
      await route.fulfill({ response, body });
    });
    await listener.open({ stream: evening.stream });
    await listener.pressListen();
    await listener.toBeListening();
    await listener.toHear(34, 90_000);
    await listener.toHaveStayed();

    const faults = await mended(listener.page);
    testInfo.annotations.push({ type: 'mended', description: faults.join(' · ') });
    const samples = await listener.samples();
    testInfo.annotations.push({
      type: 'longest silence',
      description: longestSilenceSeconds(samples).toFixed(1),
    });
    expect(longestSilenceSeconds(samples)).toBeLessThan(8);
    expect(faults.length).toBeLessThan(6);
    expectDiscipline(evening.log());
  });
}

test('a browser with room for a few seconds only: the rest waits in hand', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.page.addInitScript(() => {
    const prototype = SourceBuffer.prototype as {
      appendBuffer: (this: SourceBuffer, data: BufferSource) => void;
    };
    const { appendBuffer } = prototype;
    const counts = { refused: 0 };
    Object.assign(window, { counts });
    prototype.appendBuffer = function (data) {
      let seconds = 0;
      for (let index = 0; index < this.buffered.length; index += 1)
        seconds += this.buffered.end(index) - this.buffered.start(index);
      if (seconds > 20) {
        counts.refused += 1;
        throw new DOMException('no room', 'QuotaExceededError');
      }
      appendBuffer.call(this, data);
    };
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.toHear(40, 90_000);
  await listener.toHaveStayed();
  const refused = await listener.page.evaluate(
    () => (window as Window & { counts?: { refused: number } }).counts?.refused ?? 0,
  );
  expect(refused).toBeGreaterThan(0);
  expect(refused, 'not in a hot loop').toBeLessThan(60);
  expect(longestSilenceSeconds(await listener.samples())).toBeLessThan(2);
  expect(await mended(listener.page)).toEqual([]);
});

test('a pause that nobody asked for ends by itself; one that somebody asked for stays', async ({
  evening,
  listener,
}) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.page.evaluate(() => document.querySelector('audio')?.pause());
  await listener.toSay('playback', 'paused');
  await listener.toHaveStayed();

  await listener.button('pause').click();
  await listener.toSay('playback', 'paused');
  const at = await listener.currentTime();
  await evening.until(Math.ceil(evening.origin.state().elapsedSeconds) + 8);
  expect(await listener.currentTime()).toBe(at);
  await listener.toSay('playback', 'paused');
});

test('a playhead that stands still with sound in hand is set going', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.page.addInitScript(() => {
    const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime') as
      | { get: (this: HTMLMediaElement) => number; set: (this: HTMLMediaElement, seconds: number) => void }
      | undefined;
    if (real === undefined) return;
    const { get, set } = real;
    let frozenAt: number | null = null;
    Object.defineProperty(HTMLMediaElement.prototype, 'currentTime', {
      configurable: true,
      get(this: HTMLMediaElement) {
        return frozenAt ?? get.call(this);
      },
      set(this: HTMLMediaElement, seconds: number) {
        if (frozenAt === null) set.call(this, seconds);
      },
    });
    Object.assign(window, {
      freeze() {
        const audio = document.querySelector('audio');
        if (audio === null) return;
        frozenAt = audio.currentTime;
        // Only a new source sets it free.
        audio.addEventListener('emptied', () => (frozenAt = null), { once: true });
      },
    });
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await listener.page.evaluate(() => (window as Window & { freeze?: () => void }).freeze?.());
  await expect
    .poll(() => mended(listener.page), { timeout: 40_000 })
    .toEqual([
      'the playhead stands still (nudge)',
      'the playhead stands still (seek)',
      'the playhead stands still (rebuild)',
    ]);
  await listener.toBeListening();
  expect(await listener.presses()).toBe(1);
});

test('a jump to live in the middle of an outage: what lies between is not asked for any more', async ({
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
      toSeconds: 45,
      match: { what: 'segment' },
      probability: 1,
      fault: { type: 'status', status: 503 },
    },
  ]);
  await listener.toSay('playback', 'rebuffering', 60_000);
  await evening.until(40);
  const before = evening.log().length;
  await listener.page.getByRole('heading', { level: 1 }).click();
  await listener.page.keyboard.press('l');
  await evening.until(45);
  await listener.toBeListening(60_000);
  const latencySeconds = await listener.page.evaluate(() => {
    const snapshot = window.holdline?.snapshot() as { position: { latencySeconds: number } } | undefined;
    return snapshot?.position.latencySeconds ?? Infinity;
  });
  testInfo.annotations.push({ type: 'behind live', description: latencySeconds.toFixed(1) });
  // Without the jump it would be the 24 s of the join and 24 s of silence.
  expect(latencySeconds).toBeLessThan(44);
  const fetched = evening
    .log()
    .slice(before)
    .flatMap(({ what, status, path }) => (what === 'segment' && status === 200 ? [sequenceOf(path)] : []));
  const newest = Math.max(...fetched);
  expect(Math.min(...fetched), 'nothing older than the hold-back').toBeGreaterThan(newest - 10);
  const samples = await listener.samples();
  expect(soundSeconds(samples)).toBeGreaterThan(10);
  expect(await listener.presses()).toBe(1);
});
