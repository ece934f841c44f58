/** What a screen reader has been told last. */
export interface Spoken {
  readonly words: string;
  /** What it was about: tone, finding, cause. */
  readonly topic: string;
  readonly atMs: number;
}

/** Figures that only move are told this rarely. */
const FIGURES_MS = 60_000;
/** Between two news at least: a sentence takes time to be heard. */
const NEWS_MS = 8_000;

/**
 * What to tell next. News is told soon, figures that only move are told once a minute: the banner changes every second,
 * and nobody can listen to that.
 */
export function nextSpoken(before: Spoken | null, words: string, topic: string, nowMs: number): Spoken {
  if (before === null) return { words, topic, atMs: nowMs };
  const sinceMs = nowMs - before.atMs;
  const isDue = sinceMs >= (before.topic === topic ? FIGURES_MS : NEWS_MS);
  return isDue && before.words !== words ? { words, topic, atMs: nowMs } : before;
}
