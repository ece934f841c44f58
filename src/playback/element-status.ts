/** What a media element says about itself, read all at once. */
export interface ElementFacts {
  readonly paused: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  /** It has sound at the playhead: a seek takes no more than a moment. */
  readonly hasSound?: boolean;
  /** HTMLMediaElement.readyState, 0 to 4. */
  readonly readyState: number;
  /** `played` is not empty, or the playhead has moved. */
  readonly hasMoved: boolean;
  /** The playhead stands where what it has ends, whatever `readyState` says. */
  readonly hasRunDry?: boolean;
}

export type ElementStatus = 'paused' | 'stalled' | 'playing' | 'ended';

/** HTMLMediaElement.HAVE_FUTURE_DATA: the playhead can move. */
const HAVE_FUTURE_DATA = 3;

/**
 * The truth about playback. An element that is not paused and cannot move is stalled, whatever was asked of it.
 * (HTML Standard, "potentially playing".)
 */
export function elementStatus(facts: ElementFacts): ElementStatus {
  if (facts.ended) return 'ended';
  if (facts.paused) return 'paused';
  const isMoment = facts.seeking && facts.hasSound === true;
  if (facts.readyState < HAVE_FUTURE_DATA && !isMoment) return 'stalled';
  if (facts.hasRunDry === true) return 'stalled';
  return facts.hasMoved ? 'playing' : 'stalled';
}

/**
 * Seconds behind what is being said now. The newest listed segment ended at the edge when it appeared; since then
 * the talk has gone on. `null` when there is no edge yet or the talk is over.
 */
export function latencySeconds(facts: {
  readonly edgeSeconds: number | null;
  readonly edgeAtMs: number | null;
  readonly ended: boolean;
  readonly positionSeconds: number;
  readonly nowMs: number;
}): number | null {
  if (facts.ended || facts.edgeSeconds === null || facts.edgeAtMs === null) return null;
  const sinceEdgeSeconds = Math.max(0, facts.nowMs - facts.edgeAtMs) / 1000;
  return Math.max(0, facts.edgeSeconds + sinceEdgeSeconds - facts.positionSeconds);
}
