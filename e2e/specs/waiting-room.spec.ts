import { readFile } from 'node:fs/promises';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from '../fixtures/accessibility.ts';
import { broadcast, inSeconds } from '../fixtures/broadcast.ts';
import { recordRoom } from '../fixtures/room-recorder.ts';
import { test } from '../fixtures/test.ts';

const PATH = '/evening.json';
/** It begins when the test says so: by another `begin`. */
const notYet = { startsAtSeconds: 3600, faults: [] };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses, and listens to the two notes. */
async function checkSound(page: Page): Promise<void> {
  await button(page, 'Check your sound').click();
  await expect(page.getByText('Did you hear two notes?')).toBeVisible();
}

test('sound checked, notification wished for, one press of Listen: then nothing more', async ({
  evening,
  listener,
  shelf,
}) => {
  const { page } = listener;
  const room = await recordRoom(page, 'granted');
  await evening.begin(notYet);
  await listener.open({ broadcast: shelf.put(PATH, broadcast(evening.stream)) });
  await checkSound(page);
  await button(page, 'Yes').click();
  await expect.poll(room.contextStates, 'the tone’s own way is closed behind it').toEqual(['closed']);
  await button(page, 'Tell me when it begins').click();
  await expect(page.getByText('Leave this page open.')).toBeVisible();
  await listener.pressListen();
  await listener.toSay('playback', 'waiting');
  // In the middle of the wait, too: the element is unlocked, and stays so.
  await button(page, 'Check your sound again').click();
  await room.lookAway();
  await evening.begin('clean');
  await listener.toHaveStayed();
  await expect(page.getByRole('region', { name: 'While you wait' })).toHaveCount(0);
  await expect.poll(room.contextStates).toEqual(['closed', 'closed']);
  expect(await room.notices()).toEqual([
    {
      title: 'The long-awaited conversation',
      body: 'It has begun. You are listening.',
      tag: 'holdline.evening',
    },
  ]);
  await expect(page.locator('audio')).toHaveCount(1);
});

test('who is let in from the queue is told of their turn, once', async ({ evening, listener, shelf }) => {
  const { page } = listener;
  const room = await recordRoom(page, 'granted');
  await evening.begin('clean');
  const live = { state: 'live', scheduledStart: inSeconds(-60) };
  await listener.open({ broadcast: shelf.put(PATH, broadcast(evening.stream, { ...live, admission: 0 })) });
  await listener.pressListen();
  await listener.toSay('join-status', 'held');
  await button(page, 'Tell me when it begins').click();
  await expect(page.getByText('Leave this page open.')).toBeVisible();
  await room.lookAway();
  shelf.put(PATH, broadcast(evening.stream, { ...live, admission: 1 }));
  await listener.toHaveStayed();
  expect(await room.notices()).toMatchObject([{ body: 'It is your turn. You are listening.' }]);
});

test('a browser that forbids notifications: said at the press, and nothing is shown', async ({
  evening,
  listener,
  shelf,
}) => {
  const { page } = listener;
  const room = await recordRoom(page, 'denied');
  await evening.begin(notYet);
  await listener.open({ broadcast: shelf.put(PATH, broadcast(evening.stream)) });
  const ask = button(page, 'Tell me when it begins');
  await ask.click();
  await expect(page.getByText(/does not let this page tell you/)).toBeVisible();
  await expect(ask).toHaveAttribute('aria-pressed', 'false');
  await listener.pressListen();
  await room.lookAway();
  await evening.begin('clean');
  await listener.toHaveStayed();
  expect(await room.notices()).toEqual([]);
});

test('the calendar’s file holds the announced moment', async ({ evening, listener, shelf }) => {
  const { page } = listener;
  await evening.begin('clean');
  await listener.open({
    broadcast: shelf.put(PATH, broadcast(evening.stream, { scheduledStart: '2031-01-15T20:00:00+01:00' })),
  });
  const saved = page.waitForEvent('download');
  await button(page, 'Add to calendar (.ics)').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('holdline-the-long-awaited-conversation.ics');
  const file = await readFile(await download.path(), 'utf8');
  const unfolded = file.replaceAll('\r\n ', '').split('\r\n');
  expect(unfolded).toEqual(
    expect.arrayContaining([
      'DTSTART:20310115T190000Z',
      'SUMMARY:The long-awaited conversation',
      `URL:${page.url().replace(/debug=&/, '')}`,
    ]),
  );
});

test('by keyboard alone: the tone, the answer, the help; and axe finds nothing', async ({
  evening,
  listener,
  shelf,
}, testInfo) => {
  const { page } = listener;
  await recordRoom(page, 'granted');
  await evening.begin('clean');
  await listener.open({ broadcast: shelf.put(PATH, broadcast(evening.stream)) });
  await button(page, 'Check your sound').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Did you hear two notes?')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(button(page, 'No')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Check your sound again')).toBeFocused();
  await expect(page.getByText('A phone is switched to silent.')).toBeVisible();
  await expectAccessible(page, 'sound-check-help', testInfo);
});
