import { chromium, type Page } from 'playwright';
import { browserExecutable, launchArguments } from '../fixtures/browser.ts';
import { servePage } from '../fixtures/page-server.ts';
import { createOrigin } from '../origin/origin.ts';
import { parseScenario } from '../origin/scenario.ts';
import { median, seekPlan, type SeekTrial } from './seek-plan.ts';

/** What counts as "as soon as". */
const MOST_RATIO = 1.2;
const SEEKS = 20;
/** All of it is in hand once the page has it: then nothing has to be asked for any more. */
const RECORDING_SECONDS = 112;
const RENDITION = 'aac-24';
const READY_TIMEOUT_MS = 300_000;

/** Whose element is sent to which moment, and how long it took until its playhead moved on from there. */
interface Result extends SeekTrial {
  readonly ms: number;
  /** It was in the element itself; else the feed alone held it. */
  readonly isBuffered: boolean;
}

const origin = await createOrigin({
  scenario: parseScenario(
    {
      name: 'seek-bench',
      description: 'A recording that is short enough to be in hand as a whole.',
      seed: 1,
      startsAtSeconds: -RECORDING_SECONDS,
      endsAtSeconds: 1,
      scheduledStartSeconds: -RECORDING_SECONDS,
      stream: 'replay',
      faults: [],
    },
    'the scenario of this benchmark',
  ),
});
const website = await servePage();
const executablePath = browserExecutable();
const browser = await chromium.launch({
  args: [...launchArguments],
  ...(executablePath === null ? {} : { executablePath }),
});
let isGood: boolean;
try {
  origin.begin({ atSeconds: 2 });
  const page = await browser.newPage();
  // It measures a ratio, also where everything takes long.
  page.setDefaultTimeout(READY_TIMEOUT_MS);
  // What tsx puts around every function that has a name, and a page does not know.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.goto(`${website.url}/?debug&stream=${encodeURIComponent(origin.streamUrl())}`);
  await page.getByRole('button', { name: 'Listen', exact: true }).click();
  await prepare(page);
  const before = origin.log().length;
  const results = await measure(page);
  const requests = origin.log().length - before;
  isGood = report(results, requests);
} finally {
  await browser.close();
  await website.stop();
  await origin.stop();
}
process.exit(isGood ? 0 : 1);

/** Waits until all is in the page's element, and gives a bare element beside it the same data. */
async function prepare(page: Page): Promise<void> {
  const isPlaying = () => (document.querySelector('audio')?.currentTime ?? 0) > 0.5;
  await page.waitForFunction(isPlaying);
  // What was heard leaves an element after a while: not while it waits for the rest.
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.waitForFunction(
    ({ seconds }) => {
      const audio = document.querySelector('audio');
      return audio?.buffered.length === 1 && audio.buffered.end(0) - audio.buffered.start(0) > seconds;
    },
    { seconds: RECORDING_SECONDS - 10 },
  );
  await page.getByRole('button', { name: 'Listen', exact: true }).click();
  await page.evaluate(
    async ({ base }) => {
      const bare = document.createElement('audio');
      bare.muted = false;
      const source = new MediaSource();
      bare.src = URL.createObjectURL(source);
      await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
      const buffer = source.addSourceBuffer('audio/mp4; codecs="mp4a.40.2"');
      const list = await (await fetch(`${base}/replay.m3u8`)).text();
      const names = list.split('\n').filter((line) => line.endsWith('.m4s'));
      for (const name of ['init.mp4', ...names]) {
        const bytes = await (await fetch(`${base}/${name}`)).arrayBuffer();
        buffer.appendBuffer(bytes);
        await new Promise((resolve) => buffer.addEventListener('updateend', resolve, { once: true }));
      }
      source.endOfStream();
      await bare.play();
      (window as Window & { bare?: HTMLAudioElement }).bare = bare;
    },
    { base: `${origin.url}/live/${RENDITION}` },
  );
}

/** By turns, in one page, so that whatever else the machine does strikes both. */
async function measure(page: Page): Promise<readonly Result[]> {
  const held = await page.evaluate(() => {
    const { buffered } = document.querySelector('audio') ?? { buffered: null };
    return buffered === null ? null : { fromSeconds: buffered.start(0), toSeconds: buffered.end(0) };
  });
  if (held === null) throw new Error('nothing is held');
  const results: Result[] = [];
  for (const trial of seekPlan(SEEKS, held)) {
    const { ms, isBuffered } = await page.evaluate(async ({ who, toSeconds }) => {
      const { bare, holdline } = window as Window & {
        bare?: HTMLAudioElement;
        holdline?: { readonly commands: { seek(seconds: number): void } };
      };
      const audio = who === 'bare' ? bare : document.querySelector('audio');
      if (audio == null) throw new Error('no element');
      // Spinning would take from the very threads that are waited for.
      const nextLook = () => new Promise((resolve) => setTimeout(resolve, 1));
      const isBuffered = Array.from({ length: audio.buffered.length }, (_, index) => index).some(
        (index) => audio.buffered.start(index) <= toSeconds && audio.buffered.end(index) > toSeconds + 1,
      );
      const startMs = performance.now();
      if (who === 'bare') audio.currentTime = toSeconds;
      else holdline?.commands.seek(toSeconds);
      const elapsedMs = () => performance.now() - startMs;
      const movedSeconds = () => audio.currentTime - toSeconds;
      // Moved on from there, and not by more than the time that has passed.
      const isThere = () =>
        !audio.seeking && movedSeconds() > 0.001 && movedSeconds() < 1 + elapsedMs() / 1000;
      while (!isThere()) {
        if (elapsedMs() > 60_000)
          throw new Error(`${who}: nothing moves at ${toSeconds}, but at ${audio.currentTime}`);
        await nextLook();
      }
      return { ms: elapsedMs(), isBuffered };
    }, trial);
    results.push({ ...trial, ms, isBuffered });
    // Some sound between two seeks, for both.
    await page.waitForTimeout(400);
  }
  return results;
}

function report(results: readonly Result[], requests: number): boolean {
  const of = (who: SeekTrial['who']) => results.filter((result) => result.who === who).map(({ ms }) => ms);
  const [ours, bare] = [median(of('holdline')), median(of('bare'))];
  const ratio = ours / bare;
  const list = (values: readonly number[]) => values.map((ms) => ms.toFixed(0)).join(' ');
  console.log(`Seek to sound, ${SEEKS} seeks each, by turns, milliseconds:`);
  console.log(`  Holdline      median ${ours.toFixed(1)}   ${list(of('holdline'))}`);
  console.log(`  bare element  median ${bare.toFixed(1)}   ${list(of('bare'))}`);
  const fromFeed = results.filter(({ who, isBuffered }) => who === 'holdline' && !isBuffered);
  console.log(
    `  of Holdline's, ${fromFeed.length} had left the element: ${list(fromFeed.map(({ ms }) => ms))}`,
  );
  console.log(
    `  ratio ${ratio.toFixed(2)} (at most ${MOST_RATIO}), requests during the seeks: ${requests} (none)`,
  );
  return ratio <= MOST_RATIO && requests === 0;
}
