import type { FailureKind } from '../network/failure.ts';
import type { FeedEvent, FeedSnapshot } from '../playback/engine.ts';
import type { SessionState } from './audio-session.ts';
import { inTrouble } from './link-state.ts';

type Answer = Extract<FeedEvent, { type: 'answer' }>;
type Broadcast = SessionState['broadcast'];

/** One thing that has changed. `atMs` is of the session's Clock. */
export type Moment = { readonly atMs: number } & (
  | {
      readonly kind: 'playback';
      readonly to: SessionState['playback']['kind'];
      /** What it has failed for. */
      readonly problem: string | null;
    }
  | {
      readonly kind: 'link';
      readonly to: SessionState['link']['kind'];
      readonly failure: FailureKind | 'stale' | null;
    }
  | { readonly kind: 'admission'; readonly to: NonNullable<SessionState['admission']>['kind'] }
  | { readonly kind: 'broadcast'; readonly to: ProgrammeState }
  | { readonly kind: 'pathway'; readonly from: string; readonly to: string }
  | { readonly kind: 'rendition'; readonly bandwidthBps: number | null }
  /** So many seconds could not be had. */
  | { readonly kind: 'lost'; readonly seconds: number }
  /** Whether anything can come out of the loudspeaker, as far as the page decides it. */
  | { readonly kind: 'output'; readonly audible: boolean }
  | { readonly kind: 'media-fault'; readonly message: string }
);

/** The document's own word for the broadcast, or why there is none. */
type ProgrammeState =
  Exclude<Broadcast['kind'], 'loaded'> | Extract<Broadcast, { kind: 'loaded' }>['document']['state'];

/** What has become of the requests on one pathway. */
export interface PathwayTally {
  readonly id: string;
  readonly asked: number;
  readonly ok: number;
  readonly failed: number;
  readonly lastOkAtMs: number | null;
  readonly lastFailedAtMs: number | null;
}

/** Requests that have failed in the same way. */
export interface FailureTally {
  readonly pathwayId: string;
  readonly what: Answer['what'];
  readonly failure: FailureKind;
  readonly status: number | null;
  readonly count: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** The newest one's address, as it was asked for: not to be told to anybody. */
  readonly url: string;
}

/**
 * What one session has met so far, bounded: for "Why is it silent?" and for the report. Names and addresses are those of
 * the origin and may carry a token: whoever tells them to anybody reduces them first.
 */
export interface History {
  /** When the page began to look. */
  readonly beganAtMs: number;
  /** Oldest first. */
  readonly moments: readonly Moment[];
  /** How many older moments have gone. */
  readonly forgotten: number;
  readonly pathways: readonly PathwayTally[];
  readonly failures: readonly FailureTally[];
}

/** An hour of an evening that changes four times a minute. */
export const MAX_MOMENTS = 240;
/** More pathways than any broadcast has; a steering server could make up new ones for ever. */
export const MAX_PATHWAYS = 16;
export const MAX_FAILURES = 64;
/** A decoder's message is a line, not a dump. */
const MAX_MESSAGE_LENGTH = 120;

/** The history of a session that is in `state`. `sinceMs` is when its playback came to be what it is. */
export function beginHistory(state: SessionState, sinceMs: number): History {
  const empty: History = { beganAtMs: sinceMs, moments: [], forgotten: 0, pathways: [], failures: [] };
  const { link } = state;
  return remember(empty, [
    playbackMoment(state, sinceMs),
    linkMoment(state, 'sinceMs' in link ? link.sinceMs : sinceMs),
    { atMs: sinceMs, kind: 'broadcast', to: programmeState(state.broadcast) },
    ...(isAudible(state) ? [] : [{ atMs: sinceMs, kind: 'output', audible: false } as const]),
  ]);
}

/** Adds what is different between two states of the session. The same history where nothing is. */
export function withState(
  history: History,
  before: SessionState,
  after: SessionState,
  atMs: number,
): History {
  const moments: Moment[] = [];
  if (after.broadcast !== before.broadcast) {
    const to = programmeState(after.broadcast);
    if (to !== programmeState(before.broadcast)) moments.push({ atMs, kind: 'broadcast', to });
  }
  if (after.admission !== null && after.admission.kind !== before.admission?.kind) {
    moments.push({ atMs, kind: 'admission', to: after.admission.kind });
  }
  if (after.playback !== before.playback) moments.push(playbackMoment(after, atMs));
  if (after.link.kind !== before.link.kind) moments.push(linkMoment(after, atMs));
  if (isAudible(after) !== isAudible(before)) {
    moments.push({ atMs, kind: 'output', audible: isAudible(after) });
  }
  if (after.pathwaySwitch !== null && after.pathwaySwitch !== before.pathwaySwitch) {
    const { fromId, toId } = after.pathwaySwitch;
    moments.push({ atMs, kind: 'pathway', from: fromId, to: toId });
  }
  if (after.feed !== null && after.feed !== before.feed) {
    moments.push(...feedMoments(before.feed, after.feed, atMs));
  }
  return moments.length === 0 ? history : remember(history, moments);
}

