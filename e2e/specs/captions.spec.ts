import { expect, type Locator } from 'playwright/test';
import { expectAccessible } from '../fixtures/accessibility.ts';
import { requestsPerSegment } from '../fixtures/discipline.ts';
import type { Listener } from '../fixtures/listener.ts';
import { jumpedSeconds, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test, type Evening, type ScenarioSketch } from '../fixtures/test.ts';
import type { LogEntry } from '../origin/request-log.ts';

/** The talk has gone on for a minute when the evening begins. */
const startsAtSeconds = -60;
const captioned: ScenarioSketch = { stream: 'captioned', startsAtSeconds, faults: [] };
const allCaptions = { what: 'any', path: '/live/captions-*' } as const;

const transcript = ({ page }: Listener) => page.getByRole('region', { name: 'Transcript' });
const lines = ({ page }: Listener) => page.getByRole('region', { name: 'What is said' });
const current = (listener: Listener) => lines(listener).locator('[aria-current="true"]');
const readAlong = ({ page }: Listener) => page.getByRole('button', { name: 'Read along' });
const isOfCaptions = ({ what }: LogEntry) => what.startsWith('captions');

async function listenTo(evening: Evening, listener: Listener, sketch: ScenarioSketch): Promise<void> {
  await evening.begin(sketch);
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
}

async function read(listener: Listener): Promise<void> {
  await readAlong(listener).click();
  await expect(current(listener)).toBeVisible();
}

/** The second of the talk that a line says it begins at. */
async function secondIn(line: Locator): Promise<number> {
  return Number(/(?:Second|Sekunde) (\d+)/.exec((await line.textContent()) ?? '')?.[1] ?? NaN);
}

/** The second of the talk that is heard, by the dates of the sound's own playlist. */
async function heardSecond({ page }: Listener, evening: Evening): Promise<number> {
  const heardAtMs = await page.evaluate(() => {
    const { feed, position } = window.holdline?.snapshot() as {
      readonly feed: { readonly programStartMs: number };
      readonly position: { readonly positionSeconds: number };
    };
    return feed.programStartMs + position.positionSeconds * 1000;
  });
  const beganAtMs = Date.parse(evening.origin.state().beganAt ?? '');
  // The first segment is complete when the stream appears: its first word is four seconds older.
  return (heardAtMs - beganAtMs) / 1000 - (startsAtSeconds - 4);
}

test('read along: the line that is marked is the one that is heard', async ({
  evening,
  listener,
}, testInfo) => {
  await listenTo(evening, listener, captioned);
  expect(evening.log().filter(isOfCaptions), 'nothing is asked for before somebody reads').toEqual([]);
  await read(listener);
  await expectAccessible(listener.page, 'reading-along', testInfo);

  for (let look = 0; look < 4; look += 1) {
    // At the moment at which another line is marked, its own second is being heard.
    const before = await secondIn(current(listener));
    await expect.poll(() => secondIn(current(listener)), { intervals: [50] }).toBeGreaterThan(before);
    const off = (await heardSecond(listener, evening)) - (await secondIn(current(listener)));
    expect(Math.abs(off), `second ${look}`).toBeLessThan(1);
  }
  const said = await Promise.all(
    (await lines(listener).getByRole('button').all()).map((line) => secondIn(line)),
  );
  expect(said, 'each line once, none missing').toEqual(said.map((_, index) => (said[0] ?? 0) + 3 * index));
  // What is marked is in sight, and the page has not moved for it.
  const frame = await lines(listener).boundingBox();
  const line = await current(listener).boundingBox();
  expect(line?.y).toBeGreaterThanOrEqual(frame?.y ?? NaN);
  expect((line?.y ?? NaN) + (line?.height ?? NaN)).toBeLessThanOrEqual(
    (frame?.y ?? NaN) + (frame?.height ?? NaN),
  );
  await listener.toHaveStayed();
  expectDiscipline(evening.log());
});

