import type { FailureKind } from '../network/failure.ts';

/** Why a segment could never be had. */
export type GapReason =
  | 'expired'
  | 'missing'
  | 'declared'
  /** It is there, and the browser cannot make sound of it. */
  | 'undecodable'
  /** The listener has gone past it to be at live: no loss. */
  | 'passed-over';

/** One segment's place on the continuous timeline, as a listener's picture of the broadcast needs it. */
export type SlotState =
  | { readonly kind: 'wanted' }
  /** `fraction` is the share of its bytes that is in hand, 0 when the size is not known yet. */
  | { readonly kind: 'fetching'; readonly fraction: number }
  | { readonly kind: 'held' }
  | { readonly kind: 'gap'; readonly reason: GapReason };

export interface SlotView {
  /** Media sequence number on our own timeline; never goes back. */
  readonly sequence: number;
  /** Seconds on the media element's timeline. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly state: SlotState;
}

interface RenditionView {
  readonly id: string;
  /** BANDWIDTH of the variant, bits per second; null for a bare media playlist. */
  readonly bandwidthBps: number | null;
  readonly codecs: string | null;
}

/** What keeps the feed from a first sound for good until somebody acts. Each has its own sentence. */
export type StreamProblem =
  | { readonly kind: 'not-a-playlist'; readonly url: string }
  | { readonly kind: 'no-audio' }
  | { readonly kind: 'codec-not-supported'; readonly codecs: readonly string[] }
  | { readonly kind: 'denied'; readonly status: number };

/** One of the languages (or versions) that the broadcast can be heard or read in (EXT-X-MEDIA). */
export interface TrackView {
  /** Stable for the life of the feed, whatever pathway or rendition is played. */
  readonly id: string;
  /** NAME, as the author wrote it. */
  readonly name: string;
  /** LANGUAGE, BCP 47; null where the playlist does not say. */
  readonly language: string | null;
  readonly isDefault: boolean;
}

/** Another version of the sound is wanted than the one that is heard. */
interface AudioSwitchView {
  readonly toId: string;
  /** `unavailable`: it cannot be had at present; what was heard goes on, and it is tried again. */
  readonly kind: 'switching' | 'unavailable';
}

/** One cue of the captions. Text is text: markup of the file is gone, and nothing in it can become HTML. */
export interface Cue {
  /** The same cue keeps it when a later segment repeats it. */
  readonly id: string;
  /** Seconds on the media element's timeline. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** From a voice span; null where nobody is named. */
  readonly speaker: string | null;
  readonly text: string;
}

/** What a listener can read along. */
export interface TranscriptView {
  /** In order of time; what has been received so far, within a bound. The same array while nothing changes. */
  readonly cues: readonly Cue[];
  /** Spans of the timeline whose captions could not be had, in order of time. */
  readonly holes: readonly { readonly startSeconds: number; readonly endSeconds: number }[];
  /** There is nothing new to be had for the time being, or nobody is let in; absent while all is well. */
  readonly trouble?: 'failing' | 'denied';
}

export const noTranscript: TranscriptView = { cues: [], holes: [] };

/** A moment or part of the broadcast that its author has marked (EXT-X-DATERANGE). */
export interface DateRangeView {
  readonly id: string;
  /** Seconds on the media element's timeline. */
  readonly startSeconds: number;
  /** Null for a moment, or while it has not ended. */
  readonly endSeconds: number | null;
  /** What to call it, text from outside: bounded in length, without control characters. */
  readonly title: string;
}

/** A piece of the timeline in which the wall clock runs on evenly, by the segments' dates. */
export interface DatedSpan {
  /** Seconds on the media element's timeline. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Wall-clock time of its start, milliseconds since the epoch. */
  readonly startMs: number;
}

