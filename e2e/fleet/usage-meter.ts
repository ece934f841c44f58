import type { Clock } from '../../src/network/clock.ts';
import type { Usage } from './report.ts';

/** Each call tells what this process has used since the one before, or since the meter was made. */
export function createUsageMeter(clock: Clock, { isSinceFirst = false } = {}): () => Usage {
  let before = process.cpuUsage();
  let atMs = clock.now();
  return () => {
    const used = process.cpuUsage(before);
    const nowMs = clock.now();
    const elapsedMs = Math.max(1, nowMs - atMs);
    if (!isSinceFirst) {
      before = process.cpuUsage();
      atMs = nowMs;
    }
    return {
      coreShare: (used.user + used.system) / 1000 / elapsedMs,
      memoryBytes: process.memoryUsage.rss(),
    };
  };
}
