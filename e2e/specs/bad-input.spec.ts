import { expect } from 'playwright/test';
import type { ShelfItem } from '../fixtures/page-server.ts';
import { test } from '../fixtures/test.ts';

const multivariant = (line: string): ShelfItem => ({
  contentType: 'application/vnd.apple.mpegurl',
  body: ['#EXTM3U', '#EXT-X-VERSION:7', line, 'media.m3u8', ''].join('\n'),
});
const htmlPage: ShelfItem = {
  contentType: 'text/html',
  body: '<!doctype html><title>Welcome</title><p>Welcome</p>',
};

interface BadAddress {
  readonly name: string;
  readonly written: string;
  readonly says: Readonly<Record<'en' | 'de', string>>;
}

const addresses: readonly BadAddress[] = [
  {
    name: 'no address',
    written: 'not an address',
    says: { en: 'This address cannot be read.', de: 'Diese Adresse ist nicht lesbar.' },
  },
  {
    name: 'another scheme',
    written: 'ftp://radio.example/live.m3u8',
    says: {
      en: 'This kind of address cannot be played.',
      de: 'Adressen dieser Art lassen sich nicht abspielen.',
    },
  },
];

interface BadStream {
  readonly name: string;
  readonly item: ShelfItem;
  readonly says: BadAddress['says'];
  readonly wayForward: Readonly<Record<'en' | 'de', string>>;
  readonly mostRequests: number;
}

const again = { en: 'Try again', de: 'Noch einmal versuchen' };
const streams: readonly BadStream[] = [
  {
    name: 'a page instead of a playlist',
    item: htmlPage,
    says: { en: 'There is no stream at this address.', de: 'Unter dieser Adresse ist kein Stream.' },
    wayForward: again,
    // A quarter of a minute of them, within the budget of eight and twelve a minute.
    mostRequests: 13,
  },
  {
    name: 'a playlist without audio',
    item: multivariant('#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS="avc1.42c01e"'),
    says: { en: 'This stream carries no sound.', de: 'Dieser Stream hat keinen Ton.' },
    wayForward: again,
    mostRequests: 2,
  },
  {
    name: 'a codec that no browser plays',
    item: multivariant('#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="ac-4.02.01.00"'),
    says: { en: 'Your browser cannot play this sound.', de: 'Ihr Browser kann diesen Ton nicht abspielen.' },
    wayForward: { en: 'Copy this page’s address', de: 'Adresse dieser Seite kopieren' },
    mostRequests: 2,
  },
  {
    name: 'a stream that is denied',
    item: { ...htmlPage, status: 403 },
    says: { en: 'We are not let in.', de: 'Man lässt uns nicht hinein.' },
    wayForward: again,
    mostRequests: 1,
  },
];
const PATH = '/bad.m3u8';

for (const [language, locale] of [
  ['en', 'en-GB'],
  ['de', 'de-DE'],
] as const) {
  test.describe(language, () => {
    test.use({ locale });

    for (const { name, written, says } of addresses) {
      test(`${name}: its own sentence and a way forward`, async ({ listener }) => {
        await listener.open({ stream: written });
        await listener.toSay('join-status', 'address-problem');
        await expect(listener.status).toContainText(says[language]);
        await expect(listener.status).toContainText(written);
        await expect(listener.button('listen')).toHaveCount(0);
        const way = listener.page.getByRole('link');
        await expect(way).toHaveText(
          language === 'en' ? 'Open the page without this address' : 'Die Seite ohne diese Adresse öffnen',
        );
        await way.click();
        await listener.toSay('join-status', 'ready');
      });
    }

    for (const { name, item, says, wayForward, mostRequests } of streams) {
      test(`${name}: its own sentence, a way forward, no endless retry`, async ({
        evening,
        listener,
        shelf,
      }) => {
        await evening.begin('clean');
        const stream = shelf.put(PATH, item);
        await listener.open({ stream });
        await listener.pressListen();
        await listener.toSay('playback', 'failed', 90_000);
        await expect(listener.status).toContainText(says[language]);
        // The foot of the page offers its address at all times.
        const way = listener.page.getByRole('main').getByRole('button', { name: wayForward[language] });
        await expect(way).toBeVisible();

        const asked = shelf.requests(PATH);
        expect(asked).toBeLessThanOrEqual(mostRequests);
        await evening.until(evening.origin.state().elapsedSeconds + 6);
        expect(shelf.requests(PATH), 'asked for after it has been given up').toBe(asked);
      });
    }
  });
}

test('an audio codec that nobody has heard of is no silence: the sentence names it', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin('clean');
  await listener.open({
    stream: shelf.put(PATH, multivariant('#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="dtsc"')),
  });
  await listener.pressListen();
  await listener.toSay('playback', 'failed');
  await expect(listener.status).toContainText('dtsc', { timeout: 5_000 });
});

test('denied, then let in: one manual retry is enough', async ({ evening, listener }) => {
  await evening.begin({
    faults: [
      {
        fromSeconds: 0,
        toSeconds: 5,
        match: { what: 'any' },
        probability: 1,
        fault: { type: 'status', status: 403 },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await listener.toSay('join-status', 'denied');
  await expect(listener.status).toHaveAttribute('data-link', 'denied');
  await expect(listener.status).toContainText('403');
  await evening.until(5);
  expect(evening.log()).toHaveLength(1);
  await listener.button('retry').click();
  await listener.toBeListening();
  await listener.toSay('link', 'steady');
});

test('a page instead of a playlist that turns into the stream: it is found while it is looked for', async ({
  evening,
  listener,
}) => {
  await evening.begin({
    faults: [
      {
        fromSeconds: 0,
        toSeconds: 3,
        match: { what: 'multivariant' },
        probability: 1,
        fault: { type: 'malformed', body: 'html' },
      },
    ],
  });
  await listener.open({ stream: evening.stream });
  await listener.pressListen();
  await evening.until(3);
  await listener.toHaveStayed();
});
