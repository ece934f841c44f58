import type { EngineProblem, FeedPhase } from '../playback/engine.ts';

/** The session's view of playback, told by the media element (and, before there is sound, by the feed). */
export type PlaybackState =
  | { readonly kind: 'idle' }
  /** Pressed Listen; the broadcast is not there yet, or admission has not let this listener join it. */
  | { readonly kind: 'waiting' }
  /** The broadcast is there; no sound yet. */
  | { readonly kind: 'joining' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'rebuffering' }
  | { readonly kind: 'paused' }
  /** The browser wants another press before it lets sound out. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly problem: EngineProblem };

export type PlaybackInput =
  /** Somebody pressed Listen (or "try again"). */
  | { readonly type: 'listen' }
  /** Somebody gave up waiting, or the page was told to stop. */
  | { readonly type: 'stop' }
  /** Admission holds this listener back; the engine has been stopped, or was never started. */
  | { readonly type: 'held' }
  /** Admission has let this listener in. */
  | { readonly type: 'admitted' }
  /** What was waited for is over. */
  | { readonly type: 'over' }
  /** `ended`: the origin says that no more follows. */
  | { readonly type: 'feed-phase'; readonly phase: FeedPhase['kind']; readonly ended: boolean }
  | { readonly type: 'playing' }
  | { readonly type: 'stalled' }
  | { readonly type: 'paused' }
  | { readonly type: 'blocked' }
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly problem: EngineProblem };

export const idle: PlaybackState = { kind: 'idle' };

/**
 * The next playback state. Not optimistic: a press leads to `joining` at most; only the element's own events
 * lead to `playing`. Returns the same object when nothing changes.
 */
export function nextPlaybackState(state: PlaybackState, input: PlaybackInput): PlaybackState {
  switch (input.type) {
    case 'listen':
      // From paused and rebuffering the element answers by itself; from the rest the joining begins (again).
      return isOneOf(state, 'idle', 'blocked', 'ended', 'failed') ? { kind: 'joining' } : state;
    case 'stop':
      return state.kind === 'idle' ? state : idle;
    case 'held':
      // Whoever hears is never put out.
      return isOneOf(state, 'joining', 'rebuffering') ? { kind: 'waiting' } : state;
    case 'admitted':
      return state.kind === 'waiting' ? { kind: 'joining' } : state;
    case 'over':
      return state.kind === 'waiting' ? { kind: 'ended' } : state;
    case 'feed-phase':
      if (state.kind === 'joining' && input.phase === 'not-started') return { kind: 'waiting' };
      if (state.kind === 'waiting' && input.phase !== 'not-started') return { kind: 'joining' };
      // The origin has taken its end back: whoever heard it has not left.
      if (state.kind === 'ended' && input.phase === 'following' && !input.ended) return { kind: 'joining' };
      return state;
    case 'playing':
      // From the end too: somebody has gone back.
      return isOneOf(state, 'waiting', 'joining', 'rebuffering', 'paused', 'blocked', 'ended')
        ? { kind: 'playing' }
        : state;
    case 'stalled':
      return isOneOf(state, 'playing', 'paused') ? { kind: 'rebuffering' } : state;
    case 'paused':
      return isOneOf(state, 'playing', 'rebuffering') ? { kind: 'paused' } : state;
    case 'blocked':
      return isOneOf(state, 'waiting', 'joining', 'rebuffering', 'paused') ? { kind: 'blocked' } : state;
    case 'ended':
      return isOneOf(state, 'playing', 'rebuffering', 'paused', 'joining') ? { kind: 'ended' } : state;
    case 'failed':
      return isOneOf(state, 'idle', 'failed', 'ended') ? state : { kind: 'failed', problem: input.problem };
  }
}

function isOneOf(state: PlaybackState, ...kinds: PlaybackState['kind'][]): boolean {
  return kinds.includes(state.kind);
}
