import { isSampled } from '../reporting/sampling.ts';
import type { EngineProblem, FeedEvent } from '../playback/engine.ts';
import type { PlayerState, ReportEvent } from '../reporting/report.ts';
import type { SessionState } from './audio-session.ts';
import type { PlaybackState } from './playback-state.ts';

/** Where this listener's reports go; null when none are wanted. `ticket` is uniform in [0, 1). */
export function reportsUrl(broadcast: SessionState['broadcast'], ticket: number): string | null {
  if (broadcast.kind !== 'loaded') return null;
  const { reports, degrade = 0 } = broadcast.document;
  const wanted = reports !== undefined && degrade < 1 && isSampled(ticket, reports.sampleRate);
  return wanted ? reports.url : null;
}

/**
 * Playback as CMCD has it (DESIGN, Reports). A page on which nobody has pressed Listen has nothing to tell: null. To
 * stop before the sound, or after it, is to quit. What the browser holds back until somebody presses is paused.
 */
export function playerState(playback: PlaybackState['kind'], before: PlayerState | null): PlayerState | null {
  switch (playback) {
    case 'idle':
      return before === null ? null : 'q';
    case 'waiting':
      return 'w';
    case 'joining':
      return 's';
    case 'playing':
      return 'p';
    case 'rebuffering':
      return 'r';
    case 'paused':
    case 'blocked':
      return 'a';
    case 'ended':
      return 'e';
    case 'failed':
      return 'f';
  }
}

/** What a change of playback tells besides the state itself. Milliseconds of the Clock, or of durations. */
export interface PlaybackMarks {
  readonly kind: PlaybackState['kind'];
  readonly sinceMs: number;
  /** From the beginning of the join to the first sound of this page; null before that. */
  readonly joinTimeMs: number | null;
}

/**
 * The marks after a change of playback, and the length of the rebuffering that has ended with it. A join begins with
 * the press, with the end of the waiting, or with the press that a browser asked for; the first one that ends in sound
 * counts.
 */
export function nextMarks(
  marks: PlaybackMarks,
  kind: PlaybackState['kind'],
  atMs: number,
): { readonly marks: PlaybackMarks; readonly starvedMs: number | null } {
  if (kind === marks.kind) return { marks, starvedMs: null };
  const lastedMs = atMs - marks.sinceMs;
  const isFirstSound = marks.joinTimeMs === null && marks.kind === 'joining' && kind === 'playing';
  return {
    marks: { kind, sinceMs: atMs, joinTimeMs: isFirstSound ? lastedMs : marks.joinTimeMs },
    starvedMs: marks.kind === 'rebuffering' ? lastedMs : null,
  };
}

/** A failure that ends the session until somebody acts, as it is reported. */
export function problemEvent({ kind }: EngineProblem): Extract<ReportEvent, { kind: 'e' }> {
  return { kind: 'e', code: kind, failure: PROBLEM_FAILURES[kind] };
}

const PROBLEM_FAILURES = {
  'not-a-playlist': 'malformed',
  'no-audio': 'malformed',
  'codec-not-supported': 'media',
  denied: 'denied',
  'browser-not-supported': 'other',
  'player-not-loaded': 'other',
  media: 'media',
} as const satisfies Record<EngineProblem['kind'], Extract<ReportEvent, { kind: 'e' }>['failure']>;

/**
 * A failed media request as it is reported, null for one that has not failed: whoever was overtaken, and the 404 that
 * is an origin's honest answer before the broadcast begins. There are never many: the retry budget bounds them.
 */
export function responseEvent(
  answer: Extract<FeedEvent, { type: 'answer' }>,
  feed: SessionState['feed'],
): Extract<ReportEvent, { kind: 'rr' }> | null {
  const { outcome, url, status, elapsedMs } = answer;
  if (outcome === 'ok' || outcome === 'overtaken') return null;
  const phase = feed?.phase.kind ?? 'locating';
  if (outcome === 'not-found' && (phase === 'locating' || phase === 'not-started')) return null;
  return { kind: 'rr', url, status, elapsedMs, failure: outcome };
}

/**
 * Whether the line is free for reports. Where the collector shares an origin with a pathway, sound goes first: nothing
 * is sent there while the link is in trouble. Offline there is no line.
 */
export function maySendReports({ link, broadcast }: SessionState, url: string): boolean {
  if (link.kind === 'offline') return false;
  if (link.kind === 'steady' || broadcast.kind !== 'loaded') return true;
  const { origin } = new URL(url);
  return !broadcast.document.pathways.some((pathway) => new URL(pathway.url).origin === origin);
}
