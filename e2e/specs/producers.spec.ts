import { expect } from 'playwright/test';
import { seriousFindings } from '../fixtures/accessibility.ts';
import { inSeconds } from '../fixtures/broadcast.ts';
import { test, type Desk } from '../fixtures/producers.ts';
import { longestSilenceSeconds } from '../fixtures/sound.ts';
import { expectDiscipline, type Evening } from '../fixtures/test.ts';

/** Publishes the broadcast document of a test. */
async function publish(desk: Desk, pathways: readonly object[], change: object = {}): Promise<void> {
  const document = {
    version: 1,
    id: 'evening',
    title: 'The long-awaited conversation',
    scheduledStart: inSeconds(-60),
    state: 'live',
    pollSeconds: 5,
    pathways,
    reports: { url: 'v1/reports', sampleRate: 1 },
    ...change,
  };
  expect(await desk.home.publish(document, null, '')).not.toBeNull();
}

const main = (evening: Evening) => [{ id: 'main', url: evening.stream }];

test('the choked start is seen as it happens: who waits, who joins, and what fails', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  await evening.begin('choked-start', { atSeconds: 30 });
  await publish(desk, main(evening), { state: 'late' });
  const listeners = [await newListener(), await newListener(), await newListener()];
  for (const listener of listeners) {
    await listener.open({ broadcast: desk.documentUrl });
    await listener.pressListen();
  }
  // A 503 or nothing at all is no start yet: some join in vain, the others wait.
  await producer.toShow('concurrent', '3');
  await expect(producer.page.getByRole('row', { name: /^overloaded main 503/ })).toBeVisible({
    timeout: 30_000,
  });
  await evening.until(49);
  for (const listener of listeners) await listener.toSay('playback', 'playing', 90_000);
  await producer.toShow('listening', /^[1-3]$/);
  await producer.toShow('started', /^\d/);
  await producer.toShow('joinTimeP50', /^[\d.,]+\s?\S+/);
  await expect(producer.banner).toContainText('listening');
  await expect(producer.page.getByRole('row', { name: /^truncated main/ })).toBeVisible({ timeout: 60_000 });
  expect(await seriousFindings(producer.page)).toEqual([]);
});

test('an announcement reaches each listener in their own language, and the producer sees how many', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  await evening.begin('clean');
  await publish(desk, main(evening));
  const english = await newListener();
  const german = await newListener({ language: 'de' });
  for (const listener of [english, german]) {
    await listener.open({ broadcast: desk.documentUrl });
    await listener.pressListen();
    await listener.toSay('playback', 'playing');
  }
  const tell = producer.lever('Tell');
  await tell.getByLabel('Announcement in English').fill('We <b>begin</b> at nine.');
  await tell.getByLabel('Announcement in German').fill('Wir fangen um neun an.');
  await expect(tell.getByRole('group', { name: 'As listeners see it' })).toContainText(
    'We <b>begin</b> at nine.',
  );
  await producer.act('Tell', 'the speaker is in the lift');
  await expect(english.page.getByRole('region', { name: 'Announcements' })).toContainText(
    'We <b>begin</b> at nine.',
  );
  await expect(german.page.getByRole('region', { name: 'Durchsagen' })).toContainText(
    'Wir fangen um neun an.',
  );
  // Told by the sessions' next heartbeat.
  await expect(tell.getByText(/^2 of 2 act on revision 2/)).toBeVisible({ timeout: 60_000 });
  await expect(producer.page.getByText('the speaker is in the lift')).toBeVisible();
});

test('admission lets the stated part in, and the rest when it is raised', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  await evening.begin('clean');
  await publish(desk, main(evening), { admission: 0 });
  // Five pages at once on a busy machine.
  test.slow();
  // Tickets in epoch 0: 0.22, 0.10 and 0.23 below a half, 0.97 and 0.70 above it.
  const [below, above] = await Promise.all(
    [
      [0, 1, 2],
      [3, 4],
    ].map((numbers) =>
      Promise.all(numbers.map((number) => newListener({ ticketId: `listener000${number}` }))),
    ),
  );
  const [early, late] = [below ?? [], above ?? []];
  for (const listener of [...early, ...late]) {
    await listener.open({ broadcast: desk.documentUrl });
    await listener.pressListen();
    await listener.toSay('join-status', 'held');
  }
  await producer.toShow('held', '5');
  expect(evening.log()).toEqual([]);

  const admit = producer.lever('Admit');
  await admit.getByLabel('Per cent of all tickets').fill('50');
  await expect(admit.getByText('Lets about 3 of 5 who are held back in.')).toBeVisible();
  await producer.act('Admit');
  for (const listener of early) await listener.toBeListening();
  await producer.toShow('listening', '3');
  await producer.toShow('held', '2');
  for (const listener of late) await listener.toSay('join-status', 'held');

  await admit.getByLabel('Per cent of all tickets').fill('100');
  await producer.act('Admit');
  for (const listener of late) await listener.toHaveStayed();
  await producer.toShow('listening', '5');
  await producer.toShow('held', '0');
});

