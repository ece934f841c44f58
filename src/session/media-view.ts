import type { SessionState } from './audio-session.ts';

/** A name, the same in every language: what the lock screen shows of a broadcast that has not told its own. */
const UNTITLED = 'Holdline';

/** What the lock screen says of the broadcast. */
export interface MediaWords {
  readonly title: string;
  readonly artist: string;
  /** http(s) only, by the document's schema; null where the page's own icons stand for it. */
  readonly artworkUrl: string | null;
}

/** Null while nobody wants to hear. */
export function mediaWords({ playback, broadcast }: SessionState): MediaWords | null {
  if (playback.kind === 'idle' || playback.kind === 'failed') return null;
  const document = broadcast.kind === 'loaded' ? broadcast.document : null;
  return {
    title: document?.title ?? UNTITLED,
    artist: document?.host ?? '',
    artworkUrl: document?.artwork ?? null,
  };
}

/**
 * What the platform shows as running. "Playing" is who wants to hear and has nothing to press: in a silence, and while
 * it is waited, too. Shown as paused it would offer "play" where there is nothing to start, and Android would let the
 * notification, and with it the page, go.
 */
export function mediaPlayback({ playback: { kind } }: SessionState): MediaSessionPlaybackState {
  switch (kind) {
    case 'waiting':
    case 'joining':
    case 'playing':
    case 'rebuffering':
      return 'playing';
    case 'paused':
    case 'blocked':
      return 'paused';
    case 'idle':
    case 'ended':
    case 'failed':
      return 'none';
  }
}

/** What the platform is told of time (MediaPositionState). Seconds. */
export interface MediaPosition {
  /** The moment of the media element's timeline that is its zero. */
  readonly originSeconds: number;
  /** Infinity for what goes on. */
  readonly durationSeconds: number;
  /** From the origin; never negative, never beyond the duration. */
  readonly positionSeconds: number;
  readonly rate: number;
}

/**
 * Null while there is no sound to be anywhere in. `endless`: the platform takes an infinite duration; where it does not,
 * live is what can be heard of it.
 */
export function mediaPosition(state: SessionState, endless: boolean): MediaPosition | null {
  const { playback, feed, position, rate } = state;
  if (playback.kind !== 'playing' && playback.kind !== 'rebuffering' && playback.kind !== 'paused')
    return null;
  const here = Math.max(0, position.positionSeconds);
  if (endless && feed?.ended !== true)
    return { originSeconds: 0, durationSeconds: Infinity, positionSeconds: here, rate };
  const fromSeconds = feed?.seekableFromSeconds ?? null;
  const edgeSeconds = feed?.edgeSeconds ?? null;
  if (fromSeconds === null || edgeSeconds === null) return null;
  const originSeconds = Math.min(fromSeconds, here);
  return {
    originSeconds,
    durationSeconds: Math.max(edgeSeconds, here) - originSeconds,
    positionSeconds: here - originSeconds,
    rate,
  };
}

/** The platform counts on by itself; what differs from its count by more than this is told. */
const DRIFT_SECONDS = 2;

/** What was told last, and when (milliseconds of the Clock). */
export interface ToldPosition {
  readonly position: MediaPosition | null;
  readonly atMs: number;
  readonly running: boolean;
}

/** Whether the platform counts wrongly by now, and has to be told again. */
export function hasMovedOn(
  told: ToldPosition,
  next: MediaPosition | null,
  nowMs: number,
  running: boolean,
): boolean {
  const before = told.position;
  if (before === null || next === null) return before !== next;
  if (running !== told.running || before.rate !== next.rate) return true;
  if (before.durationSeconds !== next.durationSeconds || before.originSeconds !== next.originSeconds)
    return true;
  const countedSeconds = told.running ? ((nowMs - told.atMs) / 1000) * before.rate : 0;
  return Math.abs(before.positionSeconds + countedSeconds - next.positionSeconds) > DRIFT_SECONDS;
}
