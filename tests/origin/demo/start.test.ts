import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../raw-client.ts';
import { useCommands } from '../run-command.ts';
import { useOrigins } from '../test-origin.ts';

const run = useCommands();
const startOrigin = useOrigins();
let page = '';
beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), 'holdline-page-'));
  await writeFile(join(page, 'index.html'), '<h1>page</h1>');
});
afterAll(() => rm(page, { recursive: true }));

const start = (...args: string[]) => run(['e2e/demo/start.mjs', '--page', page, ...args]);
const address = (stdout: string, name: string) =>
  new RegExp(`^${name}: (\\S+)$`, 'm').exec(stdout)?.[1] ?? '';

it('prints where everything is, one line each, and then Ready', async () => {
  const demo = start('--scenario', 'clean', '--port', '0');
  await demo.printed('Ready');
  const lines = demo.stdout().trimEnd().split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'Listener page',
    'Producer page',
    'Mock origin',
    'Collector',
    'Ready',
  ]);
  const pageUrl = address(demo.stdout(), 'Listener page');
  expect((await ask(pageUrl)).body.toString()).toBe('<h1>page</h1>');
  const stream = await ask(`${address(demo.stdout(), 'Mock origin')}live/main.m3u8`);
  expect(stream).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': '*' } });

  demo.stdin.write('\n');
  await demo.printed('The evening has begun again.');
  const { body } = await ask(`${pageUrl}broadcast.json`);
  expect(JSON.parse(body.toString())).toMatchObject({ id: 'demo-clean-2' });
  demo.kill('SIGINT');
  expect(await demo.ended).toMatchObject({ code: 0, stderr: '' });
});

it('goes on when there is no terminal, and ends with a request hanging', async () => {
  const demo = start('--scenario', 'outage-hang', '--port', '0');
  demo.stdin.end();
  await demo.printed('Ready');
  const origin = address(demo.stdout(), 'Mock origin');
  await ask(`${origin}__origin/begin?at=30`, {}, 'POST');
  const hanging = ask(`${origin}live/main.m3u8`);
  await expect.poll(async () => (await ask(`${origin}__origin/log`)).body.toString()).toContain('"hang"');
  demo.kill('SIGTERM');
  expect(await demo.ended).toMatchObject({ code: 0 });
  expect(await hanging).toMatchObject({ status: null });
});

it('passes reports on to the collector, and takes it with it, however it ends', async () => {
  const demo = start('--scenario', 'clean', '--port', '0', '--listeners', '0');
  await demo.printed('Ready');
  const collector = address(demo.stdout(), 'Collector');
  expect((await ask(`${collector}healthz`)).status).toBe(200);
  expect(address(demo.stdout(), 'Producer page')).toMatch(/\/producer\.html#token=[\w-]{16,}$/);

  const pageUrl = address(demo.stdout(), 'Listener page');
  const { body } = await ask(`${pageUrl}broadcast.json`);
  const document = JSON.parse(body.toString()) as { id: string; reports: { url: string } };
  // The page's own origin: reports cost no preflight.
  expect(document.reports.url).toBe(`${pageUrl}v1/reports`);
  const report = `cid="${document.id}",e=ps,sid="5a3c9c2e-0000-4000-8000-000000000000",sn=0,sta=s,ts=${Date.now()},v=2`;
  const headers = { 'Content-Type': 'application/cmcd' };
  expect((await fetch(document.reports.url, { method: 'POST', headers, body: report })).status).toBe(204);

  demo.kill('SIGKILL');
  await demo.ended;
  await expect.poll(async () => (await ask(`${collector}healthz`)).status, { timeout: 20_000 }).toBeNull();
});

it('explains itself', async () => {
  const { code, stdout } = await start('--help').ended;
  expect(code).toBe(0);
  expect(stdout).toContain('npm start -- [options]');
});

it('says what is wrong in a sentence, and exits with 1', async () => {
  const taken = await startOrigin({});
  const cases: [string[], string][] = [
    [['--scenario', 'nope'], 'There is no scenario "nope". There are: '],
    [['--stream', 'nonsense'], '--stream nonsense: this is no URL.'],
    [['--input', '/nowhere/talk.mp3'], '--input /nowhere/talk.mp3: there is no such file.'],
    [['--port', String(taken.port)], `Port ${taken.port} is already in use.`],
    [['--port', String(taken.port - 1)], `Port ${taken.port} is already in use.`],
  ];
  for (const [args, sentence] of cases) {
    const { code, stdout, stderr } = await start(...args).ended;
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    expect(stderr.startsWith(sentence), stderr).toBe(true);
    expect(stderr).not.toMatch(/^ {4}at /m);
  }
}, 60_000);

const hasFfmpeg = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'ffmpeg')));

it.runIf(hasFfmpeg)(
  'turns a file into a live stream, and cleans up after itself',
  async () => {
    const demo = start('--input', 'e2e/origin/media/opus-48.mp4', '--port', '0');
    await demo.printed('Ready');
    const stream = address(demo.stdout(), 'Stream');
    const multivariant = await ask(stream);
    expect(multivariant).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': '*' } });
    const media = await ask(new URL('aac-24/index.m3u8', stream).href);
    expect(media.body.toString()).toContain('#EXT-X-PROGRAM-DATE-TIME');
    expect(media.body.toString()).not.toContain('#EXT-X-ENDLIST');
    const segment = await ask(new URL('aac-24/segment-0.m4s', stream).href, { Range: 'bytes=4-7' });
    expect(segment.status).toBe(206);
    const made = (await readdir(tmpdir())).filter((name) => name.startsWith('holdline-input-')).length;
    demo.kill('SIGTERM');
    expect(await demo.ended).toMatchObject({ code: 0, stderr: '' });
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('holdline-input-')).length;
    expect(left).toBe(made - 1);
  },
  30_000,
);
