import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, whenReady } from '../fixtures/programs.ts';

/** A sound card that nobody hears, for browsers that play nothing without one. */
export interface SoundSink {
  /** What a browser needs in its environment to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * PulseAudio with a null sink, in a folder of its own: no two workers meet, and nobody's desktop is touched. Without a
 * sink Firefox ends every playback within a few seconds, whatever the page does (`mediaSourceRequiresReset`, measured).
 */
export async function startSoundSink(): Promise<SoundSink> {
  const directory = await mkdtemp(join(tmpdir(), 'holdline-sound-'));
  const socket = join(directory, 'native');
  const env = { XDG_RUNTIME_DIR: directory, HOME: directory, PULSE_SERVER: `unix:${socket}` };
  const program = startProgram(
    'pulseaudio',
    [
      ...['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=yes'],
      ...['-L', 'module-null-sink', '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
    ],
    { env: { XDG_RUNTIME_DIR: directory, HOME: directory } },
  );
  await whenReady(program, () => existsSync(socket), 'PulseAudio');
  return {
    env,
    async stop() {
      await program.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
