import type { SessionCommands, SessionState } from './audio-session.ts';
import { isBehindLive } from './usual-latency.ts';

/** The actions of a lock screen, a headset or a keyboard that this page knows (Media Session, MediaSessionAction). */
export const mediaKeys = [
  'play',
  'pause',
  'stop',
  'seekbackward',
  'seekforward',
  'seekto',
  'nexttrack',
] as const;
export type MediaKey = (typeof mediaKeys)[number];

/** A press, as the platform tells it. Seconds. */
export interface KeyPress {
  readonly key: MediaKey;
  /** How far to go, where the platform has an opinion. */
  readonly seekOffset?: number | undefined;
  /** Where to go, in the time that the platform was told. */
  readonly seekTime?: number | undefined;
}

/** What a press asks of the session. */
export type KeyWish =
  | { readonly command: Extract<keyof SessionCommands, 'listen' | 'pause' | 'jumpToLive'> }
  | { readonly command: 'seek'; readonly toSeconds: number };

/** As on the page: a sentence back, a digression on. */
const BACK_SECONDS = 15;
const ON_SECONDS = 30;
/** Less is where one is already. */
const WORTH_A_SEEK_SECONDS = 1;

/** What of the timeline can be gone to, seconds of the media element's timeline. */
export interface SeekSpan {
  readonly fromSeconds: number;
  /** The end of what is over, or where somebody who joins now would hear. */
  readonly toSeconds: number;
}

/** Null while nothing can be heard, and where the engine does not know its past. */
export function seekSpan(state: SessionState): SeekSpan | null {
  const { playback, feed, position, usualLatencySeconds } = state;
  if (!hasSound(playback.kind)) return null;
  if (feed?.seekableFromSeconds == null || feed.edgeSeconds === null) return null;
  const here = position.positionSeconds;
  const aheadSeconds = Math.max(0, (position.latencySeconds ?? 0) - (usualLatencySeconds ?? 0));
  return {
    fromSeconds: Math.min(feed.seekableFromSeconds, here),
    toSeconds: Math.max(here, feed.ended ? feed.edgeSeconds : here + aheadSeconds),
  };
}

/** What this press asks for now; null where it would do nothing, and then the platform need not offer it. */
export function keyWish(state: SessionState, press: KeyPress): KeyWish | null {
  const { kind } = state.playback;
  switch (press.key) {
    case 'play':
      // By the way of the page's own button: it brings back a source that is gone, and begins anew what is over.
      return isOneOf(kind, 'paused', 'blocked', 'ended') ? { command: 'listen' } : null;
    case 'pause':
      return isOneOf(kind, 'playing', 'rebuffering') ? { command: 'pause' } : null;
    case 'stop':
      // Swiped away: what was heard keeps its place, and whoever waits has given up. From pause there is nothing to stop.
      return isOneOf(kind, 'playing', 'rebuffering', 'waiting', 'joining') ? { command: 'pause' } : null;
    case 'nexttrack':
      return hasSound(kind) && isBehindLive(state) ? { command: 'jumpToLive' } : null;
    case 'seekbackward':
      return seekBy(state, -offset(press.seekOffset, BACK_SECONDS));
    case 'seekforward':
      return seekBy(state, offset(press.seekOffset, ON_SECONDS));
    case 'seekto':
      return press.seekTime === undefined || !Number.isFinite(press.seekTime)
        ? null
        : seekTo(state, press.seekTime);
  }
}

/** What there is a use for now: whatever else the platform has a button for, it should not show. */
export function usableKeys(state: SessionState): ReadonlySet<MediaKey> {
  const span = seekSpan(state);
  const somewhere = span === null ? undefined : (span.fromSeconds + span.toSeconds) / 2;
  const isUsable = (key: MediaKey) => keyWish(state, { key, seekTime: somewhere }) !== null;
  // Play and pause are one button: a lock screen that knows only half of it cannot take up what it has paused.
  const isToggle = isUsable('play') || isUsable('pause');
  return new Set(mediaKeys.filter((key) => (key === 'play' || key === 'pause' ? isToggle : isUsable(key))));
}

function offset(asked: number | undefined, usualSeconds: number): number {
  return asked !== undefined && Number.isFinite(asked) && asked > 0 ? asked : usualSeconds;
}

function seekBy(state: SessionState, bySeconds: number): KeyWish | null {
  const span = seekSpan(state);
  if (span === null) return null;
  const here = state.position.positionSeconds;
  const room = bySeconds < 0 ? here - span.fromSeconds : span.toSeconds - here;
  return room < WORTH_A_SEEK_SECONDS ? null : seekTo(state, here + bySeconds);
}

function seekTo(state: SessionState, wantedSeconds: number): KeyWish | null {
  const span = seekSpan(state);
  if (span === null || span.toSeconds - span.fromSeconds < WORTH_A_SEEK_SECONDS) return null;
  // Past the end of the past is live; whoever is there already stays where they are.
  if (wantedSeconds >= span.toSeconds && state.feed?.ended === false)
    return isBehindLive(state) ? { command: 'jumpToLive' } : null;
  return {
    command: 'seek',
    toSeconds: Math.min(span.toSeconds, Math.max(span.fromSeconds, wantedSeconds)),
  };
}

type Kind = SessionState['playback']['kind'];

/** There is a playhead, moving or not. */
function hasSound(kind: Kind): boolean {
  return isOneOf(kind, 'playing', 'rebuffering', 'paused');
}

function isOneOf(kind: Kind, ...kinds: Kind[]): boolean {
  return kinds.includes(kind);
}
