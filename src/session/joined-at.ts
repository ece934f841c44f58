import type { SessionState } from './audio-session.ts';

/** Where this listener came in: the playhead at the first sound, kept from then on. Null before it. */
export function joinedAtSeconds(
  state: Pick<SessionState, 'joinedAtSeconds' | 'playback' | 'position'>,
): number | null {
  if (state.joinedAtSeconds !== null || state.playback.kind !== 'playing') return state.joinedAtSeconds;
  return state.position.positionSeconds;
}
