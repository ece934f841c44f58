import { expect } from 'playwright/test';
import { seriousFindings } from '../fixtures/accessibility.ts';
import { dominantHertz } from '../fixtures/shapes.ts';
import { jumpedSeconds, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';
import type { Listener } from '../fixtures/listener.ts';

/** What the mock origin plays in German (make-media.mjs); its English is speech over low chords. */
const GERMAN_HERTZ = 600;
const NEAR_HERTZ = 15;
/** A playhead is built anew on the element at the change, on a machine that may be busy. */
const MOST_SILENCE_SECONDS = 1.2;

const choice = (listener: Listener, name: string) => listener.page.getByRole('radio', { name });
const news = (listener: Listener) => listener.page.locator('.audio-news');
/** Between two sources an element gives out nothing that could be listened to. */
const isGerman = async (listener: Listener) =>
  Math.abs((await dominantHertz(listener.page).catch(() => 0)) - GERMAN_HERTZ) < NEAR_HERTZ;
const toHearGerman = (listener: Listener) =>
  expect
    .poll(() => isGerman(listener), { message: 'German is heard', timeout: 30_000, intervals: [100] })
    .toBe(true);
/** When what is heard now was spoken, by the dates of the stream (Unix time in milliseconds). */
const spokenAt = (listener: Listener) =>
  listener.page.evaluate(() => {
    const { feed, position } = window.holdline?.snapshot() as {
      readonly feed: { readonly programStartMs: number };
      readonly position: { readonly positionSeconds: number };
    };
    return feed.programStartMs + position.positionSeconds * 1000;
  });

test('another language is heard at the same place, and the next visit begins with it', async ({
  evening,
  listener,
}) => {
  await evening.begin({ stream: 'languages', faults: [] });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  expect(await isGerman(listener)).toBe(false);
  await expect(choice(listener, 'English')).toBeChecked();
  await expect(listener.page.getByRole('group', { name: 'Language of the sound' })).toBeVisible();
  expect(await seriousFindings(listener.page)).toEqual([]);

  const before = await spokenAt(listener);
  const beforeMs = Date.now();
  await choice(listener, 'Deutsch').click();
  await expect(news(listener)).toHaveText('Changing to Deutsch …');
  await toHearGerman(listener);
  await expect(news(listener)).toHaveText('You now hear Deutsch.');
  const driftMs = (await spokenAt(listener)) - before - (Date.now() - beforeMs);
  // Later by what the change took, never sooner, and never in another place.
  expect(Math.abs(driftMs), 'the place is kept').toBeLessThan(1_500);

  await listener.toHear(6);
  const samples = await listener.samples();
  test.info().annotations.push({
    type: 'still',
    description: `the playhead stood still for at most ${Math.round(longestStandMs(samples))} ms`,
  });
  expect(longestSilenceSeconds(samples), 'silence').toBeLessThan(MOST_SILENCE_SECONDS);
  expect(Math.abs(jumpedSeconds(samples)), 'seconds jumped').toBeLessThan(0.5);
  await listener.toHaveStayed();
  const faults = await listener.page.evaluate(() =>
    (window.holdline?.log() ?? []).filter(({ type }) => type === 'media-fault').map(({ detail }) => detail),
  );
  expect(faults, 'faults of the decoder').toEqual([]);
  expectDiscipline(evening.log());

  const seen = evening.log().length;
  await listener.page.reload();
  await listener.pressListen();
  await listener.toBeListening();
  await toHearGerman(listener);
  await expect(choice(listener, 'Deutsch')).toBeChecked();
  const segments = evening
    .log()
    .slice(seen)
    .filter(({ what }) => what === 'segment');
  expect(segments.length).toBeGreaterThan(0);
  expect(segments.filter(({ rendition }) => rendition?.startsWith('de-') !== true)).toEqual([]);
});

test('the language survives the failure of a pathway', async ({ evening, listener }) => {
  await evening.begin({
    stream: 'redundant-languages',
    pathways: [
      { id: 'a', numberOffset: 0 },
      { id: 'b', numberOffset: 0 },
    ],
    faults: [],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await choice(listener, 'Deutsch').click();
  await toHearGerman(listener);
  await evening.strike([
    {
      fromSeconds: 0,
      match: { what: 'any', pathway: 'a' },
      probability: 1,
      fault: { type: 'refuse', at: 'accept' },
    },
  ]);
  const sound = () => evening.log().filter(({ what, pathway }) => what === 'segment' && pathway === 'b');
  await expect.poll(() => sound().length, { timeout: 40_000 }).toBeGreaterThan(3);
  await listener.toHear(8);
  expect(await isGerman(listener)).toBe(true);
  expect(sound().filter(({ rendition }) => rendition?.startsWith('de-') !== true)).toEqual([]);
  await listener.toHaveStayed();
});

test('a language that cannot be had is said to be one, and what was heard goes on', async ({
  evening,
  listener,
}) => {
  await evening.begin({
    stream: 'languages',
    faults: [
      {
        fromSeconds: 0,
        match: { what: 'media-playlist', path: '/live/de-*' },
        probability: 1,
        fault: { type: 'not-found' },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await choice(listener, 'Deutsch').click();
  await expect(news(listener)).toHaveText(
    'Deutsch cannot be had at present. English goes on; we keep trying.',
    { timeout: 20_000 },
  );
  await listener.toHear(3);
  expect(await isGerman(listener)).toBe(false);
  expect(longestSilenceSeconds(await listener.samples())).toBeLessThan(MOST_SILENCE_SECONDS);
  await choice(listener, 'English').click();
  await expect(news(listener)).toHaveText('You now hear English.');
  await listener.toHaveStayed();
});

test('a stream with one language offers no choice', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await expect(listener.page.getByText('Details', { exact: true })).toBeVisible();
  await expect(listener.page.getByRole('radio')).toHaveCount(0);
});

/** The longest time between two samples in which the playhead had moved, milliseconds. */
function longestStandMs(samples: readonly { readonly atMs: number; readonly currentTime: number }[]): number {
  let longest = 0;
  let movedAtMs: number | null = null;
  for (const [index, { atMs, currentTime }] of samples.entries()) {
    if (currentTime === samples[index - 1]?.currentTime) continue;
    if (movedAtMs !== null && currentTime > 1) longest = Math.max(longest, atMs - movedAtMs);
    movedAtMs = atMs;
  }
  return longest;
}