test('scrolled back it stays there, and one press leads back to now', async ({ evening, listener }) => {
  await listenTo(evening, listener, { ...captioned, playlist: 'event' });
  await read(listener);
  await expect.poll(() => lines(listener).getByRole('button').count()).toBeGreaterThan(8);
  await lines(listener).hover();
  await listener.page.mouse.wheel(0, -5000);
  await expect(listener.page.getByRole('button', { name: 'Back to now' })).toBeVisible();
  await expect.poll(() => lines(listener).evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  const before = await secondIn(current(listener));
  await expect.poll(() => secondIn(current(listener))).toBeGreaterThan(before);
  expect(await lines(listener).evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  await listener.page.getByRole('button', { name: 'Back to now' }).click();
  await expect(listener.page.getByRole('button', { name: 'Back to now' })).toHaveCount(0);
  await expect(current(listener)).toBeInViewport();
});

test('words are found, another language is read, the text is copied', async ({
  evening,
  listener,
  context,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await listenTo(evening, listener, captioned);
  await read(listener);
  await expect.poll(() => lines(listener).getByRole('button').count()).toBeGreaterThan(8);

  const search = listener.page.getByRole('searchbox', { name: 'Find in the text' });
  // Without the accents that are in the text.
  await search.fill('NAIVE people');
  await expect(lines(listener).locator('mark').first()).toHaveText('naïve people');
  await expect(transcript(listener).getByText(/^\d+ of \d+$/)).toBeVisible();
  await search.press('Enter');
  await expect(lines(listener).locator('mark[data-found="true"]')).toBeInViewport();
  await expectAccessible(listener.page, 'searching', testInfo);
  await search.fill('');

  await transcript(listener).getByRole('combobox').selectOption('Deutsch');
  await expect(current(listener)).toContainText('Sekunde');
  await expect(lines(listener)).toHaveAttribute('lang', 'de');
  const off = (await heardSecond(listener, evening)) - (await secondIn(current(listener)));
  // Between the marking of a line and the marking of the next one.
  expect(off).toBeGreaterThan(-1);
  expect(off).toBeLessThan(4);

  await transcript(listener).getByRole('button', { name: 'Copy the text' }).click();
  await expect(transcript(listener).getByText('Copied')).toBeVisible();
  const copied = await listener.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\[.+\] Ada Winter: Sekunde \d+: /m);
  const download = listener.page.waitForEvent('download');
  await transcript(listener).getByRole('button', { name: 'Save as a text file' }).click();
  expect((await download).suggestedFilename()).toBe('transcript.txt');

  // The next visit reads on in the same language, once the tracks are known.
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await expect(current(listener)).toContainText('Sekunde', { timeout: 45_000 });
});

test('an outage of the captions alone: the sound hears nothing of it, and they catch up', async ({
  evening,
  listener,
}, testInfo) => {
  await listenTo(evening, listener, {
    ...captioned,
    faults: [
      {
        fromSeconds: 20,
        toSeconds: 65,
        match: allCaptions,
        probability: 1,
        fault: { type: 'status', status: 503 },
      },
    ],
  });
  await read(listener);
  await evening.until(50);
  await expect(transcript(listener).getByText(/^There are no captions to be had/)).toBeVisible();
  await expectAccessible(listener.page, 'captions-in-trouble', testInfo);
  await expect(listener.status).toHaveAttribute('data-link', 'steady');

  await expect(transcript(listener).getByText(/^There are no captions to be had/)).toHaveCount(0, {
    timeout: 60_000,
  });
  const marked = await secondIn(current(listener));
  await expect.poll(() => secondIn(current(listener)), { timeout: 45_000 }).toBeGreaterThan(marked);
  // What had left the window is told; everything else is there, in step.
  await expect(lines(listener).getByText(/^… .+ without captions …$/)).toHaveCount(1);
  const before = await secondIn(current(listener));
  await expect.poll(() => secondIn(current(listener)), { intervals: [50] }).toBeGreaterThan(before);
  const off = (await heardSecond(listener, evening)) - (await secondIn(current(listener)));
  expect(Math.abs(off)).toBeLessThan(1);

  await listener.toHaveStayed();
  const samples = await listener.samples();
  expect(longestSilenceSeconds(samples)).toBe(0);
  expect(jumpedSeconds(samples)).toBeLessThan(0.5);
  const sound = evening.log().filter((entry) => !isOfCaptions(entry));
  expect(sound.filter(({ status }) => status !== 200)).toEqual([]);
  expect(requestsPerSegment(sound).filter(({ requests }) => requests > 1)).toEqual([]);
  expectDiscipline(evening.log());
});

test('without captions nothing is offered', async ({ evening, listener }) => {
  await listenTo(evening, listener, { faults: [] });
  await listener.page.getByText('Details', { exact: true }).waitFor();
  await expect(readAlong(listener)).toHaveCount(0);
});
