import type { EnginePosition, FeedSnapshot } from '../playback/engine.ts';
import type { Admission } from '../broadcast/admission.ts';
import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { LinkState } from './link-state.ts';
import type { PlaybackState } from './playback-state.ts';
import type { Preferences } from './preferences.ts';

/** Where the broadcast document stands. A page opened with a bare stream URL has none. */
type BroadcastState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'loaded';
      readonly document: BroadcastDocument;
      readonly fetchedAtMs: number;
      /** A copy that this device had kept: its host has not answered yet. */
      readonly kept?: boolean;
    }
  /** Could not be had yet; it is tried again by itself. */
  | { readonly kind: 'unreachable' }
  /** It was read and is wrong; `message` names the field, in English, for whoever publishes it. */
  | { readonly kind: 'malformed'; readonly message: string };

/** A mistake in the page's own address: nothing can be played until it is corrected. */
export interface AddressProblem {
  readonly kind: 'invalid-url' | 'unsupported-scheme' | 'origin-not-allowed';
  readonly url: string;
}

/** Seconds of the media element's timeline. */
export interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

interface Output {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

/** One moment of the link, for the pulse on the line and the details. */
export interface AttemptMark {
  readonly id: number;
  readonly atMs: number;
  readonly outcome: 'pending' | 'ok' | 'failed';
}

/** The feed has left one pathway for another by itself. */
export interface PathwaySwitch {
  readonly fromId: string;
  readonly toId: string;
  readonly atMs: number;
}

/** Everything the pages show is derived from this. Milliseconds are of the session's Clock. */
export interface SessionState {
  readonly playback: PlaybackState;
  readonly link: LinkState;
  readonly broadcast: BroadcastState;
  readonly address: AddressProblem | null;
  /** Whether this listener may join; null while nobody wants to, or the document that says so is not there yet. */
  readonly admission: Admission | null;
  /** What the last press of Listen was for: the replay is another stream. */
  readonly programme: 'live' | 'replay';
  readonly output: Output;
  /** How fast the listener wants to hear, 0.75 to 2. */
  readonly rate: number;
  readonly feed: FeedSnapshot | null;
  /** Where a recording was gone on with by itself; null where it began at its beginning, and for live. Seek to 0 leads there. */
  readonly resumedAtSeconds: number | null;
  /** Of a recording: what this listener has not heard of it, live or since, in order of time; empty where that is not known. */
  readonly missed: readonly TimeSpan[];
  readonly position: EnginePosition;
  /** How far behind live this listener is without anything having gone wrong; null before the first sound. */
  readonly usualLatencySeconds: number | null;
  /** Where the first sound was heard, seconds of the media element's timeline; null before it. */
  readonly joinedAtSeconds: number | null;
  /** The newest one; null if there was none. */
  readonly pathwaySwitch: PathwaySwitch | null;
  /** The newest attempts, oldest first, at most 32. */
  readonly attempts: readonly AttemptMark[];
  /** Attempts since Listen was pressed. */
  readonly attemptCount: number;
  /** Wall clock of the origin or host minus ours, milliseconds; 0 until known. */
  readonly clockOffsetMs: number;
  /** Whether keys work anywhere on the page (WCAG 2.1.4 asks for a way to turn letters off). */
  readonly shortcuts: boolean;
  /** Less data is used than the line would carry: as the browser says, until the listener has chosen. */
  readonly dataSaver: { readonly on: boolean; readonly chosen: boolean };
  /** Dark or light, or as the device has it. */
  readonly theme: Preferences['theme'];
}

/** What a person can ask of a session. Each is an intent; the state changes when the element or the origin answers. */
export interface SessionCommands {
  listen(): void;
  pause(): void;
  /** After a failure or a refusal: one manual try. Also "try now" while waiting. */
  retry(): void;
  jumpToLive(): void;
  /** Seconds of the media element's timeline. */
  seek(positionSeconds: number): void;
  setRate(rate: number): void;
  chooseAudio(trackId: string): void;
  chooseText(trackId: string | null): void;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /**
   * How much of the volume setting is heard, 0 to 1: for a fade, and 1 again after it. The setting stays what it is, on
   * the page and in storage; whoever changes it meanwhile hears it.
   */
  fade(share: number): void;
  setShortcuts(shortcuts: boolean): void;
  setDataSaver(on: boolean): void;
  setTheme(theme: Preferences['theme']): void;
}