test('admission moves by itself once it is switched on, not below its least, and stays when it is switched off', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  await evening.begin('clean');
  await publish(desk, main(evening), { admission: 0 });
  const listeners = await Promise.all(
    // A ticket of 0.10, and one of 0.97.
    ['listener0001', 'listener0003'].map((ticketId) => newListener({ ticketId })),
  );
  for (const listener of listeners) {
    await listener.open({ broadcast: desk.documentUrl });
    await listener.pressListen();
    await listener.toSay('join-status', 'held');
  }
  await producer.toShow('held', '2');
  const admit = producer.lever('Admit');
  await admit.getByLabel('Never less, per cent').fill('50');
  // It shows what the collector says, a moment after the press.
  const automatic = admit.getByRole('switch', { name: 'Admission moves by itself' });
  await automatic.click();
  await expect(automatic).toBeChecked();
  // It begins at its least; two sessions are too few to go on from.
  await expect(admit.getByText('On: let in 50%. It goes on from whatever you publish.')).toBeVisible({
    timeout: 45_000,
  });
  await listeners[0]?.toBeListening();
  await producer.toShow('listening', '1');
  await listeners[1]?.toSay('join-status', 'held');

  await automatic.click();
  await expect(automatic).not.toBeChecked();
  await expect(admit.getByText('Off: it stays as published.')).toBeVisible();
  const published = (await (await fetch(desk.documentUrl)).json()) as { readonly admission: number };
  expect(published.admission).toBe(0.5);
});

test('steering moves listeners to the second pathway, and nobody hears it', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  await evening.begin({
    pathways: [
      { id: 'a', numberOffset: 0 },
      { id: 'b', numberOffset: 0 },
    ],
    faults: [],
  });
  const name = evening.hasRenditions ? 'main' : 'opus';
  await publish(
    desk,
    ['a', 'b'].map((id) => ({ id, url: evening.origin.streamUrl(name, id) })),
  );
  const listener = await newListener();
  await listener.open({ broadcast: desk.documentUrl });
  await listener.pressListen();
  await listener.toBeListening();
  const segmentsOf = (pathway: string) =>
    evening.log().filter((entry) => entry.what === 'segment' && entry.pathway === pathway).length;
  expect(segmentsOf('b')).toBe(0);
  // Who has little in hand stays where they are.
  await listener.toHear(12);

  await producer.lever('Steer').getByRole('button', { name: 'Move b up' }).click();
  await producer.act('Steer');
  await expect.poll(() => segmentsOf('b'), { timeout: 60_000 }).toBeGreaterThan(2);
  const before = segmentsOf('a');
  await listener.toHear(12);
  expect(segmentsOf('a')).toBe(before);
  await listener.toHaveStayed();
  expect(longestSilenceSeconds(await listener.samples())).toBeLessThan(1);
  await expect(producer.page.getByRole('row', { name: /^b / })).toContainText('1', { timeout: 45_000 });
  expectDiscipline(evening.log());
});

test('degrade 2 brings everybody the lowest rendition, and the page says that it goes blind', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  test.skip(!evening.hasRenditions, 'This browser plays Opus only: there is one rendition.');
  await evening.begin('clean');
  await publish(desk, main(evening));
  const listener = await newListener();
  await listener.open({ broadcast: desk.documentUrl });
  await listener.pressListen();
  const asked = () =>
    evening
      .log()
      .flatMap(({ what, rendition }) => (what === 'segment' && rendition !== null ? [rendition] : []));
  await expect.poll(() => asked().at(-1), { timeout: 90_000 }).not.toBe('aac-24');
  await producer.lever('Steer').getByRole('radio', { name: /^2\. / }).check();
  await producer.act('Steer');
  await expect.poll(() => asked().slice(-3), { timeout: 60_000 }).toEqual(['aac-24', 'aac-24', 'aac-24']);
  await expect(producer.banner).toContainText('reports are off, so nothing is known');
  await listener.toHaveStayed();
});

test('the collector dies: the listener hears nothing of it, the producer is told, and typed words stay', async ({
  evening,
  desk,
  producer,
  newListener,
}) => {
  await evening.begin('clean');
  await publish(desk, main(evening));
  const listener = await newListener();
  await listener.open({ broadcast: desk.documentUrl });
  await listener.pressListen();
  await producer.toShow('listening', '1');
  const words = producer.lever('Tell').getByLabel('Announcement in English');
  await words.fill('Please stay.');
  process.kill(desk.pid, 'SIGKILL');
  await expect(producer.page.getByText('The collector does not answer.')).toBeVisible({ timeout: 30_000 });
  await expect(producer.banner).toContainText('These figures are old');
  await expect(words).toHaveValue('Please stay.');
  expect(await seriousFindings(producer.page)).toEqual([]);
  await listener.toHear(15);
  await listener.toHaveStayed();
  await expect(listener.status).toContainText('You are listening.');
  expectDiscipline(evening.log());
});

test('somebody else is faster: both changes are shown, and none is lost', async ({
  evening,
  desk,
  producer,
}) => {
  await evening.begin('clean');
  await publish(desk, main(evening));
  const admit = producer.lever('Admit');
  await admit.getByLabel('Per cent of all tickets').fill('40');
  await admit.getByRole('button', { name: 'Look it over' }).click();
  // They have not heard of it when they confirm.
  await producer.page.route('**/broadcast.json', (route) => route.abort());
  const present = await desk.home.read();
  expect(
    await desk.home.publish({ ...present?.document, degrade: 3 }, present?.etag ?? null, 'from elsewhere'),
  ).not.toBeNull();
  await admit.getByRole('button', { name: 'Yes, do it' }).click();
  const others = producer.page.getByRole('region', { name: 'Somebody else has changed the broadcast' });
  await expect(others).toContainText('Degrade level: 0 → 3');
  await others.getByRole('button', { name: 'Put mine on top' }).click();
  // Asked once more, for now it is another change.
  await admit.getByRole('button', { name: 'Yes, do it' }).click();
  await expect
    .poll(async () => (await desk.home.read())?.document, { timeout: 20_000 })
    .toMatchObject({ admission: 0.4, degrade: 3, revision: 3 });
});
