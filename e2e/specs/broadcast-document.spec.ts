import { expect } from 'playwright/test';
import { broadcast, inSeconds } from '../fixtures/broadcast.ts';
import { course } from '../fixtures/sound.ts';
import { expectDiscipline, test } from '../fixtures/test.ts';

const PATH = '/evening.json';

test('before the announced start: a countdown, and one press is enough', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin('late-start', { atSeconds: 10 });
  const document = shelf.put(PATH, broadcast(evening.stream, { scheduledStart: inSeconds(12) }));
  await listener.open({ broadcast: document });
  await expect(listener.page.getByRole('heading', { level: 1 })).toHaveText('The long-awaited conversation');
  await expect(listener.status).toContainText('It has not begun yet.');
  await expect(listener.page.getByText(/^Begins in 0:\d\d$/)).toBeVisible();
  await listener.pressListen();
  await expect(listener.status).toContainText('You are in. Now we wait for the start.');
  await expect(listener.status).toContainText('You are in. The start is late, and we are waiting.');
  await evening.until(25);
  shelf.put(PATH, broadcast(evening.stream, { scheduledStart: inSeconds(-3), state: 'live' }));
  await listener.toHaveStayed();
  expect(course(await listener.samples(), 'link')).toEqual(['steady']);
  expectDiscipline(evening.log());
});

test('past the announced start: the page says how late it is', async ({ evening, listener, shelf }) => {
  await evening.begin({ startsAtSeconds: 3600, faults: [] });
  await listener.open({
    broadcast: shelf.put(PATH, broadcast(evening.stream, { scheduledStart: inSeconds(-150) })),
  });
  await expect(listener.status).toContainText('It should have begun, and has not.');
  await expect(listener.page.getByText(/^2\smin\s\d+\ss late$/)).toBeVisible();
});

test('announcements come and go, each in the reader’s language', async ({ evening, listener, shelf }) => {
  await evening.begin('clean');
  const document = shelf.put(
    PATH,
    broadcast(evening.stream, { state: 'live', scheduledStart: inSeconds(-60) }),
  );
  await listener.open({ broadcast: document });
  const announcements = listener.page.getByRole('region', { name: 'Announcements' });
  await expect(listener.status).toContainText('It is on now.');
  shelf.put(
    PATH,
    broadcast(evening.stream, {
      state: 'live',
      scheduledStart: inSeconds(-60),
      announcements: [
        {
          id: 'a',
          at: inSeconds(-1),
          level: 'warning',
          text: { en: 'We <b>begin</b> in a minute.', de: 'Es geht gleich los.' },
        },
      ],
    }),
  );
  await expect(announcements).toContainText('We <b>begin</b> in a minute.');
  await listener.page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await expect(listener.page.getByRole('region', { name: 'Durchsagen' })).toContainText(
    'Es geht gleich los.',
  );
  await listener.page.getByRole('button', { name: 'Schließen' }).click();
  await expect(listener.page.getByText('Es geht gleich los.')).toHaveCount(0);
});

test('a document with a mistake names it, and once it is put right the evening begins', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin('clean');
  const document = shelf.put(
    PATH,
    broadcast(evening.stream, { pathways: [{ id: 'main', url: 'ftp://nowhere.example/' }] }),
  );
  await listener.open({ broadcast: document });
  await expect(listener.status).toContainText('The programme has a mistake');
  await expect(listener.status).toContainText('pathways[0].url');
  await listener.pressListen();
  shelf.put(PATH, broadcast(evening.stream, { state: 'live' }));
  await listener.toHaveStayed(60_000);
});

test('a document that cannot be had is asked for again by itself', async ({ evening, listener, shelf }) => {
  await evening.begin('clean');
  const document = shelf.cut(PATH);
  await listener.open({ broadcast: document });
  await expect(listener.status).toContainText('The programme could not be fetched.');
  await listener.pressListen();
  await listener.toSay('playback', 'joining');
  shelf.put(PATH, broadcast(evening.stream, { state: 'live' }));
  await listener.toHaveStayed(60_000);
  expect(shelf.requests(PATH)).toBeLessThan(20);
});
