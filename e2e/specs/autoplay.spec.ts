import { expect } from 'playwright/test';
import { browserExecutable, launchArguments } from '../fixtures/browser.ts';
import { names } from '../fixtures/listener.ts';
import { course } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

const executablePath = browserExecutable();
test.use({
  launchOptions: {
    args: [...launchArguments, '--autoplay-policy=user-gesture-required'],
    ...(executablePath === null ? {} : { executablePath }),
  },
});

test('a browser that lets no sound out: one real press plays', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.page.addInitScript((listen) => {
    // A press that is none: made by a script, without any gesture.
    const observer = new MutationObserver(() => {
      const button = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent.trim() === listen,
      );
      if (button === undefined) return;
      observer.disconnect();
      button.click();
      console.info('pressed without a gesture');
    });
    observer.observe(document, { childList: true, subtree: true });
  }, names.en.listen);
  // Whatever Playwright asks a page counts as a gesture: nothing is asked before the press that is none.
  const pressed = listener.page.waitForEvent(
    'console',
    (message) => message.text() === 'pressed without a gesture',
  );
  await listener.open({ stream: evening.stream, untouched: true });
  await pressed;
  await listener.toSay('playback', 'blocked');
  await expect(listener.status).toContainText('One more press, please.');
  expect(await listener.currentTime()).toBe(0);

  await listener.pressListen();
  await listener.toBeListening();
  const said = course(await listener.samples(), 'playback');
  expect(said.indexOf('playing')).toBeGreaterThan(said.indexOf('blocked'));
  expect(said.filter((playback) => playback === 'blocked')).toHaveLength(1);
  expectDiscipline(evening.log());
});
