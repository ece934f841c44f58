import type { AttemptMark } from '../session/audio-session.ts';

/** Only a new attempt pulses: not the old ones too whenever they are drawn again at another scale. */
const FRESH_MS = 2500;

export function isFreshKnock({ atMs }: AttemptMark, nowMs: number): boolean {
  return nowMs - atMs < FRESH_MS;
}
