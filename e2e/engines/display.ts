import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, whenReady } from '../fixtures/programs.ts';

/** A screen that nobody sees, for browsers that need one. */
export interface Display {
  /** What a browser needs in its environment to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Xvfb at a number of its own choice, which no other server has. */
export async function startDisplay(): Promise<Display> {
  const directory = await mkdtemp(join(tmpdir(), 'holdline-display-'));
  const numberFile = join(directory, 'number');
  // It writes its number to a descriptor that it is given: the shell opens a file there.
  const program = startProgram('sh', [
    '-c',
    'exec Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$0"',
    numberFile,
  ]);
  const number = () =>
    readFile(numberFile, 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  await whenReady(program, async () => (await number()) !== '', 'Xvfb');
  return {
    env: { DISPLAY: `:${await number()}` },
    async stop() {
      await program.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
