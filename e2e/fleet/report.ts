import type { FleetSnapshot } from './fleet-snapshot.ts';

/** What a fleet has taken. */
export interface Usage {
  /** Of one core. */
  readonly coreShare: number;
  readonly memoryBytes: number;
  /** Ninety-nine in a hundred timers were less late than this: where it is more than a network adds, the course is another one. */
  readonly lateMs: number;
}

/** One line of a live view: who is where now. `elapsedSeconds` since the fleet's start. */
export function progressLine(snapshot: FleetSnapshot, usage: Usage, elapsedSeconds: number): string {
  const { playback, link } = snapshot;
  const people = figures({
    coming: snapshot.coming,
    waiting: playback.waiting,
    joining: playback.joining,
    playing: playback.playing,
    rebuffering: playback.rebuffering,
    paused: playback.paused,
    ended: playback.ended,
    failed: playback.failed,
    left: snapshot.left,
  });
  const links = figures({ struggling: link.struggling, lost: link.lost, denied: link.denied });
  const core = `${(usage.coreShare * 100).toFixed(0)} % of a core, late ${usage.lateMs.toFixed(0)} ms`;
  return [`${elapsedSeconds.toFixed(0).padStart(4)} s`, people, links, core]
    .filter((part) => part !== '')
    .join(' | ');
}

/** How it went, a line a figure. */
export function finalReport(snapshot: FleetSnapshot, usage: Usage, elapsedSeconds: number): string {
  const { count, coming, left, playback, link, joins } = snapshot;
  const here = count - coming - left;
  const lines: readonly (readonly [string, string])[] = [
    ['listeners', `${String(count)}, of whom ${String(here)} are here after ${elapsedSeconds.toFixed(0)} s`],
    ['not come yet', String(coming)],
    ['left unheard', String(left)],
    ['playback', figures(playback)],
    ['link', figures(link)],
    [
      'join time',
      joins.p50Seconds === null || joins.p95Seconds === null
        ? 'nobody has heard anything'
        : `p50 ${joins.p50Seconds.toFixed(1)} s, p95 ${joins.p95Seconds.toFixed(1)} s (n ${String(joins.count)})`,
    ],
    [
      'listening ratio',
      snapshot.listeningRatio === null
        ? 'none'
        : `${snapshot.listeningRatio.toFixed(3)} since the first sounds`,
    ],
    [
      'taken',
      `${(usage.coreShare * 100).toFixed(0)} % of a core, ${(usage.memoryBytes / 1e6).toFixed(0)} MB, timers late by ${usage.lateMs.toFixed(0)} ms (p99)`,
    ],
  ];
  return lines.map(([name, value]) => `${name.padEnd(16)} ${value}`).join('\n');
}

/** Those that are not 0: `playing 12, rebuffering 3`. */
function figures(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .flatMap(([name, value]) => (value === 0 ? [] : [`${name} ${String(value)}`]))
    .join(', ');
}
