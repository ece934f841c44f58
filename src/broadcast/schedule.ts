import type { BroadcastDocument } from './broadcast-document.ts';

export type BroadcastPhase = 'scheduled' | 'late' | 'live' | 'ended';

/**
 * Where the broadcast stands. `wallNowMs` is the host's wall clock, milliseconds since the epoch. A document that
 * still says "scheduled" when its time has come is late, whether or not anybody has found the time to say so; what
 * producers say of the rest stands.
 */
export function broadcastPhase(
  document: Pick<BroadcastDocument, 'state' | 'scheduledStart'>,
  wallNowMs: number,
): BroadcastPhase {
  if (document.state !== 'scheduled') return document.state;
  return secondsToStart(document, wallNowMs) > 0 ? 'scheduled' : 'late';
}

/** Seconds until the announced start; negative by how late it is. `wallNowMs` as above. */
export function secondsToStart(
  document: Pick<BroadcastDocument, 'scheduledStart'>,
  wallNowMs: number,
): number {
  return (Date.parse(document.scheduledStart) - wallNowMs) / 1000;
}
