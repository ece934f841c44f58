import { expect } from 'playwright/test';
import { type ReportLine, type ReportServer, serveReports } from '../fixtures/report-server.ts';
import { expectDiscipline, test as base } from '../fixtures/test.ts';

const test = base.extend<{ collector: ReportServer }>({
  // Playwright reads from the pattern which fixtures a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  collector: async ({}, use) => {
    const collector = await serveReports();
    await use(collector);
    await collector.stop();
  },
});

function broadcast(stream: string, change: object = {}): { body: string } {
  return {
    body: JSON.stringify({
      version: 1,
      id: 'evening',
      revision: 4,
      title: 'The long-awaited conversation',
      scheduledStart: new Date(Date.now() - 60_000).toISOString(),
      state: 'live',
      pathways: [{ id: 'main', url: stream }],
      pollSeconds: 5,
      ...change,
    }),
  };
}

const states = (lines: readonly ReportLine[]) =>
  lines.flatMap(({ e, sta }) => (e === 'ps' ? [String(sta)] : []));

/** What holds for everything that one page has ever sent. */
function expectOneSession(collector: ReportServer): void {
  expect(collector.issues(), 'what the validators of the field’s library find').toEqual([]);
  const lines = collector.lines();
  expect(new Set(lines.map(({ sid }) => sid)).size, 'sessions').toBe(1);
  expect(new Set(lines.map(({ cid }) => cid))).toEqual(new Set(['evening']));
  const numbers = lines.map(({ sn }) => Number(sn));
  expect(numbers, 'numbers rise').toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(lines.filter(({ msd }) => msd !== undefined).length, 'join times').toBeLessThanOrEqual(1);
}

test('from the press to the sound, and to the closing of the page', async ({
  evening,
  listener,
  shelf,
  collector,
}) => {
  await evening.begin('clean');
  const reports = { url: collector.url, sampleRate: 1 };
  await listener.open({ broadcast: shelf.put('/evening.json', broadcast(evening.stream, { reports })) });
  await listener.pressListen();
  await listener.toBeListening();
  await expect.poll(() => states(collector.lines())).toEqual(['s', 'p']);
  const [joining, playing] = collector.lines();
  expect(joining).not.toHaveProperty('msd');
  expect(playing).toMatchObject({ 'org.holdline-link': 'steady', 'org.holdline-revision': '4' });
  const between = Number(playing?.['ts']) - Number(joining?.['ts']);
  // Both come from one clock and one moment; only the rounding differs.
  expect(Math.abs(Number(playing?.['msd']) - between)).toBeLessThan(100);

  await listener.page.goto('about:blank');
  await expect.poll(() => states(collector.lines())).toEqual(['s', 'p', 'q']);
  expectOneSession(collector);
  expectDiscipline(evening.log());
});

test('a page that is closed says so', async ({ evening, listener, shelf, collector }) => {
  await evening.begin({ startsAtSeconds: 3600, faults: [] });
  const reports = { url: collector.url, sampleRate: 1 };
  await listener.open({ broadcast: shelf.put('/evening.json', broadcast(evening.stream, { reports })) });
  await listener.pressListen();
  await expect.poll(() => states(collector.lines())).toEqual(['s', 'w']);
  await listener.page.close({ runBeforeUnload: true });
  await expect.poll(() => states(collector.lines())).toEqual(['s', 'w', 'q']);
  // Before the start a 404 is the origin's honest answer.
  expect(collector.lines().filter(({ e }) => e === 'rr')).toEqual([]);
  expectOneSession(collector);
});

test('a storm of 503: every refusal is told, and the sound does not suffer', async ({
  evening,
  listener,
  shelf,
  collector,
}) => {
  await evening.begin('storm-503');
  const reports = { url: collector.url, sampleRate: 1 };
  await listener.open({ broadcast: shelf.put('/evening.json', broadcast(evening.stream, { reports })) });
  await listener.pressListen();
  await listener.toBeListening(90_000);
  const refused = () => collector.lines().filter(({ e }) => e === 'rr');
  await expect.poll(() => refused().length, { timeout: 60_000 }).toBeGreaterThan(0);
  const [first] = refused();
  expect(first).toMatchObject({
    rc: 503,
    'org.holdline-failure': 'overloaded',
    'org.holdline-pathway': 'main',
  });
  expect(String(first?.['url'])).toMatch(/^http:\/\/[^?]+$/);
  expectOneSession(collector);
  expectDiscipline(evening.log());
});

test('a collector that has gone is left in peace, and nobody hears of it', async ({
  evening,
  listener,
  shelf,
  collector,
}) => {
  await evening.begin('clean');
  collector.answerWith(410);
  const reports = { url: collector.url, sampleRate: 1 };
  await listener.open({ broadcast: shelf.put('/evening.json', broadcast(evening.stream, { reports })) });
  await listener.pressListen();
  await listener.toBeListening();
  await expect.poll(() => collector.lines().length).toBeGreaterThan(0);
  const before = collector.requests();
  await listener.toHear(3);
  await listener.button('pause').click();
  await listener.toSay('playback', 'paused');
  await listener.button('listen').click();
  await listener.toBeListening();
  await listener.page.goto('about:blank');
  expect(collector.requests()).toBe(before);
});

for (const [name, change] of [
  ['a document without reports', {}],
  ['degrade 1', { degrade: 1 }],
] as const) {
  test(`${name}: nothing is sent, and no code for it is fetched`, async ({
    evening,
    listener,
    shelf,
    collector,
  }) => {
    await evening.begin('clean');
    const scripts: string[] = [];
    listener.page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    const reports = name === 'degrade 1' ? { reports: { url: collector.url, sampleRate: 1 } } : {};
    await listener.open({
      broadcast: shelf.put('/evening.json', broadcast(evening.stream, { ...reports, ...change })),
    });
    await listener.pressListen();
    await listener.toBeListening();
    await listener.page.goto('about:blank');
    expect(scripts.filter((path) => path.includes('later'))).toHaveLength(1);
    expect(scripts.filter((path) => path.includes('page-reports'))).toEqual([]);
    expect(collector.requests()).toBe(0);
  });
}
