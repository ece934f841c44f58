import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { UserError } from '../origin/user-error.ts';
import type { CollectorAccess } from './document-home.ts';

/** A collector in a process of its own. */
export interface CollectorProcess extends CollectorAccess {
  /** Where producers open their page, with the token. */
  readonly producerUrl: string;
  /** The process id, for tests that stop it the hard way. */
  readonly pid: number;
  /** Ends it, and what it has kept. */
  stop(): Promise<void>;
}

export interface CollectorProcessOptions {
  /** 0: any free one. */
  readonly port: number;
  /** The built pages; null: it serves none. */
  readonly pageDirectory: string | null;
  /** Of pages elsewhere that may send reports. */
  readonly allowedOrigins?: readonly string[];
  readonly onLost: () => void;
}

const root = join(import.meta.dirname, '../..');
/** A busy machine may take its time to load a program. */
const START_WITHIN_MS = 60_000;
const END_WITHIN_MS = 5_000;

/** Starts a collector that forgets everything when it is stopped. Throws a UserError where it cannot be started. */
export async function startCollector(options: CollectorProcessOptions): Promise<CollectorProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'holdline-collector-'));
  const token = randomBytes(18).toString('base64url');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'src/collector/main.ts'), '--port', String(options.port)].concat(
      options.pageDirectory === null ? [] : ['--pages', options.pageDirectory],
    ),
    {
      cwd: root,
      env: {
        ...process.env,
        COLLECTOR_TOKEN: token,
        COLLECTOR_DIR: directory,
        COLLECTOR_ORIGINS: (options.allowedOrigins ?? []).join(','),
      },
      // The channel is closed with this process, and that ends the collector.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let isWanted = true;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    isWanted = false;
    await endOf(child, ended);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(child);
    child.once('close', () => {
      if (isWanted) options.onLost();
    });
    return { url, token, producerUrl: `${url}producer.html#token=${token}`, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads the line that tells where it is. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = () => {
      clearTimeout(timer);
      reject(new UserError(`The collector could not be started. ${complaint.trim()}`.trim()));
    };
    const timer = setTimeout(fail, START_WITHIN_MS);
    child.once('error', fail).once('close', fail);
    child.stderr?.on('data', (text: Buffer) => {
      if (complaint.length < 2000) complaint += text.toString();
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^Collector: (\S+)$/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function endOf(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
