import type { AddressProblem, SessionState } from '../session/audio-session.ts';
import type { History, Moment, PathwayTally } from '../session/history.ts';
import type { JoinStatus, TroubleView } from '../session/join-status.ts';
import { clearlyBehind } from '../session/usual-latency.ts';
import { listenAction, waysForward } from './listen-action.ts';

type Problem = Extract<JoinStatus, { kind: 'failed' }>['problem']['kind'];

/** What trouble means for the ears: no sound yet, silence after some, or sound that goes on. */
type Heard = 'nothing-yet' | 'silent' | 'goes-on';

/** Why it is as it is: the one reason that matters most. */
export type Cause =
  | { readonly kind: 'address'; readonly problem: AddressProblem['kind'] }
  /** Nobody has pressed Listen. */
  | { readonly kind: 'not-pressed'; readonly phase: 'before' | 'live' | 'ended' | 'replay' }
  | { readonly kind: 'not-started' }
  | { readonly kind: 'late' }
  /** Let in step by step. `dueSeconds`: until this listener's turn, null while that is not known. */
  | { readonly kind: 'held'; readonly percent: number; readonly dueSeconds: number | null }
  | { readonly kind: 'closed'; readonly pressed: boolean }
  | { readonly kind: 'joining' }
  /** The origin's part. */
  | { readonly kind: 'trouble'; readonly failure: TroubleView['failure']; readonly heard: Heard }
  /** What arrives is slower than what is spoken. */
  | { readonly kind: 'slow-line'; readonly heard: Heard }
  /** A piece that cannot be had. */
  | { readonly kind: 'gap' }
  /** Used up, and being filled again. */
  | { readonly kind: 'refilling' }
  | { readonly kind: 'offline'; readonly heard: Heard }
  | { readonly kind: 'muted' }
  | { readonly kind: 'volume-zero' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'ended'; readonly replay: boolean }
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly problem: Exclude<Problem, 'denied'> }
  | { readonly kind: 'listening' };

/** What is worth a sentence beside the cause. */
export type Beside =
  | { readonly kind: 'muted' | 'volume-zero' | 'other-pathway' | 'no-programme' }
  | { readonly kind: 'lost'; readonly seconds: number }
  | { readonly kind: 'behind'; readonly seconds: number };

export type Remedy =
  | 'unmute'
  | 'volume-up'
  | 'listen'
  | 'retry'
  | 'try-now'
  | 'jump-to-live'
  | 'copy-link'
  | 'open-without-address';

/** What is going on, and what can be done about it. */
export interface Explanation {
  readonly cause: Cause;
  readonly beside: readonly Beside[];
  /** What a press can do, most useful first. Empty where nothing can or need be done. */
  readonly remedies: readonly Remedy[];
  /** Nothing can be heard though somebody wants to hear. */
  readonly silent: boolean;
  /** Audio in hand, whole seconds. */
  readonly inHandSeconds: number;
  /** Since when it is so, milliseconds of the Clock; null where that is not known. */
  readonly sinceMs: number | null;
  /** Whole seconds until the next try, 0 while one is under way; null where none is to come. */
  readonly nextTrySeconds: number | null;
}

export interface ExplanationFacts {
  readonly state: SessionState;
  readonly status: JoinStatus;
  /** Of the session's Clock. */
  readonly nowMs: number;
  /** Null before the code that keeps it is here. */
  readonly history: History | null;
}

/** A pathway that failed longer ago than this (milliseconds) explains nothing any more. */
const RECENT_MS = 60_000;
/** Only what is worth a word: everybody is some seconds behind, by their own wish (a buffer against silence). */
const LOST_WORTH_SAYING_SECONDS = 1;

export function explain(facts: ExplanationFacts): Explanation {
  const { state, status } = facts;
  const cause = causeOf(facts);
  const trouble = 'trouble' in status ? status.trouble : null;
  return {
    cause,
    beside: besideOf(facts, cause),
    remedies: remediesOf(facts, cause),
    silent: isSilent(cause),
    inHandSeconds: Math.max(0, Math.floor(state.position.inHandSeconds)),
    sinceMs: sinceOf(facts, cause),
    nextTrySeconds: trouble === null || trouble.attempts === 0 ? null : trouble.nextTrySeconds,
  };
}

