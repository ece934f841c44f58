import { expect } from 'playwright/test';
import { broadcast, inSeconds } from '../fixtures/broadcast.ts';
import { renditionsUsed } from '../fixtures/discipline.ts';
import { course } from '../fixtures/sound.ts';
import { expectDiscipline, test, type Evening } from '../fixtures/test.ts';

const PATH = '/evening.json';
/** Looks at the document that prove that somebody has waited for more than one. */
const LOOKS = 4;

const live = (evening: Evening, change: object = {}) =>
  broadcast(evening.stream, { state: 'live', scheduledStart: inSeconds(-60), ...change });

test('held: nothing reaches the origin until admission is raised, and then nothing has to be pressed', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin('clean');
  await listener.open({ broadcast: shelf.put(PATH, live(evening, { admission: 0 })) });
  await listener.pressListen();
  await listener.toSay('join-status', 'held');
  await listener.toSay('playback', 'waiting');
  await expect(listener.status).toContainText('You are in. Nobody is being let in just now.');
  await expect.poll(() => shelf.requests(PATH), { timeout: 60_000 }).toBeGreaterThanOrEqual(LOOKS);
  expect(evening.log()).toEqual([]);
  shelf.put(PATH, live(evening, { admission: 1 }));
  await listener.toHaveStayed();
  expect(evening.log()).not.toEqual([]);
  expectDiscipline(evening.log());
});

test('whoever hears stays in when admission is lowered to nobody', async ({ evening, listener, shelf }) => {
  await evening.begin('clean');
  await listener.open({ broadcast: shelf.put(PATH, live(evening)) });
  await listener.pressListen();
  await listener.toBeListening();
  const before = shelf.requests(PATH);
  shelf.put(PATH, live(evening, { admission: 0, degrade: 4 }));
  await expect.poll(() => shelf.requests(PATH), { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 2);
  await listener.toHaveStayed();
});

test('whoever hears above a lowered admission gives way: refused, it asks again after a quarter of a minute only', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin('clean');
  await listener.open({ broadcast: shelf.put(PATH, live(evening)) });
  await listener.pressListen();
  await listener.toBeListening();
  shelf.put(PATH, live(evening, { admission: 0 }));
  const looks = shelf.requests(PATH);
  await expect.poll(() => shelf.requests(PATH), { timeout: 60_000 }).toBeGreaterThanOrEqual(looks + 2);
  const refuse = { type: 'status', status: 503 } as const;
  await evening.strike([{ fromSeconds: 0, match: { what: 'any' }, probability: 1, fault: refuse }]);
  const openings = () => {
    const times = evening
      .log()
      .filter(({ status }) => status === 503)
      .map(({ atMs }) => atMs);
    return times.filter((atMs, index) => index === 0 || atMs - (times[index - 1] ?? 0) > 1_000);
  };
  await expect.poll(() => openings().length, { timeout: 90_000 }).toBeGreaterThanOrEqual(3);
  const gaps = openings().map((atMs, index, all) => (index === 0 ? Infinity : atMs - (all[index - 1] ?? 0)));
  // The clocks of a page and of the origin are not one.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(14_500);
  await evening.strike([]);
  shelf.put(PATH, live(evening, { admission: 1 }));
  await listener.toHaveStayed();
});

test('whoever joins in vain goes back to waiting when admission is lowered, and comes in when it is raised', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin({
    faults: [
      { fromSeconds: 0, match: { what: 'any' }, probability: 1, fault: { type: 'status', status: 503 } },
    ],
  });
  await listener.open({ broadcast: shelf.put(PATH, live(evening)) });
  await listener.pressListen();
  await listener.toSay('playback', 'joining');
  shelf.put(PATH, live(evening, { admission: 0 }));
  await listener.toSay('join-status', 'held', 60_000);
  await evening.strike([]);
  const looks = shelf.requests(PATH);
  await expect.poll(() => shelf.requests(PATH), { timeout: 60_000 }).toBeGreaterThanOrEqual(looks + 2);
  expect(evening.log()).toEqual([]);
  shelf.put(PATH, live(evening, { admission: 1 }));
  await listener.toHaveStayed();
});

