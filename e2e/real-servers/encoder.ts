import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram, whenReady, type RunningProgram } from '../fixtures/programs.ts';
import { speechFile } from '../fixtures/shapes-media.ts';

/** What ffmpeg makes of the speech of the demo. */
export interface StreamFormat {
  /** Also the folder of the stream. */
  readonly name: string;
  readonly encoder: 'aac' | 'libopus' | 'libmp3lame';
  readonly container: 'mpegts' | 'fmp4';
}

/** A live encoder, which can die like any. */
export interface LiveEncoder {
  /** Resolves when there is enough to join. */
  readonly ready: () => Promise<void>;
  /** Takes its process away in the middle of its work. What it has written stays. */
  kill(): Promise<void>;
  /** Starts it anew: it knows nothing of an earlier life, so numbers and file names begin at 0 again. */
  start(): void;
  stop(): Promise<void>;
}

/** Short, so that there is soon enough to join. */
const SEGMENT_SECONDS = 2;
const WINDOW_SEGMENTS = 8;
const SEGMENTS_TO_JOIN = 4;

/** Encodes the speech for ever, as fast as it is spoken, to HLS in `root/name`; main.m3u8 is the multivariant playlist. */
export async function startEncoder(root: string, format: StreamFormat): Promise<LiveEncoder> {
  const directory = join(root, format.name);
  await mkdir(directory);
  let program: RunningProgram | null = null;
  const end = async (signal: NodeJS.Signals) => {
    await program?.stop(signal);
    program = null;
  };
  const start = () => void (program = startProgram('ffmpeg', encoderArguments(format), { cwd: directory }));
  start();
  return {
    async ready() {
      if (program !== null) await whenReady(program, () => isJoinable(directory), `ffmpeg (${format.name})`);
    },
    kill: () => end('SIGKILL'),
    start,
    stop: () => end('SIGKILL'),
  };
}

function isJoinable(directory: string): boolean {
  const segments = readdirSync(directory).filter((name) => /^segment-\d+\.\w+$/.test(name));
  return existsSync(join(directory, 'main.m3u8')) && segments.length >= SEGMENTS_TO_JOIN;
}

function encoderArguments({ encoder, container }: StreamFormat): readonly string[] {
  const flags = ['delete_segments', 'program_date_time', 'independent_segments', 'omit_endlist', 'temp_file'];
  const extension = container === 'fmp4' ? 'm4s' : 'ts';
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', speechFile],
    // Opus knows no 44.1 kHz; 48 kHz is known to all three.
    ...['-vn', '-ac', '1', '-ar', '48000', '-c:a', encoder, '-b:a', '48k'],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_list_size', String(WINDOW_SEGMENTS)],
    ...['-hls_segment_type', container, '-hls_fmp4_init_filename', 'init.mp4', '-hls_flags', flags.join('+')],
    ...['-hls_segment_filename', `segment-%d.${extension}`, '-master_pl_name', 'main.m3u8', 'index.m3u8'],
  ];
}
