import { expect } from 'playwright/test';
import { course } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

test('a short time offline: the sound goes on, and so does the page', async ({
  evening,
  listener,
  context,
}) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await context.setOffline(true);
  await listener.toSay('join-status', 'listening-offline');
  await expect(listener.status).toContainText('You are offline. The sound goes on for now.');
  await listener.toHear(6);
  await context.setOffline(false);
  await listener.toSay('link', 'steady');
  await listener.toHear(25);
  await listener.toHaveStayed();
  expect(course(await listener.samples(), 'playback'), 'no silence').toEqual(['idle', 'joining', 'playing']);
  expectDiscipline(evening.log());
});

test('offline until nothing is in hand: silence is called by its name, and ends by itself', async ({
  evening,
  listener,
  context,
}) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toBeListening();
  await context.setOffline(true);
  await listener.toSay('join-status', 'offline', 60_000);
  const asked = evening.log().length;
  await expect(listener.status).toContainText('Your device is offline.');
  await expect(listener.button('pause')).toBeVisible();
  await evening.until(evening.origin.state().elapsedSeconds + 5);
  expect(evening.log().length, 'nothing is asked for offline').toBe(asked);
  await context.setOffline(false);
  await listener.toHaveStayed();
  await listener.toSay('join-status', 'listening');
  expectDiscipline(evening.log());
});

test('pressing Listen offline: the sound comes with the network', async ({ evening, listener, context }) => {
  await evening.begin('clean');
  await listener.open({ stream: evening.stream });
  // While the page is read the player is fetched.
  await listener.page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await listener.toSay('link', 'offline');
  await listener.pressListen();
  await listener.toSay('join-status', 'offline');
  await context.setOffline(false);
  await listener.toHaveStayed();
  expectDiscipline(evening.log());
});
