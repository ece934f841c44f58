import {
  array,
  boolean,
  type InferOutput,
  literal,
  nullable,
  number,
  object,
  picklist,
  record,
  string,
} from 'valibot';

/**
 * What a collector tells producers (`GET /v1/join-status`, and once a second as server-sent events). Numbers of
 * listeners are estimates: sessions that report, divided by the sample rate. `n` is always the number of sessions,
 * or of attempts, that a figure really rests on. Times are ISO 8601 in UTC. Terms are those of DESIGN, Reports.
 */

/** A number of listeners or of events, scaled by the sample rate. */
const figure = object({ value: number(), n: number() });
/** A share of `n`, 0 to 1; null while n is 0. */
const share = object({ value: nullable(number()), n: number() });

const minute = object({
  /** Joins that began: press of Listen, or the end of the waiting. */
  startAttempts: figure,
  /** Of the joins that ended (sound, failure or exit) within the minute. */
  started: share,
  startFailures: share,
  exitsBeforeStart: share,
  /** From the beginning of the join to the first sound, seconds; null while n is 0. */
  joinTimeSeconds: object({ p50: nullable(number()), p95: nullable(number()), n: number() }),
  /** Share of the listening time that was silence; n: sessions that were listening. */
  rebufferingRatio: share,
});

export const failureKindNames = [
  'overloaded',
  'not-found',
  'denied',
  'unreachable',
  'timed-out',
  'stalled',
  'truncated',
  'malformed',
  'media',
  'other',
] as const;

export const joinStatusReportSchema = object({
  version: literal(1),
  /** When this was written. */
  at: string(),
  /** Of when the figures are; older than `at` while the collector cannot reach its store. */
  asOf: string(),
  /** The figures are old: the store cannot be reached. */
  stale: boolean(),
  /** Another value than before: the collector has been restarted. */
  collectorStartedAt: string(),
  broadcastId: nullable(string()),
  revision: number(),
  /** 0 to 1; 0 while reports are off. */
  sampleRate: number(),
  /** Each listener in one of them. `lost`: silent, and the origin out of reach, or not heard of for over a minute. */
  now: object({
    waiting: figure,
    /** Those of `waiting` whom admission has not let join yet. */
    held: figure,
    joining: figure,
    listening: figure,
    rebuffering: figure,
    lost: figure,
    paused: figure,
    /** Waiting and rebuffering included; without those paused or silent for more than five minutes. */
    concurrent: figure,
  }),
  lastMinute: minute,
  minuteBefore: minute,
  /** Failed media requests and fatal errors of the last minute, most frequent first; at most 20. */
  failures: array(
    object({
      kind: picklist(failureKindNames),
      pathwayId: nullable(string()),
      status: nullable(number()),
      count: figure,
    }),
  ),
  /** Sessions by the pathway they follow, in order of size; at most 16, then `other`. */
  pathways: array(object({ id: string(), sessions: figure })),
  /** Sessions by encoded bitrate in kbit/s, lowest first; at most 16. */
  renditions: array(object({ kbps: number(), sessions: figure })),
  /** How many live sessions act on the newest revision of the document. */
  told: object({ sessions: figure, of: figure }),
  /** Since the start of the collector's books: lines taken, lines refused, and why, by name of the reason. */
  intake: object({ accepted: number(), refused: number(), reasons: record(string(), number()) }),
});

export type JoinStatusReport = InferOutput<typeof joinStatusReportSchema>;
export type Figure = InferOutput<typeof figure>;
export type Share = InferOutput<typeof share>;

/** One row of the plots. `GET /v1/join-status/history` gives `recent` (15 minutes, 5 s each) and `evening` (1 min each). */
export const historyRowSchema = object({
  /** End of the interval. */
  at: string(),
  waiting: number(),
  joining: number(),
  listening: number(),
  rebuffering: number(),
  lost: number(),
  startAttempts: number(),
  joinTimeP50Seconds: nullable(number()),
  joinTimeP95Seconds: nullable(number()),
  /** Failures within the interval by kind; kinds without one are left out. */
  failures: record(string(), number()),
});

/** Something a producer did: one line of the log, and a mark on the plots. */
export const actSchema = object({
  at: string(),
  revision: number(),
  /** Fields of the broadcast document that changed. */
  fields: array(string()),
  /** In words, by whoever did it; empty if nothing was said. Text, never HTML. */
  note: string(),
});

export const historySchema = object({
  recent: array(historyRowSchema),
  evening: array(historyRowSchema),
  acts: array(actSchema),
});

export type History = InferOutput<typeof historySchema>;
export type HistoryRow = InferOutput<typeof historyRowSchema>;
export type Act = InferOutput<typeof actSchema>;
