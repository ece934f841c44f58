import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { Figure, HistoryRow, JoinStatusReport, Share } from '../reporting/join-status-report.ts';
import { joinTimes } from './join-time-histogram.ts';
import { OTHER_PATHWAY } from './names.ts';
import {
  counted,
  failuresOf,
  PATHWAY_PREFIX,
  RENDITION_PREFIX,
  REVISION_PREFIX,
  type ShownState,
  shownStates,
  stateGauge,
} from './tally.ts';

type Counts = ReadonlyMap<string, number>;

/** What the books say at one moment. */
export interface Books {
  /** Milliseconds since the epoch. */
  readonly asOfMs: number;
  readonly startedAtMs: number;
  readonly gauges: Counts;
  /** The present five seconds and the eleven steps before: 55 to 60 s. */
  readonly lastMinute: Counts;
  readonly minuteBefore: Counts;
  readonly listenedLastMinute: number;
  readonly listenedMinuteBefore: number;
  readonly intake: Counts;
}

const MAX_FAILURES = 20;
const MAX_PATHWAYS = 16;
const MAX_RENDITIONS = 16;

/** Share of the sessions that report; 0 while reports are off (DESIGN, The broadcast document). */
export function sampleRateOf(document: BroadcastDocument | null): number {
  return document === null || (document.degrade ?? 0) >= 1 ? 0 : (document.reports?.sampleRate ?? 0);
}

/** What producers are told. Pure; `stale` and `atMs` are of the moment that it is sent. */
export function joinStatusReport(
  books: Books,
  document: BroadcastDocument | null,
  { atMs, stale }: { readonly atMs: number; readonly stale: boolean },
): JoinStatusReport {
  const sampleRate = sampleRateOf(document);
  const figure = scaledBy(sampleRate);
  const { gauges, lastMinute, minuteBefore } = books;
  const inState = (...states: readonly ShownState[]) =>
    states.reduce((sum, state) => sum + Math.max(0, gauges.get(stateGauge(state)) ?? 0), 0);
  const reasons = Object.fromEntries([...books.intake].filter(([name]) => name !== 'accepted'));
  const revision = document?.revision ?? 0;
  return {
    version: 1,
    at: iso(atMs),
    asOf: iso(books.asOfMs),
    stale,
    collectorStartedAt: iso(books.startedAtMs),
    broadcastId: document?.id ?? null,
    revision,
    sampleRate,
    now: {
      waiting: figure(inState('waiting', 'held')),
      held: figure(inState('held')),
      joining: figure(inState('joining')),
      listening: figure(inState('listening')),
      rebuffering: figure(inState('rebuffering')),
      lost: figure(inState('lost')),
      paused: figure(inState('paused', 'paused-long')),
      concurrent: figure(inState(...shownStates.filter((state) => state !== 'paused-long'))),
    },
    lastMinute: minuteFigures(lastMinute, books.listenedLastMinute, figure),
    minuteBefore: minuteFigures(minuteBefore, books.listenedMinuteBefore, figure),
    failures: failuresOf(lastMinute)
      .slice(0, MAX_FAILURES)
      .map(({ kind, pathwayId, status, count }) => ({ kind, pathwayId, status, count: figure(count) })),
    pathways: pathwayFigures(gauges, figure),
    renditions: named(gauges, RENDITION_PREFIX)
      .map(([kbps, n]) => ({ kbps: Number(kbps), sessions: figure(n) }))
      .sort((a, b) => a.kbps - b.kbps)
      .slice(0, MAX_RENDITIONS),
    told: {
      sessions: figure(Math.max(0, gauges.get(`${REVISION_PREFIX}${revision}`) ?? 0)),
      // One for every session that talks to us, `-1` where it does not say which it has.
      of: figure(named(gauges, REVISION_PREFIX).reduce((sum, [, n]) => sum + n, 0)),
    },
    intake: {
      accepted: books.intake.get('accepted') ?? 0,
      refused: Object.values(reasons).reduce((sum, count) => sum + count, 0),
      reasons,
    },
  };
}

/** One row of the plots: the gauges at the end of an interval and the counts within it, scaled. */
export function historyRow(
  endMs: number,
  gauges: Counts,
  counts: Counts,
  document: BroadcastDocument | null,
): HistoryRow {
  const scaled = (n: number) => scaledBy(sampleRateOf(document))(n).value;
  const now = (...states: readonly ShownState[]) =>
    scaled(states.reduce((sum, state) => sum + Math.max(0, gauges.get(stateGauge(state)) ?? 0), 0));
  const [p50 = null, p95 = null] = joinTimes(counts, [0.5, 0.95]).seconds;
  const failures: Record<string, number> = {};
  for (const { kind, count } of failuresOf(counts)) failures[kind] = (failures[kind] ?? 0) + scaled(count);
  return {
    at: iso(endMs),
    waiting: now('waiting', 'held'),
    joining: now('joining'),
    listening: now('listening'),
    rebuffering: now('rebuffering'),
    lost: now('lost'),
    startAttempts: scaled(counts.get(counted.attempts) ?? 0),
    joinTimeP50Seconds: p50,
    joinTimeP95Seconds: p95,
    failures,
  };
}

function scaledBy(sampleRate: number): (n: number) => Figure {
  return (n) => ({ value: Math.round(sampleRate > 0 ? n / sampleRate : n), n });
}

function minuteFigures(counts: Counts, listened: number, figure: (n: number) => Figure) {
  const of = (name: string) => counts.get(name) ?? 0;
  const ended = of(counted.started) + of(counted.startFailures) + of(counted.exits);
  const share = (part: number, whole: number, n: number): Share => ({
    value: whole === 0 ? null : part / whole,
    n,
  });
  const { n, seconds } = joinTimes(counts, [0.5, 0.95]);
  const [p50 = null, p95 = null] = seconds;
  const silentMs = of(counted.rebufferingMs);
  const listenedMs = silentMs + of(counted.listeningMs);
  return {
    startAttempts: figure(of(counted.attempts)),
    started: share(of(counted.started), ended, ended),
    startFailures: share(of(counted.startFailures), ended, ended),
    exitsBeforeStart: share(of(counted.exits), ended, ended),
    joinTimeSeconds: { p50, p95, n },
    rebufferingRatio: share(silentMs, listenedMs, listenedMs === 0 ? 0 : listened),
  };
}

/** Gauges of one kind that are above zero, largest first. */
function named(gauges: Counts, prefix: string): [name: string, n: number][] {
  return [...gauges]
    .filter(([name, n]) => name.startsWith(prefix) && n > 0)
    .map(([name, n]): [string, number] => [name.slice(prefix.length), n])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Several collectors may know sixteen different ones each: the smallest join the others. */
function pathwayFigures(gauges: Counts, figure: (n: number) => Figure) {
  const all = named(gauges, PATHWAY_PREFIX);
  const shown = all.filter(([id]) => id !== OTHER_PATHWAY).slice(0, MAX_PATHWAYS);
  const others = all.reduce((sum, [, n]) => sum + n, 0) - shown.reduce((sum, [, n]) => sum + n, 0);
  return [...shown, ...(others > 0 ? [[OTHER_PATHWAY, others] as const] : [])].map(([id, n]) => ({
    id,
    sessions: figure(n),
  }));
}

function iso(wallMs: number): string {
  return new Date(wallMs).toISOString();
}
