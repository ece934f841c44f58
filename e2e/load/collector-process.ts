import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A collector in a process of its own, with a broadcast document. */
export interface CollectorProcess {
  readonly url: URL;
  /** Resident memory, bytes. */
  memoryBytes(): Promise<number>;
  /** Seconds of a processor that it has used so far. */
  cpuSeconds(): Promise<number>;
  accepted(): Promise<number>;
  stop(): Promise<void>;
}

const CLOCK_TICKS_A_SECOND = 100;

/** Starts one on a free port, its files in `directory`. */
export async function startCollectorProcess(directory: string, contentId: string): Promise<CollectorProcess> {
  const token = 'a-token-for-the-benchmark';
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/collector/main.ts', '--port', '0'], {
    env: { ...process.env, COLLECTOR_TOKEN: token, COLLECTOR_DIR: directory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const headers = { Authorization: `Bearer ${token}` };
  const document = {
    version: 1,
    id: contentId,
    title: 'Benchmark',
    scheduledStart: '2026-11-26T20:00:00Z',
    state: 'live',
    pathways: [{ id: 'primary', url: 'https://origin.example/main.m3u8' }],
    reports: { url: new URL('/v1/reports', url).href, sampleRate: 1 },
  };
  const put = await fetch(new URL('/v1/broadcast', url), {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'application/json', 'If-None-Match': '*' },
    body: JSON.stringify({ document }),
  });
  if (!put.ok) throw new Error(`The collector takes no document: ${put.status} ${await put.text()}`);
  const proc = (name: string) => readFile(`/proc/${child.pid ?? 'self'}/${name}`, 'utf8');
  return {
    url,
    async memoryBytes() {
      return Number(/VmRSS:\s+(\d+)/.exec(await proc('status'))?.[1] ?? Number.NaN) * 1024;
    },
    async cpuSeconds() {
      // proc_pid_stat(5): utime and stime are the 14th and 15th fields, the 12th and 13th after the name.
      const fields = (await proc('stat')).replace(/^.*\) /s, '').split(' ');
      return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_A_SECOND;
    },
    async accepted() {
      const answer = await fetch(new URL('/v1/join-status', url), { headers });
      return ((await answer.json()) as { intake: { accepted: number } }).intake.accepted;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function addressOf(child: ChildProcess): Promise<URL> {
  if (child.stdout === null) throw new Error('The collector has no output.');
  for await (const line of createInterface(child.stdout)) {
    const address = /^Collector: (\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return new URL(address);
    }
  }
  throw new Error('The collector has ended.');
}
