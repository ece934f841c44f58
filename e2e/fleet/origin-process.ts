import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { UserError } from '../origin/user-error.ts';

/** A mock origin in a process of its own, so that what it takes is not taken for the fleet's. */
export interface OriginProcess {
  readonly streamUrl: string;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** What makes Node run TypeScript, wherever the command was started. */
export function typescriptArgs(): readonly string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

/** Starts it on any free port. Throws a UserError with its own words when it does not start. */
export async function startOriginProcess(scenario: string): Promise<OriginProcess> {
  const cli = join(import.meta.dirname, '..', 'origin', 'cli.ts');
  const child = spawn(
    process.execPath,
    [...typescriptArgs(), cli, `--scenario=${scenario}`, '--port', '0'],
    // Ctrl+C in the terminal reaches both.
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const over = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(-4_000);
  });
  const stop = async () => {
    child.kill();
    await over;
  };
  let streamUrl = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('Stream: ')) streamUrl = line.slice('Stream: '.length);
    if (line === 'Ready') return { streamUrl, stop };
  }
  await over;
  throw new UserError(words.trim() === '' ? 'The mock origin has not started.' : words.trim());
}
