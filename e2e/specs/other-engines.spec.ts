import { writeFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import type { Engine } from '../engines/engine.ts';
import { firefoxMissing, startFirefox } from '../engines/firefox.ts';
import { Visitor } from '../engines/visitor.ts';
import { startWebKit, webKitMissing } from '../engines/webkit.ts';
import { requestsPerSegment } from '../fixtures/discipline.ts';
import { course, jumpedSeconds, longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, test as base } from '../fixtures/test.ts';

const engines = [
  { name: 'Firefox', missing: firefoxMissing(), start: startFirefox },
  { name: 'WebKitGTK', missing: webKitMissing(), start: startWebKit },
] as const;

/** What the page calls the step back through time. */
const BACK = '15 s back';

/** Firefox shows the first instant of the sound before its way to the loudspeaker is open, which takes a second or two here. */
const MOST_SILENCE_SECONDS = 3;

/** Of the 32 s without an origin more than 12 are in hand; the look that finds it back may be a few seconds late. */
const MOST_LOST_SECONDS = 25;

/** Of 32 s without an origin: what the page may ask in vain. */
const MOST_ASKED_IN_VAIN = 20;

/**
 * Firefox tries a request ten times within some milliseconds when its connection is reset before an answer
 * (network.http.request.max-attempts); no page can know or prevent it.
 */
const MOST_CONNECTIONS_FOR_A_REQUEST = 10;

for (const { name, missing, start } of engines) {
  // Playwright reads from the pattern which fixtures a fixture needs.
  /* eslint-disable no-empty-pattern */
  const test = base.extend<{ readonly visitor: Visitor }, { readonly engine: Engine }>({
    engine: [
      async ({}, use) => {
        const engine = await start();
        await use(engine);
        await engine.stop();
      },
      { scope: 'worker', timeout: 60_000 },
    ],
    visitor: async ({ engine, website }, use, testInfo) => {
      const visitor = new Visitor(await engine.newPage(), website.url);
      testInfo.annotations.push({ type: 'browser', description: engine.version });
      await use(visitor);
      if (testInfo.status !== testInfo.expectedStatus)
        await writeFile(testInfo.outputPath('page.json'), await visitor.log());
      await visitor.page.close();
    },
  });
  /* eslint-enable no-empty-pattern */

  test.describe(name, () => {
    // One browser of a kind is enough for two processors.
    test.describe.configure({ mode: 'default' });
    test.skip(missing !== null, missing ?? '');

    test('a healthy origin: one press, then 15 s back, a pause, and on from there', async ({
      evening,
      visitor,
    }) => {
      await evening.begin('clean');
      await visitor.open(evening.stream);
      await visitor.press('Listen');
      await visitor.toHear(18);
      await visitor.toHaveStayed();
      const undisturbed = await visitor.samples();
      expect(course(undisturbed, 'joinStatus')).toEqual(['ready', 'joining', 'listening']);
      expect(course(undisturbed, 'link')).toEqual(['steady']);
      expect(longestSilenceSeconds(undisturbed)).toBeLessThan(MOST_SILENCE_SECONDS);

      const here = await visitor.currentTime();
      await visitor.press(BACK);
      await expect
        .poll(() => visitor.currentTime(), { message: 'the place after it' })
        .toBeLessThan(here - 8);
      expect(await visitor.currentTime()).toBeGreaterThan(here - 16);
      await visitor.toBeListening();

      await visitor.press('Pause');
      await visitor.toSay('joinStatus', 'paused');
      expect(await visitor.isPaused()).toBe(true);
      const pausedAt = await visitor.currentTime();
      await visitor.press('Listen');
      await visitor.toBeListening();
      const after = (await visitor.samples()).filter(({ currentTime }) => currentTime >= pausedAt);
      expect(jumpedSeconds(after.slice(-20)), 'goes on where it stopped').toBe(0);

      const log = evening.log();
      expectDiscipline(log);
      expect(log.filter(({ status }) => status !== 200)).toEqual([]);
      expect(requestsPerSegment(log).filter(({ requests }) => requests > 1)).toEqual([]);
    });

    test('a storm of refusals before the first sound: one press gets in', async ({ evening, visitor }) => {
      await evening.begin({
        faults: [
          {
            fromSeconds: 0,
            toSeconds: 10,
            match: { what: 'any' },
            probability: 1,
            fault: { type: 'status', status: 503, retryAfter: 2 },
          },
          {
            fromSeconds: 10,
            toSeconds: 25,
            match: { what: 'any' },
            probability: 0.5,
            fault: { type: 'status', status: 503, retryAfter: 1 },
          },
        ],
      });
      await visitor.open(evening.stream);
      await visitor.press('Listen');
      await expect.poll(() => visitor.banner()).toContain('Getting in is hard just now.');
      await evening.until(25);
      await visitor.toHaveStayed();
      await visitor.toSay('link', 'steady');
      expect(course(await visitor.samples(), 'playback')).not.toContain('failed');
      const log = evening.log();
      expect(log.filter(({ status }) => status === 503).length, 'refusals').toBeGreaterThanOrEqual(3);
      expectDiscipline(log);
    });

    test('a blackout of 32 s: what is in hand is played, silence is called so, and the sound comes back', async ({
      evening,
      visitor,
    }) => {
      await evening.begin({
        faults: [
          {
            fromSeconds: 5,
            toSeconds: 37,
            match: { what: 'any' },
            probability: 1,
            fault: { type: 'refuse', at: 'accept' },
          },
        ],
      });
      await visitor.open(evening.stream);
      evening.origin.begin({ restart: true });
      await visitor.press('Listen');
      await visitor.toSay('joinStatus', 'listening-in-trouble');
      await visitor.toSay('joinStatus', 'rebuffering', 40_000);
      await evening.until(37);
      await visitor.toHaveStayed();
      await visitor.toSay('link', 'steady');
      const samples = await visitor.samples();
      expect(course(samples, 'playback')).not.toContain('failed');
      expect(longestSilenceSeconds(samples)).toBeLessThan(MOST_LOST_SECONDS);
      const inVain = await visitor.askedInVain();
      expect(inVain, 'asked in vain').toBeGreaterThanOrEqual(3);
      expect(inVain, 'asked in vain').toBeLessThanOrEqual(MOST_ASKED_IN_VAIN);
      const log = evening.log();
      const refused = log.filter(({ what }) => what === 'connection');
      // One more may have been let go by the page itself, which is no failure.
      expect(refused.length).toBeLessThanOrEqual((inVain + 1) * MOST_CONNECTIONS_FOR_A_REQUEST);
      expectDiscipline(log.filter((entry) => !refused.includes(entry)));
    });
  });
}
