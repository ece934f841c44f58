import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startDemoCrowd, type DemoCrowd } from '../../e2e/fleet/demo-crowd.ts';
import { listen } from '../../e2e/origin/listen.ts';
import { useCommands } from '../origin/run-command.ts';

const run = useCommands();
const runFleet = (line: string) => run(['--import', 'tsx', 'e2e/fleet/cli.ts', ...line.split(' ')]);

let server: Server | null = null;
let crowd: DemoCrowd | null = null;
afterEach(async () => {
  await crowd?.stop();
  crowd = null;
  server?.close();
  server?.closeAllConnections();
  server = null;
});

it('starts an origin, brings listeners to it, reports, and ends by itself', async () => {
  const { code, stdout, stderr } = await runFleet('--scenario clean --listeners 3 --arrivals 0 --seconds 8')
    .ended;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('listeners        3, of whom 3 are here after 8 s');
  expect(stdout).toMatch(/playback {9}(?:joining|playing) \d/);
});

it('divides its listeners into processes, and counts them together', async () => {
  const { code, stdout, stderr } = await runFleet(
    '--scenario clean --listeners 5 --processes 2 --arrivals 0 --seconds 8',
  ).ended;
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('listeners        5, of whom 5 are here after 8 s');
  expect(stdout).toMatch(/playback {9}.*playing \d/);
});

it('ends in good order when it is told to', async () => {
  const command = runFleet('--scenario late-start --listeners 2');
  while (!command.stdout().includes('% of a core')) await new Promise((resolve) => setTimeout(resolve, 50));
  command.kill('SIGTERM');
  const { code, stdout } = await command.ended;
  expect(code).toBe(0);
  expect(stdout).toContain('listeners        2');
});

it.each([
  ['--scenario nowhere', 'There is no scenario "nowhere".'],
  ['--stream http://cdn.example/main.m3u8', 'of this computer only'],
])('%s: a sentence and exit code 1', async (line, sentence) => {
  const { code, stdout, stderr } = await runFleet(line).ended;
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('    at ');
});

it('nobody at the address: a sentence and exit code 1', async () => {
  const closed = createServer();
  const port = await listen(closed, 0, '127.0.0.1');
  await new Promise((resolve) => closed.close(resolve));
  const { code, stderr } = await runFleet(`--stream http://127.0.0.1:${port}/main.m3u8`).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('connection refused');
});

it('a crowd for the demo comes in a process of its own, and goes when it is told to', async () => {
  const clients = new Set<string>();
  const troubles: string[] = [];
  let base = '';
  const begin = createServer((request, response) => {
    const client = request.headers['x-client-id'];
    if (typeof client === 'string') clients.add(client);
    if (request.url !== '/broadcast.json') {
      response.writeHead(404).end();
      return;
    }
    const document = {
      version: 1,
      id: 'evening',
      title: 'A talk',
      scheduledStart: new Date(Date.now() - 600_000).toISOString(),
      state: 'late',
      pathways: [{ id: 'main', url: `${base}/main.m3u8` }],
    };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
  });
  server = begin;
  base = `http://127.0.0.1:${await listen(begin, 0, '127.0.0.1')}`;
  crowd = startDemoCrowd({
    documentUrl: `${base}/broadcast.json`,
    listeners: 8,
    seed: 1,
    tell: (sentence) => troubles.push(sentence),
  });
  const hasCome = () => [...clients].some((client) => client.startsWith('listener-'));
  while (!hasCome() && troubles.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await crowd.stop();
  expect(troubles).toEqual([]);
  expect(clients).toContain('crowd');
});
