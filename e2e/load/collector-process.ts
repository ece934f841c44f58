import { readFile } from 'node:fs/promises';
import { startCollector } from '../demo/collector-process.ts';
import { createCollectorHome } from '../demo/document-home.ts';

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

/** Starts one on a free port. */
export async function startCollectorProcess(contentId: string): Promise<CollectorProcess> {
  const collector = await startCollector({
    port: 0,
    pageDirectory: null,
    onLost: () => process.stderr.write('The collector has ended.\n'),
  });
  const document = {
    version: 1,
    id: contentId,
    title: 'Benchmark',
    scheduledStart: '2026-11-26T20:00:00Z',
    state: 'live',
    pathways: [{ id: 'primary', url: 'https://origin.example/main.m3u8' }],
    reports: { url: new URL('v1/reports', collector.url).href, sampleRate: 1 },
  };
  await createCollectorHome(collector).publish(document, null, '');
  const proc = (name: string) => readFile(`/proc/${collector.pid}/${name}`, 'utf8');
  return {
    url: new URL(collector.url),
    async memoryBytes() {
      return Number(/VmRSS:\s+(\d+)/.exec(await proc('status'))?.[1] ?? Number.NaN) * 1024;
    },
    async cpuSeconds() {
      // proc_pid_stat(5): utime and stime are the 14th and 15th fields, the 12th and 13th after the name.
      const fields = (await proc('stat')).replace(/^.*\) /s, '').split(' ');
      return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_A_SECOND;
    },
    async accepted() {
      const answer = await fetch(new URL('v1/join-status', collector.url), {
        headers: { Authorization: `Bearer ${collector.token}` },
      });
      return ((await answer.json()) as { intake: { accepted: number } }).intake.accepted;
    },
    stop: () => collector.stop(),
  };
}
