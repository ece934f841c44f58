import type { Span } from './heard.ts';

/** The parts that a listener has missed, and how far they have come with them. */
export interface MissedParts {
  readonly parts: readonly Span[];
  /** Which of them have been heard to the end, by index. */
  readonly heard: ReadonlySet<number>;
}

/** Nearer to the end of a part than this (seconds) is its end: positions are read twice a second. */
const END_SECONDS = 1.5;
/** Between two readings nobody hears more than this (seconds), at twice the speed in a hidden tab. */
const LONGEST_READING_SECONDS = 5;

export function missedParts(parts: readonly Span[]): MissedParts {
  return { parts, heard: new Set() };
}

/** Adds one reading of the playhead. Returns the same object when no part has come to its end by being heard. */
export function hearMissed(missed: MissedParts, beforeSeconds: number, nowSeconds: number): MissedParts {
  const advancedSeconds = nowSeconds - beforeSeconds;
  if (advancedSeconds <= 0 || advancedSeconds > LONGEST_READING_SECONDS) return missed;
  const ended = missed.parts.flatMap(({ endSeconds }, index) =>
    !missed.heard.has(index) && beforeSeconds < endSeconds && nowSeconds >= endSeconds - END_SECONDS
      ? [index]
      : [],
  );
  return ended.length === 0 ? missed : { ...missed, heard: new Set([...missed.heard, ...ended]) };
}

/** The first part that has not been heard yet, other than `except`; null when there is none. */
export function nextMissed({ parts, heard }: MissedParts, except: number | null): number | null {
  const index = parts.findIndex((_, candidate) => candidate !== except && !heard.has(candidate));
  return index < 0 ? null : index;
}

/** The part that the playhead is in; null outside of all. */
export function missedAt({ parts }: MissedParts, positionSeconds: number): number | null {
  const index = parts.findIndex(
    ({ startSeconds, endSeconds }) => positionSeconds >= startSeconds && positionSeconds < endSeconds,
  );
  return index < 0 ? null : index;
}

export function missedSeconds({ parts }: MissedParts): number {
  return parts.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
}
