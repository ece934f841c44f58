import type { failureKindNames } from '../reporting/join-status-report.ts';

/**
 * The figures are two kinds of flat counts, so that a Redis hash can hold them as well as a Map: gauges say how many
 * sessions are something now, counts say what happened within a bucket of five seconds. Names are bounded: nothing in
 * a report becomes one unchecked.
 */
export interface Tally {
  gauge(name: string, by: number): void;
  count(name: string, by: number): void;
  /** The session was meant to be hearing something: it is one of those that the rebuffering ratio rests on. */
  listened(sid: string): void;
}

export const BUCKET_MS = 5000;
export const BUCKETS_A_MINUTE = 60_000 / BUCKET_MS;

export const bucketOf = (wallMs: number): number => Math.floor(wallMs / BUCKET_MS);

/** Counts of a bucket. Times are in milliseconds. */
export const counted = {
  attempts: 'attempts',
  started: 'started',
  startFailures: 'start-failures',
  exits: 'exits',
  listeningMs: 'listening-ms',
  rebufferingMs: 'rebuffering-ms',
} as const;

/** How a session is shown: each is in one of them. */
export const shownStates = [
  'waiting',
  'held',
  'joining',
  'listening',
  'rebuffering',
  'lost',
  'paused',
  'paused-long',
] as const;
export type ShownState = (typeof shownStates)[number];

export const stateGauge = (state: ShownState): string => `state:${state}`;
export const PATHWAY_PREFIX = 'pathway:';
export const RENDITION_PREFIX = 'kbps:';
export const REVISION_PREFIX = 'revision:';
export const JOIN_TIME_PREFIX = 'join:';
const FAILURE_PREFIX = 'failure:';

export type FailureName = (typeof failureKindNames)[number];

/** `failure:overloaded|503|primary`; what is not known is left empty. */
export function failureCount(kind: FailureName, status: number | null, pathway: string | null): string {
  return `${FAILURE_PREFIX}${kind}|${status ?? ''}|${pathway ?? ''}`;
}

export interface CountedFailure {
  readonly kind: FailureName;
  readonly status: number | null;
  readonly pathwayId: string | null;
  readonly count: number;
}

/** The failures among the counts of some buckets. */
export function failuresOf(counts: ReadonlyMap<string, number>): CountedFailure[] {
  const failures: CountedFailure[] = [];
  for (const [name, count] of counts) {
    if (!name.startsWith(FAILURE_PREFIX)) continue;
    const [kind = 'other', status = '', pathway = ''] = name.slice(FAILURE_PREFIX.length).split('|');
    failures.push({
      kind: kind as FailureName,
      status: status === '' ? null : Number(status),
      pathwayId: pathway === '' ? null : pathway,
      count,
    });
  }
  return failures.sort((a, b) => b.count - a.count);
}
