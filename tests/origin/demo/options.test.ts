import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readOptions } from '../../../e2e/demo/options.ts';
import { UserError } from '../../../e2e/origin/user-error.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdline-options-'));
  await writeFile(join(directory, 'talk.mp3'), '');
  await writeFile(join(directory, 'index.html'), '');
});
afterAll(() => rm(directory, { recursive: true }));

it('plays the choked start on 8080 unless told otherwise', async () => {
  const options = await readOptions([]);
  expect(options).toMatchObject({
    source: { kind: 'scenario', scenario: { name: 'choked-start' } },
    port: 8080,
  });
  expect(options.pageDirectory).toBeNull();
});

it('reads each kind of source', async () => {
  expect((await readOptions(['--scenario', 'clean', '--port', '9000'])).port).toBe(9000);
  expect((await readOptions(['--stream', 'https://radio.example/main.m3u8'])).source).toEqual({
    kind: 'stream',
    url: 'https://radio.example/main.m3u8',
  });
  expect((await readOptions(['--input', 'http://radio.example:8000/live.mp3'])).source).toEqual({
    kind: 'input',
    input: { kind: 'url', url: 'http://radio.example:8000/live.mp3' },
  });
  const path = join(directory, 'talk.mp3');
  expect((await readOptions(['--input', path])).source).toEqual({
    kind: 'input',
    input: { kind: 'file', path },
  });
  expect((await readOptions(['--page', directory])).pageDirectory).toBe(directory);
});

it.each([
  [['--scenario', 'nope'], 'There is no scenario "nope". There are: '],
  [['--stream', 'not a url'], '--stream not a url: this is no URL.'],
  [['--stream', 'ftp://radio.example/x'], '--stream ftp://radio.example/x: only http:// and https://'],
  [['--stream', 'javascript:alert(1)'], '--stream javascript:alert(1): only http:// and https://'],
  [['--input', 'rtmp://radio.example/x'], '--input rtmp://radio.example/x: only http:// and https://'],
  [['--input', '/nowhere/talk.mp3'], '--input /nowhere/talk.mp3: there is no such file.'],
  [['--input', tmpdir()], `--input ${tmpdir()}: this is not a file.`],
  [['--port', '70000'], '--port 70000: a port is a whole number from 0'],
  [['--port', '65535'], '--port 65535: the two after it are needed too.'],
  [['--page', '/nowhere'], '--page /nowhere: there is no index.html in it.'],
  [['--scenario', 'clean', '--stream', 'http://x/'], 'Choose one of --scenario and --stream.'],
  [['--scenari', 'clean'], "Unknown option '--scenari'"],
  [['clean'], "Unexpected argument 'clean'"],
])('%j: %s', async (args, message) => {
  const reading = readOptions(args);
  await expect(reading).rejects.toBeInstanceOf(UserError);
  await expect(reading).rejects.toThrow(message);
});
