import { expect } from 'playwright/test';
import { probeSound } from '../fixtures/probe-sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

/** Root mean square, 1 is full scale: far above a decoder's noise, far below speech. */
const HEARD = 0.01;

test('what is played is speech, and a paused element gives silence', async ({ evening, listener }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();

  const playing = await probeSound(listener.page);
  expect(playing.high, JSON.stringify(playing)).toBeGreaterThan(HEARD);
  // Speech rises and falls with its syllables and pauses; a tone or a hum does not.
  expect(playing.high / Math.max(playing.low, 1e-6), JSON.stringify(playing)).toBeGreaterThan(3);

  await listener.button('pause').click();
  await listener.toSay('playback', 'paused');
  const paused = await probeSound(listener.page);
  expect(paused.windows).toBe(playing.windows);
  expect(paused.peak, JSON.stringify(paused)).toBeLessThan(HEARD / 10);
  expectDiscipline(evening.log());
});
