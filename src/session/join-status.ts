import { broadcastPhase } from '../broadcast/schedule.ts';
import type { EngineProblem } from '../playback/engine.ts';
import type { FailureKind } from '../network/failure.ts';
import type { AddressProblem, SessionState } from './audio-session.ts';
import { answersStale, inTrouble } from './link-state.ts';

/** The trouble as it is told to a listener. */
export interface TroubleView {
  /** `stale`: the origin answers, and brings nothing new. */
  readonly failure: FailureKind | 'stale';
  readonly status: number | null;
  /** Attempts that failed since the trouble began; 0 when the origin merely brings nothing new. */
  readonly attempts: number;
  /** Whole seconds until the next try, never negative; 0 while one is under way. */
  readonly nextTrySeconds: number;
}

type WaitingPhase = 'scheduled' | 'late' | 'unknown';

/** What the listener is told, derived from playback, link and broadcast document; never stored. */
export type JoinStatus =
  | { readonly kind: 'address-problem'; readonly problem: AddressProblem }
  /** Nothing pressed yet. */
  | { readonly kind: 'ready'; readonly phase: WaitingPhase | 'live' | 'ended' }
  /** Pressed; the broadcast is not there yet. */
  | { readonly kind: 'waiting'; readonly phase: WaitingPhase; readonly trouble: TroubleView | null }
  | { readonly kind: 'joining'; readonly trouble: TroubleView | null }
  | { readonly kind: 'listening' }
  /** Sound goes on; the origin does not. */
  | {
      readonly kind: 'listening-in-trouble';
      readonly inHandSeconds: number;
      readonly trouble: TroubleView;
    }
  | { readonly kind: 'listening-offline'; readonly inHandSeconds: number }
  /** Silence: nothing in hand. */
  | { readonly kind: 'rebuffering'; readonly trouble: TroubleView | null }
  /** Silence: the browser says that there is no network. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'denied'; readonly status: number }
  | { readonly kind: 'failed'; readonly problem: EngineProblem };

/**
 * Derives what to tell the listener. `nowMs` is of the session's Clock, `wallNowMs` the computer's wall clock
 * (the offset to the host's clock, which the state carries, is applied here).
 */
export function joinStatus(state: SessionState, nowMs: number, wallNowMs: number): JoinStatus {
  const { playback, link } = state;
  if (state.address !== null) return { kind: 'address-problem', problem: state.address };
  const trouble = troubleView(state, nowMs);
  switch (playback.kind) {
    case 'idle':
      return { kind: 'ready', phase: documentPhase(state, wallNowMs) };
    case 'waiting': {
      if (link.kind === 'offline') return { kind: 'offline' };
      const phase = documentPhase(state, wallNowMs);
      return {
        kind: 'waiting',
        phase: phase === 'scheduled' || phase === 'late' ? phase : 'unknown',
        trouble,
      };
    }
    case 'joining':
      return link.kind === 'offline' ? { kind: 'offline' } : { kind: 'joining', trouble };
    case 'playing': {
      // Everything there is may already be in hand; then the origin's state no longer matters.
      if (state.feed?.phase.kind === 'complete') return { kind: 'listening' };
      const inHandSeconds = Math.max(0, Math.floor(state.position.inHandSeconds));
      if (link.kind === 'offline') return { kind: 'listening-offline', inHandSeconds };
      return trouble === null
        ? { kind: 'listening' }
        : { kind: 'listening-in-trouble', inHandSeconds, trouble };
    }
    case 'rebuffering':
      return link.kind === 'offline' ? { kind: 'offline' } : { kind: 'rebuffering', trouble };
    case 'failed':
      return playback.problem.kind === 'denied'
        ? { kind: 'denied', status: playback.problem.status }
        : { kind: 'failed', problem: playback.problem };
    case 'paused':
    case 'blocked':
    case 'ended':
      return { kind: playback.kind };
  }
}

function troubleView(state: SessionState, nowMs: number): TroubleView | null {
  const { link } = state;
  if (!inTrouble(link)) return null;
  const waitMs = link.nextAttemptAtMs === null ? 0 : link.nextAttemptAtMs - nowMs;
  return {
    failure: answersStale(link) ? 'stale' : (link.lastFailure ?? 'stale'),
    status: link.lastStatus,
    attempts: link.attempts,
    nextTrySeconds: Math.max(0, Math.ceil(waitMs / 1000)),
  };
}

function documentPhase(state: SessionState, wallNowMs: number): WaitingPhase | 'live' | 'ended' {
  return state.broadcast.kind === 'loaded'
    ? broadcastPhase(state.broadcast.document, wallNowMs + state.clockOffsetMs)
    : 'unknown';
}
