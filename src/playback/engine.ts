import type { CrowdPolicy } from '../feed/crowd-policy.ts';
import type { FeedEvent, FeedSnapshot, StreamProblem } from '../feed/feed-snapshot.ts';

export type { CrowdPolicy } from '../feed/crowd-policy.ts';
export type { Cue, DatedSpan, FeedEvent, FeedPhase, FeedSnapshot, TrackView } from '../feed/feed-snapshot.ts';

/** One way to reach the broadcast: a multivariant (or bare media) playlist. */
export interface Pathway {
  readonly id: string;
  readonly url: string;
}

export type EngineProblem =
  | StreamProblem
  /** The browser has no Media Source Extensions that could play this. */
  | { readonly kind: 'browser-not-supported' }
  /** The player's code could not be fetched from the page's own host. */
  | { readonly kind: 'player-not-loaded' }
  /** The decoder gave up and rebuilding did not help. */
  | { readonly kind: 'media'; readonly message: string };

/** What an engine tells. The element's events are the truth about playback, the feed's about the link. */
export type EngineEvent =
  /** The element began or went on to move its playhead. */
  | { readonly type: 'playing' }
  /** The element wants to play and has nothing to play. */
  | { readonly type: 'stalled' }
  /** The element is paused, whoever asked for it (the page, the lock screen, an unplugged headphone). */
  | { readonly type: 'paused' }
  /** The browser refused to start sound without a gesture. */
  | { readonly type: 'blocked' }
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly problem: EngineProblem }
  /** A decoder or buffer fault that the engine is mending by itself. */
  | { readonly type: 'media-fault'; readonly message: string }
  | { readonly type: 'output'; readonly volume: number; readonly muted: boolean }
  /** The speed that was asked for has brought the listener to live: it is this again. */
  | { readonly type: 'rate'; readonly rate: number }
  | { readonly type: 'feed'; readonly event: FeedEvent };

/** Where the playhead is and what is in hand, in seconds of the media element's timeline. */
export interface EnginePosition {
  readonly positionSeconds: number;
  /** Audio that can be played from here without another byte: appended to the element, or held by the feed. */
  readonly inHandSeconds: number;
  /** Seconds behind what is being said right now; null while unknown. */
  readonly latencySeconds: number | null;
}

/**
 * Plays one broadcast through one media element, from the first press to the end. The session knows engines
 * by this contract only. Calls are commands: what became of them is told by events, never by return values.
 */
export interface Engine {
  /** Call inside the user's gesture, before anything asynchronous: unlocks the element for the whole session. */
  unlock(): void;
  /** Fetches the player's code ahead of time. Idempotent; failures are told only when the code is needed. */
  preload(): void;
  /** Follows these pathways (in order of preference) until `stop`; called again, goes over to others without a break. */
  start(pathways: readonly Pathway[]): void;
  stop(): void;
  play(): void;
  pause(): void;
  /** Goes to the hold-back behind the live edge. */
  jumpToLive(): void;
  /**
   * Goes to this moment (seconds of the media element's timeline), or to the nearest one that can be heard: kept here, or
   * still listed by the origin. What is in hand is heard at once, without a request; what is not is fetched first.
   */
  seek(positionSeconds: number): void;
  /** How fast the listener wants to hear, 0.75 to 2. 1 leaves the pace to the latency policy; at the edge faster than 1 is 1. */
  setRate(rate: number): void;
  /** Another language (`FeedSnapshot.audioTracks`), from the next segment on or sooner; the place is kept. */
  chooseAudio(trackId: string): void;
  /** Follows these captions (`FeedSnapshot.textTracks`), or none. */
  chooseText(trackId: string | null): void;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /** The network came back, or somebody pressed "try now": waits are cut short once, within the origin's Retry-After. */
  hurry(): void;
  setOnline(online: boolean): void;
  /** What the producers ask of everybody, from now on and for every later start; what is heard goes on without a break. */
  setCrowdPolicy(policy: CrowdPolicy): void;
  position(): EnginePosition;
  feed(): FeedSnapshot | null;
  /** Returns a disposer. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  destroy(): void;
}
