import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Demo } from '../../../e2e/demo/demo-server.ts';
import { startDemo } from '../../../e2e/demo/demo-server.ts';
import type { Source } from '../../../e2e/demo/options.ts';
import { loadScenario } from '../../../e2e/origin/scenario.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { ask } from '../raw-client.ts';

let pageDirectory = '';
let demo: Demo | null = null;
beforeAll(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), 'holdline-page-'));
  await writeFile(join(pageDirectory, 'index.html'), '<h1>page</h1>');
  await writeFile(join(pageDirectory, 'main.js'), '');
  await writeFile(join(pageDirectory, 'broadcast.json'), '{"the":"example"}');
});
afterEach(async () => {
  await demo?.stop();
  demo = null;
});
afterAll(() => rm(pageDirectory, { recursive: true }));

async function start(source: Source) {
  const clock = createFakeClock();
  const onFailed = () => undefined;
  const tell = () => undefined;
  demo = await startDemo({ source, port: 0, pageDirectory, clock, tell, onFailed });
  const { pageUrl, lines } = demo;
  const json = async (path: string, method = 'GET', headers: Record<string, string> = {}) => {
    const { status, body } = await ask(`${pageUrl}${path}`, headers, method);
    return { status, json: JSON.parse(body.toString()) as Record<string, unknown> };
  };
  return { clock, pageUrl, json, line: lines[1] ?? '' };
}

const scenario = async (name: string): Promise<Source> => ({
  kind: 'scenario',
  scenario: await loadScenario(name),
});

it('begins the evening when the page is first opened', async () => {
  const { clock, pageUrl, json, line } = await start(await scenario('choked-start'));
  const origin = line.replace('Mock origin: ', '');
  const began = async () => {
    const { body } = await ask(`${origin}__origin/state`);
    return (JSON.parse(body.toString()) as { began: boolean }).began;
  };
  await ask(`${pageUrl}main.js`);
  await json('__demo');
  await clock.advance(600_000);
  expect(await began()).toBe(false);
  expect((await ask(pageUrl)).body.toString()).toBe('<h1>page</h1>');
  expect(await began()).toBe(true);
  expect((await json('broadcast.json')).json).toMatchObject({
    id: 'demo-choked-start-1',
    state: 'scheduled',
    scheduledStart: new Date(clock.wallNow() + 8000).toISOString(),
    pathways: [{ url: `${origin}live/captioned.m3u8` }],
  });
  // The document follows within a second.
  await clock.advance(9_000);
  expect((await json('broadcast.json')).json).toMatchObject({ state: 'late' });
  await clock.advance(40_000);
  expect((await json('broadcast.json')).json).toMatchObject({ state: 'live' });
});

it('keeps the document cheap to poll', async () => {
  const { pageUrl } = await start(await scenario('clean'));
  const { headers } = await ask(`${pageUrl}broadcast.json`);
  const etag = headers['etag'] ?? '';
  expect(await ask(`${pageUrl}broadcast.json`, { 'If-None-Match': etag })).toMatchObject({ status: 304 });
});

it('can be begun again from the page, with another scenario too', async () => {
  const { clock, json, pageUrl } = await start(await scenario('choked-start'));
  await ask(pageUrl);
  await clock.advance(100_000);
  expect((await json('__demo')).json).toMatchObject({ demo: true, scenario: 'choked-start' });
  expect((await json('__demo/begin', 'POST', { Origin: pageUrl.replace(/\/$/, '') })).status).toBe(200);
  expect((await json('broadcast.json')).json).toMatchObject({
    id: 'demo-choked-start-2',
    state: 'scheduled',
  });
  const other = await json('__demo/begin?scenario=late-start', 'POST');
  expect(other.json).toMatchObject({ scenario: 'late-start' });
  expect(other.json['scenarios']).toContain('storm-503');
  expect((await json('broadcast.json')).json).toMatchObject({ id: 'demo-late-start-3' });
});

it('lets nobody else meddle', async () => {
  const { json } = await start(await scenario('clean'));
  const before = await json('broadcast.json');
  expect((await json('__demo/begin', 'POST', { Origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await json('__demo/begin')).status).toBe(405);
  expect(await json('__demo/begin?scenario=nope', 'POST')).toMatchObject({
    status: 400,
    json: { error: 'There is no scenario "nope".' },
  });
  expect((await json('__demo/begin?scenario=../../package.json', 'POST')).status).toBe(400);
  expect((await json('broadcast.json')).json['id']).toBe(before.json['id']);
});

it('plays any stream', async () => {
  const { json, line } = await start({ kind: 'stream', url: 'https://radio.example/main.m3u8' });
  expect(line).toBe('Stream: https://radio.example/main.m3u8');
  expect((await json('__demo')).json).toEqual({
    demo: true,
    scenario: null,
    description: null,
    scenarios: [],
  });
  expect((await json('broadcast.json')).json).toMatchObject({
    state: 'live',
    pathways: [{ url: 'https://radio.example/main.m3u8' }],
  });
  expect((await json('__demo/begin?scenario=clean', 'POST')).status).toBe(400);
  expect((await json('__demo/begin', 'POST')).status).toBe(200);
});
