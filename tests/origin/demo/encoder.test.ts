import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Encoder } from '../../../e2e/demo/encoder.ts';
import { ffmpegArguments, restartDelayMs, startEncoder } from '../../../e2e/demo/encoder.ts';
import type { Input } from '../../../e2e/demo/options.ts';
import { UserError } from '../../../e2e/origin/user-error.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

/** Stands in for ffmpeg: what it is told to read says how it goes. */
const script = `#!/usr/bin/env node
const { existsSync, writeFileSync } = require('node:fs');
const input = process.argv[process.argv.indexOf('-i') + 1];
const flags = process.argv[process.argv.indexOf('-hls_flags') + 1];
if (input.includes('broken')) {
  console.error('first line');
  console.error('Invalid data found');
  process.exit(1);
}
writeFileSync('main.m3u8', flags);
const path = input.replace(/^file:/, '');
setInterval(() => { if (existsSync(path + '.end')) { console.error('the end'); process.exit(1); } }, 5);
`;

let directory = '';
let program = '';
let encoder: Encoder | null = null;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdline-encoder-test-'));
  program = join(directory, 'fake-ffmpeg.cjs');
  await writeFile(program, script);
  await chmod(program, 0o755);
});
afterEach(async () => {
  await encoder?.stop();
  encoder = null;
});
afterAll(() => rm(directory, { recursive: true }));

const file = (name: string): Input => ({ kind: 'file', path: join(directory, name) });
const radio = (name: string): Input => ({ kind: 'url', url: `http://127.0.0.1:9/${name}` });

async function leftovers(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith(`holdline-input-`));
}

/** Starts one; time passes by itself. `heard` resolves with what it tells next. */
function begin(input: Input, which = program) {
  const clock = createFakeClock();
  const told: string[] = [];
  let onTold: () => void = () => undefined;
  const failed = new Promise<UserError>((resolve) => {
    const options = { input, clock, program: which, onFailed: resolve };
    const tell = (sentence: string) => {
      told.push(sentence);
      onTold();
    };
    started = startEncoder({ ...options, tell }).then((running) => (encoder = running));
  });
  const heard = async (): Promise<string> => {
    while (told.length === 0) await new Promise<void>((resolve) => (onTold = resolve));
    return told.shift() ?? '';
  };
  return { clock, failed, heard, running: started };
}
let started: Promise<Encoder>;

it('asks ffmpeg for a live stream with two renditions', () => {
  const args = ffmpegArguments({ kind: 'file', path: '/music/a b.mp3' }, false);
  expect(args.join(' ')).toContain('-re -stream_loop -1 -i file:/music/a b.mp3');
  expect(args.join(' ')).toContain('-b:a:0 24k -b:a:1 48k');
  expect(args.join(' ')).not.toContain('append_list');
  const again = ffmpegArguments({ kind: 'url', url: 'http://radio.example/live' }, true).join(' ');
  expect(again).toContain('-i http://radio.example/live');
  expect(again).not.toContain('-stream_loop');
  expect(again).toContain('append_list');
});

it('waits longer after each failure, up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(restartDelayMs)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
});

it('is ready when a file can be played, and leaves nothing behind', async () => {
  const { running, clock } = begin(file('talk.mp3'));
  const waiting = { over: false };
  void running.then(() => (waiting.over = true));
  while (!waiting.over) await clock.advance(100);
  const { directory: made, stop } = await running;
  expect(existsSync(join(made, 'main.m3u8'))).toBe(true);
  await stop();
  expect(existsSync(made)).toBe(false);
  expect(clock.pending()).toBe(0);
});

it('says what ffmpeg said last when it cannot read a file', async () => {
  const before = await leftovers();
  const { running } = begin(file('broken.mp3'));
  await expect(running).rejects.toThrow(
    `ffmpeg cannot play ${join(directory, 'broken.mp3')}: Invalid data found`,
  );
  await expect(running).rejects.toBeInstanceOf(UserError);
  expect(await leftovers()).toEqual(before);
});

it('says what to install when there is no ffmpeg', async () => {
  const { running } = begin(radio('live'), 'no-such-ffmpeg');
  await expect(running).rejects.toThrow(
    /--input needs no-such-ffmpeg, which is not installed.*\n.*apt install ffmpeg/,
  );
});

it('tells its owner when a file comes to an end', async () => {
  const { running, clock, failed } = begin(file('short.mp3'));
  const waiting = { over: false };
  void running.then(() => (waiting.over = true));
  while (!waiting.over) await clock.advance(100);
  await writeFile(join(directory, 'short.mp3.end'), '');
  expect((await failed).message).toContain('short.mp3: the end');
});

it('tries a radio stream again, ever later, and goes on with its numbering', async () => {
  const { running, clock, heard } = begin(radio('broken'));
  await running;
  expect(await heard()).toBe(
    'ffmpeg has lost http://127.0.0.1:9/broken (Invalid data found). It tries again in 1 s.',
  );
  await clock.advance(999);
  await clock.advance(1);
  expect(await heard()).toBe('ffmpeg reads http://127.0.0.1:9/broken again.');
  expect(await heard()).toMatch(/It tries again in 2 s\.$/);
  await clock.advance(2000);
  await heard();
  expect(await heard()).toMatch(/It tries again in 4 s\.$/);
  await encoder?.stop();
  expect(clock.pending()).toBe(0);
});
