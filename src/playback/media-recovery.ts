/** What to do about a fault of the decoder or the buffer. */
export type MediaRecovery =
  /** Re-attach the source; cheap, keeps the playhead. */
  | 'recover'
  /** Throw the player away and build it anew on the same element. */
  | 'rebuild'
  | 'give-up';

/** Faults further apart than this have nothing to do with each other. */
export const FAULT_WINDOW_MS = 60_000;
const REBUILDS = 4;

/** Decides by the times of the earlier faults (milliseconds, any order). */
export function mediaRecovery(faultTimesMs: readonly number[], nowMs: number): MediaRecovery {
  const recent = faultTimesMs.filter((atMs) => nowMs - atMs < FAULT_WINDOW_MS).length;
  if (recent === 0) return 'recover';
  return recent <= REBUILDS ? 'rebuild' : 'give-up';
}

/** One range of HTMLMediaElement.buffered, seconds. */
export interface BufferedRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A decoder may start a few frames after a segment's stated beginning. */
const TOUCHING_SECONDS = 0.1;
/** And an element may stop a few frames before the end of what it has (0.11 s before it, seen in Chromium). */
const STOPS_BEFORE_END_SECONDS = 0.2;

/**
 * Where a stalled playhead should go on when the audio around it can never come: the start of the next buffered
 * range. Null while there is audio right here, or none ahead.
 */
export function holeJump(buffered: readonly BufferedRange[], positionSeconds: number): number | null {
  const here = buffered.some(
    ({ startSeconds, endSeconds }) =>
      startSeconds <= positionSeconds + TOUCHING_SECONDS &&
      endSeconds > positionSeconds + STOPS_BEFORE_END_SECONDS,
  );
  if (here) return null;
  const next = buffered.find(({ startSeconds }) => startSeconds > positionSeconds);
  return next === undefined ? null : next.startSeconds + 0.01;
}
