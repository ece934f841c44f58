import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../src/network/clock.ts';
import type { Usage } from './report.ts';

const RESOLUTION_MS = 10;

/** Each call tells what this process has used since the one before, or since the meter was made. */
export function createUsageMeter(clock: Clock, { isSinceFirst = false } = {}): () => Usage {
  let before = process.cpuUsage();
  let atMs = clock.now();
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return () => {
    const used = process.cpuUsage(before);
    const nowMs = clock.now();
    const elapsedMs = Math.max(1, nowMs - atMs);
    const lateMs = Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS);
    if (!isSinceFirst) {
      before = process.cpuUsage();
      atMs = nowMs;
      delays.reset();
    }
    return {
      coreShare: (used.user + used.system) / 1000 / elapsedMs,
      memoryBytes: process.memoryUsage.rss(),
      lateMs,
    };
  };
}
