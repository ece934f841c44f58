import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../origin/clock.ts';
import { errorCode, UserError } from '../origin/user-error.ts';
import type { Input } from './options.ts';

/** A live HLS stream that ffmpeg makes of an input: main.m3u8 in a directory of its own. */
export interface Encoder {
  readonly directory: string;
  /** Ends ffmpeg and removes the directory. */
  readonly stop: () => Promise<void>;
}

export interface EncoderOptions {
  readonly input: Input;
  readonly clock: Clock;
  /** Told what happens, in plain sentences. */
  readonly tell: (sentence: string) => void;
  /** A file cannot be encoded any further: there is nothing left to wait for. */
  readonly onFailed: (error: UserError) => void;
  /** The program. Default: `ffmpeg`. */
  readonly program?: string;
}

export const playlistName = 'main.m3u8';

const missing = (program: string) => `--input needs ${program}, which is not installed here. To install it:
  Debian, Ubuntu:  sudo apt install ffmpeg
  Fedora:          sudo dnf install ffmpeg-free
  macOS:           brew install ffmpeg
  Windows:         winget install ffmpeg`;

/**
 * At its own pace (-re), in case the URL is that of a file. fMP4, 4 s segments, AAC at 24 and 48 kbit/s. 32 kHz, because 4 s are then a whole number of AAC frames.
 * `continued`: the numbering goes on after that of an earlier run, with a discontinuity.
 */
export function ffmpegArguments(input: Input, continued: boolean): readonly string[] {
  const source =
    input.kind === 'file'
      ? ['-re', '-stream_loop', '-1', '-i', `file:${input.path}`]
      : ['-re', '-rw_timeout', '15000000', '-i', input.url];
  const flags = ['delete_segments', 'program_date_time', 'independent_segments', 'omit_endlist', 'temp_file'];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', ...source, '-vn', '-sn', '-dn'],
    ...[
      '-map',
      '0:a:0',
      '-map',
      '0:a:0',
      '-ac',
      '1',
      '-ar',
      '32000',
      '-c:a',
      'aac',
      '-b:a:0',
      '24k',
      '-b:a:1',
      '48k',
    ],
    ...['-f', 'hls', '-hls_time', '4', '-hls_list_size', '6', '-hls_delete_threshold', '7'],
    ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'],
    ...['-hls_flags', [...flags, ...(continued ? ['append_list'] : [])].join('+')],
    ...['-hls_segment_filename', '%v/segment-%d.m4s', '-master_pl_name', playlistName],
    ...['-var_stream_map', 'a:0,name:aac-24 a:1,name:aac-48', '%v/index.m3u8'],
  ];
}

/** A radio stream that is gone is tried again after 1, 2, 4 ... 30 s. */
export function restartDelayMs(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
}

/** An encoder that has run for so long was well: the next failure counts as the first. */
const healthyAfterMs = 30_000;

/**
 * Starts ffmpeg. Resolves when it runs (for a file: when the stream can be played); throws a UserError when ffmpeg
 * is missing or cannot read the file.
 */
export async function startEncoder(options: EncoderOptions): Promise<Encoder> {
  const { input, clock, tell, program = 'ffmpeg' } = options;
  const directory = mkdtempSync(join(tmpdir(), 'holdline-input-'));
  let child: ChildProcess | null = null;
  const remove = () => rmSync(directory, { recursive: true, force: true });
  // Also where this process ends in a way that nobody foresaw.
  const leaveNothing = () => {
    child?.kill('SIGKILL');
    remove();
  };
  process.once('exit', leaveNothing);
  let cancelRestart: (() => void) | null = null;
  let stopped = false;
  let failures = 0;

  /** Resolves with what ffmpeg said last, when it has ended. */
  function run(onSpawn: () => void): Promise<string> {
    return new Promise((resolve, reject) => {
      const args = ffmpegArguments(input, existsSync(join(directory, playlistName)));
      const started = spawn(program, args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
      child = started;
      let said = '';
      started.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
      started.once('spawn', onSpawn);
      started.once('error', (error) => {
        reject(errorCode(error) === 'ENOENT' ? new UserError(missing(program)) : error);
      });
      started.once('close', () => resolve(said.trim().split('\n').at(-1) ?? ''));
    });
  }

  async function stop(): Promise<void> {
    stopped = true;
    cancelRestart?.();
    const running = child;
    if (running?.exitCode === null && running.signalCode === null && running.pid !== undefined) {
      const ended = new Promise((resolve) => running.once('close', resolve));
      running.kill('SIGKILL');
      await ended;
    }
    process.off('exit', leaveNothing);
    remove();
  }

  async function keepRunning(onSpawn: () => void): Promise<void> {
    const startedAtMs = clock.now();
    const said = await run(onSpawn);
    if (stopped) return;
    if (input.kind === 'file') throw new UserError(`ffmpeg cannot play ${input.path}: ${said}`);
    failures = clock.now() - startedAtMs > healthyAfterMs ? 1 : failures + 1;
    const delayMs = restartDelayMs(failures);
    tell(
      `ffmpeg has lost ${input.url}${said === '' ? '' : ` (${said})`}. It tries again in ${delayMs / 1000} s.`,
    );
    cancelRestart = clock.setTimer(() => {
      keepRunning(() => tell(`ffmpeg reads ${input.url} again.`)).catch(fail);
    }, delayMs);
  }

  function fail(error: unknown): void {
    if (!stopped)
      options.onFailed(error instanceof UserError ? error : new UserError(`ffmpeg: ${String(error)}`));
  }

  try {
    await new Promise<void>((resolve, reject) => {
      const playable = () => {
        // From now on nobody waits here: a failure is the owner's.
        report = fail;
        resolve();
      };
      let report: (error: unknown) => void = reject;
      const onSpawn = () => {
        if (input.kind === 'url') playable();
        else whenThere(join(directory, playlistName), clock, () => stopped, playable);
      };
      keepRunning(onSpawn).catch((error: unknown) => report(error));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { directory, stop };
}

/** ffmpeg tells nobody when it has written its first segment. */
const lookEveryMs = 100;

function whenThere(path: string, clock: Clock, isStopped: () => boolean, callback: () => void): void {
  if (existsSync(path)) callback();
  else if (!isStopped()) {
    clock.setTimer(() => whenThere(path, clock, isStopped, callback), lookEveryMs);
  }
}
