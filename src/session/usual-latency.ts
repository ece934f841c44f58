import type { SessionState } from './audio-session.ts';

/** A join aims at up to 56 s behind the edge (hls/hold-back.ts) and meets it within two segments; the rest was delay. */
const MOST_AIMED_AT_SECONDS = 56;
const BLUR_TARGET_DURATIONS = 2;

/**
 * The latency (seconds) that needs no remark: where this join landed, read at its first sound and kept. Windows differ,
 * so a fixed figure would call some joins late and never notice how late others have become. Null before the first sound.
 */
export function usualLatencySeconds(
  state: Pick<SessionState, 'usualLatencySeconds' | 'playback' | 'position' | 'feed'>,
): number | null {
  const { playback, position, feed } = state;
  if (state.usualLatencySeconds !== null || playback.kind !== 'playing') return state.usualLatencySeconds;
  if (position.latencySeconds === null) return null;
  const target = feed?.targetDurationSeconds ?? 0;
  return Math.min(position.latencySeconds, MOST_AIMED_AT_SECONDS + BLUR_TARGET_DURATIONS * target);
}

/** A few words more behind live than usual are not worth losing any for. */
const WORTH_A_JUMP_SECONDS = 10;

/** Whether a jump to live is worth offering: the listener is further behind than where the join has put them. */
export function clearlyBehind(latencySeconds: number, usualLatencySeconds: number | null): boolean {
  return usualLatencySeconds !== null && latencySeconds > usualLatencySeconds + WORTH_A_JUMP_SECONDS;
}

/** Whether a jump to live is worth offering now: there is sound, or was, and a later place to hear it from. */
export function isBehindLive({
  playback,
  position: { latencySeconds },
  feed,
  usualLatencySeconds: usual,
}: Pick<SessionState, 'usualLatencySeconds' | 'playback' | 'position' | 'feed'>): boolean {
  if (feed?.ended !== false || latencySeconds === null) return false;
  return playback.kind === 'rebuffering' || clearlyBehind(latencySeconds, usual);
}