function causeOf({ state, status }: ExplanationFacts): Cause {
  switch (status.kind) {
    case 'address-problem':
      return { kind: 'address', problem: status.problem.kind };
    case 'ready': {
      const { phase } = status;
      const isBefore = phase === 'scheduled' || phase === 'late' || phase === 'unknown';
      return { kind: 'not-pressed', phase: isBefore ? 'before' : phase };
    }
    case 'waiting':
      if (status.trouble !== null) return troubled(state, status.trouble, 'nothing-yet');
      return { kind: status.phase === 'late' ? 'late' : 'not-started' };
    case 'held':
      return { kind: 'held', percent: status.percent, dueSeconds: status.dueSeconds };
    case 'closed':
      return { kind: 'closed', pressed: status.pressed };
    case 'joining':
      if (status.trouble !== null) return troubled(state, status.trouble, 'nothing-yet');
      return isSlowLine(state) ? { kind: 'slow-line', heard: 'nothing-yet' } : { kind: 'joining' };
    case 'listening':
      return unheard(state) ?? { kind: 'listening' };
    case 'listening-in-trouble':
      return unheard(state) ?? troubled(state, status.trouble, 'goes-on');
    case 'listening-offline':
      return unheard(state) ?? { kind: 'offline', heard: 'goes-on' };
    case 'rebuffering':
      if (isAtGap(state)) return { kind: 'gap' };
      if (status.trouble !== null) return troubled(state, status.trouble, 'silent');
      return isSlowLine(state) ? { kind: 'slow-line', heard: 'silent' } : { kind: 'refilling' };
    case 'offline':
      return { kind: 'offline', heard: state.playback.kind === 'rebuffering' ? 'silent' : 'nothing-yet' };
    case 'paused':
    case 'blocked':
      return { kind: status.kind };
    case 'ended':
      return { kind: 'ended', replay: status.replay };
    case 'denied':
      return { kind: 'denied' };
    case 'failed':
      return status.problem.kind === 'denied'
        ? { kind: 'denied' }
        : { kind: 'failed', problem: status.problem.kind };
  }
}

/** It plays, and nothing comes out of the loudspeaker. */
function unheard({ output }: SessionState): Cause | null {
  if (output.muted) return { kind: 'muted' };
  return output.volume === 0 ? { kind: 'volume-zero' } : null;
}

/** Failures that a slow line of the listener's own looks like. */
const SLOW_FAILURES: readonly TroubleView['failure'][] = ['timed-out', 'stalled', 'truncated'];

function troubled(state: SessionState, { failure }: TroubleView, heard: Heard): Cause {
  return SLOW_FAILURES.includes(failure) && isSlowLine(state)
    ? { kind: 'slow-line', heard }
    : { kind: 'trouble', failure, heard };
}

/** Whether less arrives than the sound needs that is asked for now. */
function isSlowLine({ feed }: SessionState): boolean {
  const needed = feed?.renditions.find(({ id }) => id === feed.renditionId)?.bandwidthBps ?? null;
  const measured = feed?.throughputBps ?? null;
  return needed !== null && measured !== null && measured < needed;
}

/** The playhead stands right before a hole, or in it. */
const AT_SECONDS = 0.5;

function isAtGap({ feed, position }: SessionState): boolean {
  const here = position.positionSeconds;
  return (
    feed?.slots.some(
      ({ state, startSeconds, durationSeconds }) =>
        state.kind === 'gap' && startSeconds <= here + AT_SECONDS && here < startSeconds + durationSeconds,
    ) === true
  );
}