test('joins are spread after the start: each listener is told when it is their turn', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin({ startsAtSeconds: 0, faults: [] });
  const spread = { joinSpreadSeconds: 30 };
  const late = broadcast(evening.stream, {
    state: 'late',
    scheduledStart: inSeconds(-60),
    admission: 0,
    ...spread,
  });
  await listener.open({ broadcast: shelf.put(PATH, late) });
  // Whatever this tab drew: one whose turn comes neither at once nor at the end.
  await listener.page.evaluate(() => sessionStorage.setItem('holdline.listener', 'listener08'));
  await listener.page.reload();
  await listener.pressListen();
  await listener.toSay('join-status', 'held');
  shelf.put(PATH, live(evening, spread));
  await expect(listener.status).toContainText('Your turn comes by itself.');
  await expect(listener.page.getByText(/^Your turn in \d+\ss$/)).toBeVisible();
  expect(evening.log()).toEqual([]);
  await listener.toHaveStayed(60_000);
});

test('degrade 2 brings those who listen down to the lowest rendition, without a break', async ({
  evening,
  listener,
  shelf,
}) => {
  test.skip(!evening.hasRenditions, 'this browser plays the stream with one rendition only');
  await evening.begin('clean');
  await listener.open({ broadcast: shelf.put(PATH, live(evening)) });
  await listener.pressListen();
  await expect
    .poll(() => renditionsUsed(evening.log()).length, { message: 'a step up', timeout: 60_000 })
    .toBeGreaterThan(1);
  const [lowest] = renditionsUsed(evening.log());
  shelf.put(PATH, live(evening, { degrade: 2 }));
  const looks = shelf.requests(PATH);
  await expect.poll(() => shelf.requests(PATH), { timeout: 60_000 }).toBeGreaterThanOrEqual(looks + 2);
  // What was under way when the document came may still be of the rendition before.
  const settled = evening.log().length;
  await expect
    .poll(
      () =>
        evening
          .log()
          .slice(settled)
          .filter(({ what }) => what === 'segment').length,
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(4);
  expect(renditionsUsed(evening.log().slice(settled))).toEqual([lowest]);
  await listener.toHaveStayed();
});

test('degrade 4 before Listen: live is closed, and the replay is offered when it is there', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin({ endsAtSeconds: 1, faults: [] });
  await listener.open({ broadcast: shelf.put(PATH, live(evening, { degrade: 4 })) });
  await listener.toSay('join-status', 'closed');
  await expect(listener.status).toContainText('Live is closed for new listeners.');
  await listener.pressListen();
  await listener.toSay('playback', 'waiting');
  const looks = shelf.requests(PATH);
  await expect.poll(() => shelf.requests(PATH), { timeout: 60_000 }).toBeGreaterThanOrEqual(looks + 2);
  expect(evening.log()).toEqual([]);
  shelf.put(PATH, live(evening, { degrade: 4, state: 'ended', replay: { url: evening.stream } }));
  await listener.toSay('join-status', 'ended');
  await expect(listener.status).toContainText('its recording is here');
  expect(evening.log()).toEqual([]);
  await listener.pressListen();
  await listener.toBeListening();
});

test('another document at the same address, with another id and other pathways: the sound goes on', async ({
  evening,
  listener,
  shelf,
}) => {
  await evening.begin({
    pathways: [
      { id: 'a', numberOffset: 0 },
      { id: 'b', numberOffset: 0 },
    ],
    faults: [],
  });
  const on = (id: string) => [
    { id, url: evening.origin.streamUrl(evening.hasRenditions ? 'main' : 'opus', id) },
  ];
  await listener.open({ broadcast: shelf.put(PATH, live(evening, { pathways: on('a') })) });
  await listener.pressListen();
  await listener.toBeListening();
  shelf.put(PATH, live(evening, { id: 'the-second-half', title: 'The second half', pathways: on('b') }));
  await expect(listener.page.getByRole('heading', { level: 1 })).toHaveText('The second half');
  await expect
    .poll(() => evening.log().filter(({ what, pathway }) => what === 'segment' && pathway === 'b').length, {
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(3);
  await listener.toHaveStayed();
  expect(course(await listener.samples(), 'playback').slice(-1)).toEqual(['playing']);
  expect(course(await listener.samples(), 'playback').filter((kind) => kind === 'playing')).toHaveLength(1);
});
