import type { FailureKind } from '../network/failure.ts';

/** What is known about the trouble of the moment. Times are milliseconds of the session's Clock. */
export interface Trouble {
  /** When it began: the first failure after a steady time. */
  readonly sinceMs: number;
  /** Failed attempts since then. */
  readonly attempts: number;
  /** Null as long as nothing has failed: a playlist that stands still is answered well. */
  readonly lastFailure: FailureKind | null;
  readonly lastStatus: number | null;
  readonly lastFailureAtMs: number;
  /** The last good answer since `sinceMs`, or `sinceMs` itself: what `lost` is measured from. */
  readonly lastOkAtMs: number;
  /** Good answers in a row. */
  readonly okStreak: number;
  /** When the next attempt may start; null when nothing holds it back. */
  readonly nextAttemptAtMs: number | null;
  /** The playlist stands still: good answers are no recovery until one brings something new. */
  readonly stale: boolean;
}

/** The session's view of the link, told by the origin's answers. */
export type LinkState =
  | { readonly kind: 'steady' }
  /** Some attempts fail, some succeed, or the failing has just begun. */
  | ({ readonly kind: 'struggling' } & Trouble)
  /** Nothing has succeeded for a while. */
  | ({ readonly kind: 'lost' } & Trouble)
  /** The browser says that there is no network. */
  | { readonly kind: 'offline'; readonly sinceMs: number }
  | { readonly kind: 'denied'; readonly status: number };

export type LinkInput =
  | { readonly type: 'ok'; readonly atMs: number }
  | {
      readonly type: 'failed';
      readonly atMs: number;
      readonly failure: FailureKind;
      readonly status: number | null;
    }
  /** The origin answers, and has brought nothing new for longer than it may. Told again at every such answer. */
  | { readonly type: 'stale'; readonly atMs: number }
  /** Something new has come, or nothing more is to come. */
  | { readonly type: 'fresh' }
  /** When the next attempt may start. */
  | { readonly type: 'held-back'; readonly untilMs: number | null }
  | { readonly type: 'tick'; readonly nowMs: number }
  | { readonly type: 'offline'; readonly atMs: number }
  | { readonly type: 'online' }
  | { readonly type: 'denied'; readonly status: number }
  /** A new start by hand: what was known before does not count. */
  | { readonly type: 'reset' };

/** Silence of the origin after which a listener should not be told that it is merely struggling. Two or three segments. */
export const LOST_AFTER_MS = 12_000;
/** An origin that refuses half of what is asked has pairs of good answers all the time; three in a row are rarer. */
export const STEADY_AFTER_OK = 3;
/** Behind a quiet link few requests are made: one good answer counts as recovery if the last failure is this old. */
export const FORGOTTEN_AFTER_MS = 8_000;

export const steady: LinkState = { kind: 'steady' };

/** The next link state. Returns the same object when nothing changes. */
export function nextLinkState(state: LinkState, input: LinkInput): LinkState {
  switch (input.type) {
    case 'reset':
      return state.kind === 'offline' ? state : steady;
    case 'denied':
      return { kind: 'denied', status: input.status };
    case 'offline':
      return state.kind === 'offline' ? state : { kind: 'offline', sinceMs: input.atMs };
    case 'online':
      return state.kind === 'offline' ? steady : state;
    case 'ok':
      return afterOk(state, input.atMs);
    case 'failed':
      return afterFailure(state, input);
    case 'stale':
      return afterStale(state, input.atMs);
    case 'fresh':
      return afterFresh(state);
    case 'held-back':
      return inTrouble(state) && state.nextAttemptAtMs !== input.untilMs
        ? { ...state, nextAttemptAtMs: input.untilMs }
        : state;
    case 'tick':
      return state.kind === 'struggling' &&
        !answersStale(state) &&
        input.nowMs - state.lastOkAtMs >= LOST_AFTER_MS
        ? { ...state, kind: 'lost' }
        : state;
  }
}

export function inTrouble(state: LinkState): state is Extract<LinkState, Trouble> {
  return state.kind === 'struggling' || state.kind === 'lost';
}

/** The newest answer was good, and as old as the one before: such a playlist is asked for ever more rarely. */
export function answersStale({ stale, okStreak }: Trouble): boolean {
  return stale && okStreak > 0;
}

function afterOk(state: LinkState, atMs: number): LinkState {
  // An answer is proof of a network, whatever the browser believes.
  if (state.kind === 'offline' || state.kind === 'denied') return steady;
  if (!inTrouble(state)) return state;
  const okStreak = state.okStreak + 1;
  const isOver = okStreak >= STEADY_AFTER_OK || atMs - state.lastFailureAtMs >= FORGOTTEN_AFTER_MS;
  if (isOver && !state.stale) return steady;
  return { ...state, kind: 'struggling', okStreak, lastOkAtMs: atMs, nextAttemptAtMs: null };
}

function afterFailure(state: LinkState, input: Extract<LinkInput, { type: 'failed' }>): LinkState {
  if (state.kind === 'offline' || state.kind === 'denied') return state;
  const before = inTrouble(state) ? state : null;
  return {
    kind: before?.kind ?? 'struggling',
    sinceMs: before?.sinceMs ?? input.atMs,
    attempts: (before?.attempts ?? 0) + 1,
    lastFailure: input.failure,
    lastStatus: input.status,
    lastFailureAtMs: input.atMs,
    lastOkAtMs: before?.lastOkAtMs ?? input.atMs,
    okStreak: 0,
    nextAttemptAtMs: before?.nextAttemptAtMs ?? null,
    stale: before?.stale ?? false,
  };
}

function afterStale(state: LinkState, atMs: number): LinkState {
  if (inTrouble(state)) return state.stale ? state : { ...state, stale: true };
  if (state.kind !== 'steady') return state;
  return {
    kind: 'struggling',
    sinceMs: atMs,
    attempts: 0,
    lastFailure: null,
    lastStatus: null,
    lastFailureAtMs: atMs,
    lastOkAtMs: atMs,
    okStreak: 1,
    nextAttemptAtMs: null,
    stale: true,
  };
}

function afterFresh(state: LinkState): LinkState {
  if (!inTrouble(state) || !state.stale) return state;
  return state.attempts === 0 || state.okStreak >= STEADY_AFTER_OK ? steady : { ...state, stale: false };
}