function besideOf({ state, nowMs, history }: ExplanationFacts, cause: Cause): readonly Beside[] {
  const beside: Beside[] = [];
  const muting = unheard(state);
  // Said where sound is to come; that nobody has pressed Listen is another matter.
  if (muting !== null && muting.kind !== cause.kind && wantsSound(cause)) {
    beside.push({ kind: state.output.muted ? 'muted' : 'volume-zero' });
  }
  const { pathwaySwitch, feed, position, usualLatencySeconds } = state;
  const hasSwitched = pathwaySwitch !== null && nowMs - pathwaySwitch.atMs <= RECENT_MS;
  const isFailing = history !== null && failingPathways(history, nowMs).length > 0;
  if (wantsSound(cause) && (hasSwitched || isFailing)) beside.push({ kind: 'other-pathway' });
  const lostSeconds = feed?.lostSeconds ?? 0;
  if (lostSeconds >= LOST_WORTH_SAYING_SECONDS) {
    beside.push({ kind: 'lost', seconds: Math.round(lostSeconds) });
  }
  const { latencySeconds } = position;
  if (latencySeconds !== null && clearlyBehind(latencySeconds, usualLatencySeconds) && feed?.ended !== true) {
    beside.push({ kind: 'behind', seconds: Math.round(latencySeconds) });
  }
  if (state.broadcast.kind === 'unreachable') beside.push({ kind: 'no-programme' });
  return beside;
}

/** The pathways that fail now, while another one answers. */
function failingPathways(history: History, nowMs: number): readonly string[] {
  const isRecent = (atMs: number | null): boolean => atMs !== null && nowMs - atMs <= RECENT_MS;
  const isFailing = ({ lastFailedAtMs, lastOkAtMs }: PathwayTally): boolean =>
    isRecent(lastFailedAtMs) && (lastFailedAtMs ?? 0) > (lastOkAtMs ?? -Infinity);
  const failing = history.pathways.filter(isFailing);
  const answers = history.pathways.some((tally) => !isFailing(tally) && isRecent(tally.lastOkAtMs));
  return answers ? failing.map(({ id }) => id) : [];
}

function wantsSound({ kind }: Cause): boolean {
  switch (kind) {
    case 'address':
    case 'not-pressed':
    case 'closed':
    case 'ended':
    case 'denied':
    case 'failed':
      return false;
    default:
      return true;
  }
}

function remediesOf({ state, status }: ExplanationFacts, cause: Cause): readonly Remedy[] {
  const begun = state.playback.kind === 'rebuffering';
  const { latencySeconds } = state.position;
  const behind =
    state.feed?.ended === false &&
    latencySeconds !== null &&
    clearlyBehind(latencySeconds, state.usualLatencySeconds);
  const remedies: Remedy[] = [];
  if (state.output.muted && wantsSound(cause)) remedies.push('unmute');
  if (state.output.volume === 0 && wantsSound(cause)) remedies.push('volume-up');
  const command = listenAction(status, begun)?.command;
  if (command === 'listen' || command === 'retry') remedies.push(command);
  for (const way of waysForward(status, begun, behind)) {
    // To give up is no remedy.
    if (way !== 'stop-waiting') remedies.push(way);
  }
  return remedies;
}

function isSilent(cause: Cause): boolean {
  switch (cause.kind) {
    case 'listening':
    case 'not-pressed':
    case 'address':
    case 'ended':
      return false;
    case 'closed':
      return cause.pressed;
    case 'trouble':
    case 'slow-line':
    case 'offline':
      return cause.heard !== 'goes-on';
    default:
      return true;
  }
}

function sinceOf({ state, history }: ExplanationFacts, { kind }: Cause): number | null {
  const { link } = state;
  if ((kind === 'trouble' || kind === 'offline') && 'sinceMs' in link) return link.sinceMs;
  if (kind === 'muted' || kind === 'volume-zero') return newest(history, ({ kind }) => kind === 'output');
  if (kind === 'held') return newest(history, ({ kind }) => kind === 'admission');
  if (kind === 'address' || kind === 'not-pressed') return null;
  return newest(history, (moment) => moment.kind === 'playback' && moment.to === state.playback.kind);
}

function newest(history: History | null, isIt: (moment: Moment) => boolean): number | null {
  return history?.moments.findLast(isIt)?.atMs ?? null;
}
