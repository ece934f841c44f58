import type { Figure, History, JoinStatusReport, Share } from '../../src/reporting/join-status-report.ts';

/** Listeners of a broadcast that samples one in a hundred. */
export const figure = (value: number, n: number = Math.round(value / 100)): Figure => ({ value, n });
export const share = (value: number | null, n: number): Share => ({ value, n });

export const REPORT_AT = '2026-11-23T20:44:00.000Z';

export interface ReportChanges {
  readonly report?: Partial<JoinStatusReport>;
  readonly now?: Partial<JoinStatusReport['now']>;
  readonly lastMinute?: Partial<JoinStatusReport['lastMinute']>;
  readonly minuteBefore?: Partial<JoinStatusReport['minuteBefore']>;
}

const calmMinute: JoinStatusReport['lastMinute'] = {
  startAttempts: figure(8_400),
  started: share(0.985, 83),
  startFailures: share(0.004, 83),
  exitsBeforeStart: share(0.011, 83),
  joinTimeSeconds: { p50: 0.9, p95: 1.7, n: 82 },
  rebufferingRatio: share(0.0013, 4118),
};

/** A calm evening, with changes. */
export function reportOf({ report, now, lastMinute, minuteBefore }: ReportChanges = {}): JoinStatusReport {
  return {
    version: 1,
    at: REPORT_AT,
    asOf: REPORT_AT,
    stale: false,
    collectorStartedAt: '2026-11-23T18:00:00.000Z',
    broadcastId: 'evening',
    revision: 7,
    sampleRate: 0.01,
    now: {
      waiting: figure(1_200),
      held: figure(0),
      joining: figure(800),
      listening: figure(411_800),
      rebuffering: figure(500),
      lost: figure(900),
      paused: figure(2_100),
      concurrent: figure(414_100),
      ...now,
    },
    lastMinute: { ...calmMinute, ...lastMinute },
    minuteBefore: { ...calmMinute, startAttempts: figure(8_100), ...minuteBefore },
    failures: [{ kind: 'timed-out', pathwayId: 'a', status: null, count: figure(300) }],
    pathways: [
      { id: 'a', sessions: figure(391_200) },
      { id: 'b', sessions: figure(21_900) },
    ],
    renditions: [
      { kbps: 48, sessions: figure(12_400) },
      { kbps: 96, sessions: figure(398_700) },
    ],
    told: { sessions: figure(414_100), of: figure(414_100) },
    intake: { accepted: 1_204_331, refused: 12, reasons: { type: 12 } },
    ...report,
  };
}

/** The first minutes of an evening that too many want to hear. */
export function chokedReport(changes: ReportChanges = {}): JoinStatusReport {
  return reportOf({
    ...changes,
    now: {
      waiting: figure(103_000),
      held: figure(61_000),
      joining: figure(58_200),
      listening: figure(41_200),
      rebuffering: figure(9_700),
      lost: figure(6_100),
      paused: figure(300),
      concurrent: figure(218_200),
      ...changes.now,
    },
    lastMinute: {
      startAttempts: figure(94_000),
      started: share(0.44, 812),
      startFailures: share(0.38, 812),
      exitsBeforeStart: share(0.18, 812),
      joinTimeSeconds: { p50: 11.4, p95: 38.2, n: 357 },
      rebufferingRatio: share(0.064, 509),
      ...changes.lastMinute,
    },
    minuteBefore: {
      startAttempts: figure(31_000),
      started: share(0.79, 301),
      startFailures: share(0.12, 301),
      exitsBeforeStart: share(0.09, 301),
      joinTimeSeconds: { p50: 3.1, p95: 12.6, n: 238 },
      rebufferingRatio: share(0.011, 260),
      ...changes.minuteBefore,
    },
    report: {
      failures: [
        { kind: 'overloaded', pathwayId: 'a', status: 503, count: figure(141_000) },
        { kind: 'timed-out', pathwayId: 'a', status: null, count: figure(32_500) },
        { kind: 'unreachable', pathwayId: 'b', status: null, count: figure(8_100) },
        { kind: 'overloaded', pathwayId: 'b', status: 429, count: figure(2_900) },
        { kind: 'malformed', pathwayId: null, status: 200, count: figure(700) },
      ],
      pathways: [
        { id: 'a', sessions: figure(98_700) },
        { id: 'b', sessions: figure(16_300) },
      ],
      renditions: [
        { kbps: 48, sessions: figure(47_100) },
        { kbps: 96, sessions: figure(3_800) },
      ],
      told: { sessions: figure(151_300), of: figure(218_200) },
      ...changes.report,
    },
  });
}

/** A history of an evening that choked at its start. */
export function historyOf(endAt: string = REPORT_AT): History {
  const endMs = Date.parse(endAt);
  const row = (agoMs: number): History['recent'][number] => {
    const minutes = 44 - agoMs / 60_000;
    // Two minutes of rush at 20:42, and what is left of it.
    const rush = Math.exp(-(((minutes - 42.6) / 0.9) ** 2));
    const isOn = minutes > 42;
    const wave = Math.sin(minutes * 9.1) + Math.sin(minutes * 3.7);
    const crowd = minutes < 0 ? 8_000 + (minutes + 60) * 300 : 60_000 + minutes * 2_600;
    const joined = isOn ? Math.min(1, (minutes - 42) / 2.4) : 0;
    return {
      at: new Date(endMs - agoMs).toISOString(),
      waiting: Math.round(crowd * (1 - joined) * (0.97 + 0.01 * wave)),
      joining: Math.round(isOn ? 60_000 * rush : 120),
      listening: Math.round(crowd * joined * 0.55),
      rebuffering: Math.round(isOn ? 14_000 * rush : 0),
      lost: Math.round(isOn ? 5_000 * rush + 400 : 60),
      startAttempts: Math.round(isOn ? 8_000 * rush + 500 : 6 + 2 * wave),
      joinTimeP50Seconds: isOn ? 0.9 + 11 * rush : null,
      joinTimeP95Seconds: isOn ? 1.7 + 37 * rush : null,
      failures: isOn
        ? {
            overloaded: Math.round(12_000 * rush),
            'timed-out': Math.round(3_000 * rush + 40),
            unreachable: Math.round(900 * rush),
          }
        : {},
    };
  };
  return {
    recent: Array.from({ length: 180 }, (_, index) => row((179 - index) * 5_000)),
    evening: Array.from({ length: 104 }, (_, index) => row((103 - index) * 60_000)),
    acts: [
      {
        at: new Date(endMs - 26 * 60_000).toISOString(),
        revision: 5,
        fields: ['state', 'announcements'],
        note: 'Said that it will be late',
      },
      { at: new Date(endMs - 110_000).toISOString(), revision: 6, fields: ['state'], note: '' },
      {
        at: new Date(endMs - 60_000).toISOString(),
        revision: 7,
        fields: ['admission'],
        note: 'The lines of north are full',
      },
    ],
  };
}
