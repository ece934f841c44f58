import type { FaultEntry } from './scenario.ts';

/** When an entry strikes: from, to, and within that perhaps only for a part of each turn. */
type Period = Pick<FaultEntry, 'fromSeconds' | 'toSeconds' | 'cycle'>;

export function isActive(period: Period, elapsedSeconds: number): boolean {
  return activeForMs(period, elapsedSeconds) > 0;
}

/** How much longer an entry lasts, in milliseconds: 0 while it is not active, Infinity for good. */
export function activeForMs({ fromSeconds, toSeconds, cycle }: Period, elapsedSeconds: number): number {
  const end = toSeconds ?? Infinity;
  if (elapsedSeconds < fromSeconds || elapsedSeconds >= end) return 0;
  if (cycle === undefined) return (end - elapsedSeconds) * 1000;
  const { everySeconds, forSeconds, offsetSeconds = 0 } = cycle;
  const since = elapsedSeconds - fromSeconds - offsetSeconds;
  if (since < 0) return 0;
  const left = forSeconds - (since % everySeconds);
  return Math.max(0, Math.min(left, end - elapsedSeconds)) * 1000;
}

/** The second at which it strikes next, `elapsedSeconds` or later; null: never again. */
export function nextActive(period: Period, elapsedSeconds: number): number | null {
  if (isActive(period, elapsedSeconds)) return elapsedSeconds;
  const { fromSeconds, toSeconds = Infinity, cycle } = period;
  if (elapsedSeconds >= toSeconds) return null;
  const first = fromSeconds + (cycle?.offsetSeconds ?? 0);
  if (elapsedSeconds < first) return first < toSeconds ? first : null;
  if (cycle === undefined) return null;
  const turns = Math.floor((elapsedSeconds - first) / cycle.everySeconds) + 1;
  const next = first + turns * cycle.everySeconds;
  return next < toSeconds ? next : null;
}