function feedMoments(before: FeedSnapshot | null, after: FeedSnapshot, atMs: number): Moment[] {
  const moments: Moment[] = [];
  if (after.renditionId !== null && after.renditionId !== (before?.renditionId ?? null)) {
    const rendition = after.renditions.find(({ id }) => id === after.renditionId);
    moments.push({ atMs, kind: 'rendition', bandwidthBps: rendition?.bandwidthBps ?? null });
  }
  const seconds = after.lostSeconds - (before?.lostSeconds ?? 0);
  if (seconds > 0) moments.push({ atMs, kind: 'lost', seconds: Math.round(seconds * 10) / 10 });
  return moments;
}

/** Adds what one of the feed's events tells about the requests. */
export function withFeedEvent(history: History, event: FeedEvent): History {
  if (event.type === 'attempt') {
    return tallied(history, event.pathwayId, (tally) => ({ ...tally, asked: tally.asked + 1 }));
  }
  if (event.type !== 'answer' || event.outcome === 'overtaken') return history;
  const { outcome, atMs } = event;
  // A 404 is an answer: before the start an honest one, and for a segment the feed's to judge.
  const isAnswered = outcome === 'ok' || outcome === 'not-found';
  const counted = tallied(history, event.pathwayId, (tally) =>
    isAnswered
      ? { ...tally, ok: tally.ok + 1, lastOkAtMs: atMs }
      : { ...tally, failed: tally.failed + 1, lastFailedAtMs: atMs },
  );
  return outcome === 'ok' ? counted : withFailure(counted, event, outcome);
}

/** Adds a decoder's complaint. */
export function withMediaFault(history: History, message: string, atMs: number): History {
  return remember(history, [{ atMs, kind: 'media-fault', message: shortened(message) }]);
}

function remember(history: History, moments: readonly Moment[]): History {
  const all = [...history.moments, ...moments];
  const tooMany = Math.max(0, all.length - MAX_MOMENTS);
  return { ...history, moments: all.slice(tooMany), forgotten: history.forgotten + tooMany };
}

function tallied(history: History, id: string, change: (tally: PathwayTally) => PathwayTally): History {
  const known = history.pathways.find((tally) => tally.id === id);
  if (known !== undefined) {
    return {
      ...history,
      pathways: history.pathways.map((tally) => (tally === known ? change(tally) : tally)),
    };
  }
  if (history.pathways.length >= MAX_PATHWAYS) return history;
  const added = { id, asked: 0, ok: 0, failed: 0, lastOkAtMs: null, lastFailedAtMs: null };
  return { ...history, pathways: [...history.pathways, change(added)] };
}

function withFailure(history: History, answer: Answer, failure: FailureKind): History {
  const { pathwayId, what, status, atMs, url } = answer;
  const known = history.failures.find(
    (tally) =>
      tally.pathwayId === pathwayId &&
      tally.what === what &&
      tally.failure === failure &&
      tally.status === status,
  );
  if (known !== undefined) {
    const more = { ...known, count: known.count + 1, lastAtMs: atMs, url };
    return { ...history, failures: history.failures.map((tally) => (tally === known ? more : tally)) };
  }
  if (history.failures.length >= MAX_FAILURES) return history;
  const first = { pathwayId, what, failure, status, count: 1, firstAtMs: atMs, lastAtMs: atMs, url };
  return { ...history, failures: [...history.failures, first] };
}

/** Cut between words: half of a token could not be told from a name. */
function shortened(message: string): string {
  return message.length <= MAX_MESSAGE_LENGTH
    ? message
    : message.slice(0, MAX_MESSAGE_LENGTH).replace(/\S*$/, '…');
}

function playbackMoment({ playback }: SessionState, atMs: number): Moment {
  const problem = playback.kind === 'failed' ? playback.problem.kind : null;
  return { atMs, kind: 'playback', to: playback.kind, problem };
}

function linkMoment({ link }: SessionState, atMs: number): Moment {
  const failure = inTrouble(link) ? (link.lastFailure ?? 'stale') : null;
  return { atMs, kind: 'link', to: link.kind, failure };
}

function programmeState(broadcast: Broadcast): ProgrammeState {
  return broadcast.kind === 'loaded' ? broadcast.document.state : broadcast.kind;
}

function isAudible({ output }: SessionState): boolean {
  return !output.muted && output.volume > 0;
}
