import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { typescriptArgs } from './origin-process.ts';

export interface DemoCrowdOptions {
  /** On this computer. Asking for it may begin the evening: start the crowd when that is wanted. */
  readonly documentUrl: string;
  readonly listeners: number;
  readonly seed: number;
  /** Told of what went wrong. */
  readonly tell: (sentence: string) => void;
}

/** The listeners of the demo, in a process of their own that everything else goes before. */
export interface DemoCrowd {
  /** Where everybody is, as the crowd has last told; null before that. */
  lastLine(): string | null;
  /** Resolves when they have gone. */
  stop(): Promise<void>;
}

/**
 * A few hundred listeners who come to what the document announces, around its scheduled start, and again whenever the
 * evening begins anew. They go when this process ends, however it ends.
 */
export function startDemoCrowd({ documentUrl, listeners, seed, tell }: DemoCrowdOptions): DemoCrowd {
  const args = [
    join(import.meta.dirname, 'cli.ts'),
    `--document=${documentUrl}`,
    `--listeners=${String(listeners)}`,
    `--seed=${String(seed)}`,
    '--arrivals=crowd',
  ];
  const child = spawn(process.execPath, [...typescriptArgs(), ...args], {
    // The channel is closed with this process, and that ends the crowd.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let isStopping = false;
  let lastLine: string | null = null;
  const over = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      tell(`The crowd has not come: ${error.message}`);
      resolve();
    });
    child.once('close', (code) => {
      if (!isStopping) tell(`The crowd has gone (exit code ${String(code)}).`);
      resolve();
    });
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Gone already, or not allowed here: it runs as it is.
  }
  onLine(child.stdout, (line) => {
    lastLine = line;
  });
  onLine(child.stderr, (line) => tell(`The crowd: ${line}`));
  return {
    lastLine: () => lastLine,
    async stop() {
      isStopping = true;
      child.kill();
      await over;
    },
  };
}

function onLine(stream: Readable | null, tell: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', tell);
}
