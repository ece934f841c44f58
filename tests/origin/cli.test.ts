import { expect, it } from 'vitest';
import { ask } from './raw-client.ts';
import { useCommands } from './run-command.ts';
import { useOrigins } from './test-origin.ts';

const run = useCommands();
const start = useOrigins();
const cli = (...args: string[]) => run(['--import', 'tsx', 'e2e/origin/cli.ts', ...args]);

it('serves a scenario until it is told to end', async () => {
  const origin = cli('--scenario', 'storm-503', '--port', '0', '--seed', '5', '--cors', 'none');
  await origin.printed('Ready');
  const [, url = ''] = /^Mock origin: (\S+)$/m.exec(origin.stdout()) ?? [];
  const [, stream = ''] = /^Stream: (\S+)$/m.exec(origin.stdout()) ?? [];
  expect(stream.startsWith(url)).toBe(true);
  const { status, headers } = await ask(stream);
  expect(status).toBe(200);
  expect(headers).not.toHaveProperty('access-control-allow-origin');
  const state = await ask(`${url}__origin/state`);
  expect(JSON.parse(state.body.toString())).toMatchObject({ scenario: 'storm-503', seed: 5, began: true });
  origin.kill('SIGTERM');
  expect(await origin.ended).toMatchObject({ code: 0, stderr: '' });
});

it('tells the address of each pathway, and the stream that the scenario is for', async () => {
  const origin = cli('--scenario', 'failover', '--port', '0');
  await origin.printed('Ready');
  const [, stream = ''] = /^Stream: (\S+\/live\/redundant\.m3u8)$/m.exec(origin.stdout()) ?? [];
  const [, backup = ''] = /^Pathway b: (\S+)$/m.exec(origin.stdout()) ?? [];
  expect((await ask(stream)).body.toString()).toContain(`\n${backup}live/aac-24/index.m3u8\n`);
  origin.kill('SIGTERM');
  expect(await origin.ended).toMatchObject({ code: 0, stderr: '' });
});

it('lists the scenarios and explains itself', async () => {
  const [list, help] = await Promise.all([cli('--list').ended, cli('--help').ended]);
  expect(list.code).toBe(0);
  expect(list.stdout).toMatch(/^choked-start +The evening itself, .*\.$/m);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('npm run origin -- [options]');
});

it('says what is wrong in a sentence, and exits with 1', async () => {
  const taken = await start({});
  const cases: [string[], string][] = [
    [['--scenario', 'nope'], 'There is no scenario "nope". There are: blackout-20, '],
    [['--scenario', '/nowhere/x.json'], 'Cannot read /nowhere/x.json: there is no such file.\n'],
    [['--scenario', 'package.json'], 'package.json is not a valid scenario:\n  '],
    [['--port', String(taken.port)], `Port ${taken.port} is already in use. `],
    // None of its servers is left behind.
    [['--scenario', 'failover', '--port', String(taken.port)], `Port ${taken.port} is already in use. `],
    [['--port', 'http'], '--port http: a port is a whole number '],
    [['--seed', 'x'], '--seed x: must be a whole number.\n'],
    [['--cors', 'some'], '--cors some: must be one of exposed, simple, none.\n'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ];
  for (const [args, sentence] of cases) {
    const { code, stdout, stderr } = await cli(...args).ended;
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    expect(stderr.startsWith(sentence), stderr).toBe(true);
    expect(stderr).not.toMatch(/^ {4}at /m);
  }
}, 60_000);