export type FeedPhase =
  /** Looking for the multivariant playlist. */
  | { readonly kind: 'locating' }
  /** The origin answers that it is not there yet: a normal state that lasts as long as it must. */
  | { readonly kind: 'not-started' }
  /** Playlists are known, segments are being fetched. */
  | { readonly kind: 'following' }
  /** The last segment is known and in hand. */
  | { readonly kind: 'complete' }
  | { readonly kind: 'stopped'; readonly problem: StreamProblem };

/** A read-only picture of the feed. Times are milliseconds of the injected Clock unless said otherwise. */
export interface FeedSnapshot {
  readonly phase: FeedPhase;
  readonly pathwayId: string | null;
  /** How many pathways are known by now. */
  readonly pathwayCount: number;
  readonly renditions: readonly RenditionView[];
  /** The rendition that segments are asked for in now. */
  readonly renditionId: string | null;
  /** From a minute behind the playhead on, in order of time. What was heard before that may still be kept. */
  readonly slots: readonly SlotView[];
  /** From here on all is listed for the player, in hand or known to be lost, up to what is being fetched; null before the first segment. */
  readonly keptFromSeconds: number | null;
  /** From here on the broadcast can be heard: kept here, or still listed by the origin; null before the first segment. */
  readonly seekableFromSeconds: number | null;
  /** End of the newest segment that the origin has listed, on the media element's timeline; null before the first. */
  readonly edgeSeconds: number | null;
  /** When `edgeSeconds` last grew. */
  readonly edgeAtMs: number | null;
  /** Wall-clock time (ms since the epoch) of media time 0 by PROGRAM-DATE-TIME, where the origin gives it. */
  readonly programStartMs: number | null;
  /** What is known of the timeline's dates, in order; empty where the origin gives none. The same array while nothing changes. */
  readonly datedSpans: readonly DatedSpan[];
  readonly targetDurationSeconds: number | null;
  /** Seconds that could not be had since the feed began. */
  readonly lostSeconds: number;
  /** Measured throughput of media bodies, bits per second; null before the first. */
  readonly throughputBps: number | null;
  /** What the sound can be heard in; empty where there is nothing to choose from. */
  readonly audioTracks: readonly TrackView[];
  /** The one that segments are asked for in now; null where there is nothing to choose from. */
  readonly audioTrackId: string | null;
  /** What has become of a choice that is not heard yet; null when what is heard is what was chosen. */
  readonly audioSwitch: AudioSwitchView | null;
  /** Captions and subtitles that can be read along. */
  readonly textTracks: readonly TrackView[];
  /** The one that is followed; null while nobody reads. */
  readonly textTrackId: string | null;
  readonly transcript: TranscriptView;
  /** In order of time, at most a few hundred; one may have begun before second 0. The same array while nothing changes. */
  readonly dateRanges: readonly DateRangeView[];
  /** Set once the origin has said that no more segments follow. */
  readonly ended: boolean;
}

/** One answer or silence of the origin, told as it happens; the truth about the link. */
export type FeedEvent =
  | {
      readonly type: 'attempt';
      readonly atMs: number;
      readonly pathwayId: string;
      readonly what: Requested;
      readonly url: string;
      readonly attempt: number;
    }
  | {
      readonly type: 'answer';
      readonly atMs: number;
      readonly pathwayId: string;
      readonly what: Requested;
      readonly url: string;
      readonly attempt: number;
      readonly elapsedMs: number;
      readonly bytes: number;
      /** `overtaken`: let go because another attempt for the same bytes was answered first. */
      readonly outcome: 'ok' | 'overtaken' | FailureKind;
      readonly status: number | null;
    }
  /** When the next request may start on this pathway: a time of the Clock, or null when nothing holds it back. */
  | {
      readonly type: 'gate';
      readonly atMs: number;
      readonly pathwayId: string;
      readonly closedUntilMs: number | null;
    }
  /** The playlist of this pathway has not changed for longer than it may. */
  | { readonly type: 'stale'; readonly atMs: number; readonly pathwayId: string }
  | { readonly type: 'changed' };

export type Requested = 'multivariant' | 'media-playlist' | 'init' | 'segment' | 'key' | 'steering';
