import { isClosed } from '../broadcast/admission.ts';
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
/** `replay`: over, and its recording is here. */
type ReadyPhase = WaitingPhase | 'live' | 'ended' | 'replay';

/** What the listener is told, derived from playback, link and broadcast document; never stored. */
export type JoinStatus =
  | { readonly kind: 'address-problem'; readonly problem: AddressProblem }
  /** Nothing pressed yet. */
  | { readonly kind: 'ready'; readonly phase: ReadyPhase }
  /** Pressed; the broadcast is not there yet. */
  | { readonly kind: 'waiting'; readonly phase: WaitingPhase; readonly trouble: TroubleView | null }
  /** Pressed; admission has not come to this listener yet, or the joins are being spread. */
  | {
      readonly kind: 'held';
      /** How many of all are let in, whole percent; 0 and 100 only when it is none or all. */
      readonly percent: number;
      /** Whole seconds until this listener's turn; null while admission has not come to them. */
      readonly dueSeconds: number | null;
    }
  /** Live is closed for whoever is not in. `pressed`: they will be let in by themselves should it open again. */
  | { readonly kind: 'closed'; readonly pressed: boolean }
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
  /** `replay`: its recording is here. */
  | { readonly kind: 'ended'; readonly replay: boolean }
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
    case 'idle': {
      const { broadcast } = state;
      return broadcast.kind === 'loaded' && isClosed(broadcast.document)
        ? { kind: 'closed', pressed: false }
        : { kind: 'ready', phase: documentPhase(state, wallNowMs) };
    }
    case 'waiting': {
      if (link.kind === 'offline') return { kind: 'offline' };
      const held = heldStatus(state, nowMs);
      if (held !== null) return held;
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
      return { kind: playback.kind };
    case 'ended':
      return { kind: 'ended', replay: documentPhase(state, wallNowMs) === 'replay' };
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

function heldStatus(state: SessionState, nowMs: number): JoinStatus | null {
  const { admission, broadcast } = state;
  if (admission === null || admission.kind === 'in') return null;
  if (admission.kind === 'closed') return { kind: 'closed', pressed: true };
  const share = (broadcast.kind === 'loaded' ? broadcast.document.admission : undefined) ?? 1;
  return {
    kind: 'held',
    percent: share === 0 || share === 1 ? share * 100 : Math.min(99, Math.max(1, Math.round(share * 100))),
    dueSeconds: admission.kind === 'due' ? Math.max(0, Math.ceil((admission.atMs - nowMs) / 1000)) : null,
  };
}

function documentPhase({ broadcast, clockOffsetMs }: SessionState, wallNowMs: number): ReadyPhase {
  if (broadcast.kind !== 'loaded') return 'unknown';
  const phase = broadcastPhase(broadcast.document, wallNowMs + clockOffsetMs);
  return phase === 'ended' && broadcast.document.replay !== undefined ? 'replay' : phase;
}
