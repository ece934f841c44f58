import type { Figure, JoinStatusReport } from '../reporting/join-status-report.ts';
import { type Judgement, judge, LEAST_N, type Tone } from './judgement.ts';

const nowNames = [
  'waiting',
  'held',
  'joining',
  'listening',
  'rebuffering',
  'lost',
  'paused',
  'concurrent',
] as const;

export interface NowRow {
  readonly name: (typeof nowNames)[number];
  readonly figure: Figure;
}

type MinuteName =
  | 'startAttempts'
  | 'started'
  | 'startFailures'
  | 'exitsBeforeStart'
  | 'joinTimeP50'
  | 'joinTimeP95'
  | 'rebufferingRatio';

export interface MinuteRow {
  readonly name: MinuteName;
  readonly unit: 'listeners' | 'share' | 'seconds';
  /** Null: there was nothing to count. */
  readonly value: number | null;
  readonly before: number | null;
  readonly n: number;
  /** What it is worth; null for what is not judged. */
  readonly tone: Tone | null;
  /** It rests on too little: shown grey. */
  readonly isThin: boolean;
}

export function nowRows({ now }: JoinStatusReport): readonly NowRow[] {
  return nowNames.map((name) => ({ name, figure: now[name] }));
}

/** The figures of the last minute beside those of the minute before. */
export function minuteRows(report: JoinStatusReport): readonly MinuteRow[] {
  const { lastMinute: last, minuteBefore: before } = report;
  const tones = judge(report);
  const hasFewAttempts = last.startAttempts.n < LEAST_N;
  const share = (
    name: 'started' | 'startFailures' | 'exitsBeforeStart' | 'rebufferingRatio',
    tone: keyof Judgement | null,
  ): MinuteRow => ({
    name,
    unit: 'share',
    value: last[name].value,
    before: before[name].value,
    n: last[name].n,
    tone: tone === null ? null : tones[tone],
    isThin: last[name].n < LEAST_N || (name !== 'rebufferingRatio' && hasFewAttempts),
  });
  const joinTime = (name: 'joinTimeP50' | 'joinTimeP95', quantile: 'p50' | 'p95'): MinuteRow => ({
    name,
    unit: 'seconds',
    value: last.joinTimeSeconds[quantile],
    before: before.joinTimeSeconds[quantile],
    n: last.joinTimeSeconds.n,
    tone: quantile === 'p95' ? tones.joinTime : null,
    isThin: last.joinTimeSeconds.n < LEAST_N || hasFewAttempts,
  });
  return [
    {
      name: 'startAttempts',
      unit: 'listeners',
      value: last.startAttempts.value,
      before: before.startAttempts.value,
      n: last.startAttempts.n,
      tone: null,
      isThin: hasFewAttempts,
    },
    share('started', null),
    share('startFailures', 'startFailures'),
    share('exitsBeforeStart', 'exitsBeforeStart'),
    joinTime('joinTimeP50', 'p50'),
    joinTime('joinTimeP95', 'p95'),
    share('rebufferingRatio', 'rebuffering'),
  ];
}
