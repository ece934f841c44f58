import type { JoinStatusReport } from '../reporting/join-status-report.ts';
import { LEAST_N } from './judgement.ts';

type Measure = 'startAttempts' | 'startFailures' | 'exitsBeforeStart' | 'joinTimeP95' | 'rebufferingRatio';

/** A figure that moved in the last minute. Shares are 0 to 1, times seconds. */
export interface MinuteChange {
  readonly measure: Measure;
  readonly before: number;
  readonly after: number;
}

/** Attempts come in bursts: less than a fifth is the usual coming and going. */
const LEAST_GROWTH = 0.2;
const LEAST_SHARE_STEP = 0.02;
const LEAST_RATIO_STEP = 0.002;
const LEAST_SECONDS_STEP = 0.5;
/** More than three at once are one: "everything has changed". */
const MAX_CHANGES = 3;

/** What has changed between the last two whole minutes, the most telling first; only what both minutes have enough of. */
export function changesOfTheMinute({ lastMinute, minuteBefore }: JoinStatusReport): readonly MinuteChange[] {
  const changes: MinuteChange[] = [];
  const compare = (
    measure: Measure,
    before: { readonly value: number | null; readonly n: number },
    after: { readonly value: number | null; readonly n: number },
    leastStep: number,
    least: (one: number, other: number) => number = Math.min,
  ) => {
    if (before.value === null || after.value === null || least(before.n, after.n) < LEAST_N) return;
    if (Math.abs(after.value - before.value) < leastStep) return;
    changes.push({ measure, before: before.value, after: after.value });
  };
  const p95 = ({ joinTimeSeconds: { p95: value, n } }: typeof lastMinute) => ({ value, n });
  compare('startFailures', minuteBefore.startFailures, lastMinute.startFailures, LEAST_SHARE_STEP);
  compare('rebufferingRatio', minuteBefore.rebufferingRatio, lastMinute.rebufferingRatio, LEAST_RATIO_STEP);
  compare('joinTimeP95', p95(minuteBefore), p95(lastMinute), LEAST_SECONDS_STEP);
  compare('exitsBeforeStart', minuteBefore.exitsBeforeStart, lastMinute.exitsBeforeStart, LEAST_SHARE_STEP);
  // A rush that comes out of silence is a change as well.
  compare(
    'startAttempts',
    minuteBefore.startAttempts,
    lastMinute.startAttempts,
    Math.max(minuteBefore.startAttempts.value, lastMinute.startAttempts.value) * LEAST_GROWTH,
    Math.max,
  );
  return changes.slice(0, MAX_CHANGES);
}
