import type { Figure, JoinStatusReport, Share } from '../reporting/join-status-report.ts';

/** How a figure looks. `unsure`: it rests on too little to be judged. */
export type Tone = 'good' | 'strained' | 'bad' | 'unsure';

/** Below it chance speaks louder than the origin: alerts need at least 25 attempts a minute (FACTS, QoE terms). */
export const LEAST_N = 25;

interface Limits {
  /** Up to here it is good. */
  readonly good: number;
  /** Up to here it is strained, above it is bad. */
  readonly strained: number;
}

/** Viewers begin to leave after 2 s, 5.8 % more with each further second (Krishnan and Sitaraman, IMC 2012): at 8 s a third. */
const JOIN_TIME_P95_SECONDS: Limits = { good: 2, strained: 8 };
/** Under 0.5 % goes with 90 % of sessions completed, 0.5 to 1 % with 80 %, 1 % with half (Akamai). */
const REBUFFERING_RATIO: Limits = { good: 0.005, strained: 0.01 };
/** One join in fifty fails on a usual evening (devices, home networks); one in ten is what people begin to post about. */
const START_FAILURES: Limits = { good: 0.02, strained: 0.1 };
/** Some change their mind; when a quarter does, the wait is what drives them away. */
const EXITS_BEFORE_START: Limits = { good: 0.1, strained: 0.25 };
/** Of all that are there: one in a hundred always has a tunnel or a lift; one in ten shares a cause. */
const LOST_SHARE: Limits = { good: 0.02, strained: 0.1 };

function toneOf(value: number | null, n: number, { good, strained }: Limits): Tone {
  if (value === null || n < LEAST_N) return 'unsure';
  if (value <= good) return 'good';
  return value <= strained ? 'strained' : 'bad';
}

/** Each thing that is judged, with its tone. */
export interface Judgement {
  readonly startFailures: Tone;
  readonly exitsBeforeStart: Tone;
  readonly joinTime: Tone;
  readonly rebuffering: Tone;
  readonly lost: Tone;
}

/** Listeners that are lost, of those that want to hear. */
export function lostShare({ now }: JoinStatusReport): Share {
  const there: readonly Figure[] = [now.joining, now.listening, now.rebuffering, now.lost];
  const sum = there.reduce((total, { value }) => total + value, 0);
  const n = there.reduce((total, figure) => total + figure.n, 0);
  return { value: sum === 0 ? null : now.lost.value / sum, n };
}

/**
 * What the last minute's figures are worth. What is about joins needs `LEAST_N` attempts in the minute; what is about
 * those who listen needs as many sessions.
 */
export function judge(report: JoinStatusReport): Judgement {
  const { startAttempts, startFailures, exitsBeforeStart, joinTimeSeconds, rebufferingRatio } =
    report.lastMinute;
  const ofJoins = (value: number | null, n: number, limits: Limits): Tone =>
    startAttempts.n < LEAST_N ? 'unsure' : toneOf(value, n, limits);
  const lost = lostShare(report);
  return {
    startFailures: ofJoins(startFailures.value, startFailures.n, START_FAILURES),
    exitsBeforeStart: ofJoins(exitsBeforeStart.value, exitsBeforeStart.n, EXITS_BEFORE_START),
    joinTime: ofJoins(joinTimeSeconds.p95, joinTimeSeconds.n, JOIN_TIME_P95_SECONDS),
    rebuffering: toneOf(rebufferingRatio.value, rebufferingRatio.n, REBUFFERING_RATIO),
    lost: toneOf(lost.value, lost.n, LOST_SHARE),
  };
}
