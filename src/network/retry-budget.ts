import type { Clock } from './clock.ts';

/**
 * Every request takes a token when it starts, and an answer gives it back. So in any minute without an
 * answer a client starts at most CAPACITY + 10 = 18 requests, on however many pathways, whether they are
 * refused at once or hang for ever. A smaller store is empty too often where one request in three succeeds:
 * with six in place of eight a tenth of the segments was lost there.
 */
const CAPACITY = 8;

/**
 * A dead origin is asked about every seven seconds, so that its return is not missed. One in five seconds is not
 * noticeably better for one listener, and too much where ten times as many ask as are carried (e2e/simulate/README.md).
 */
const REFILL_PER_MS = 1 / 6_500;

/**
 * What a good answer gives back: its own token and three retries. A storm that lets one in four through can
 * be ridden out on that; below it the refill decides.
 */
const EARNED = 4;

/** Of sums of many small refills. Without it a wait of exactly the told length may end a billionth of a token short. */
const ROUNDING = 1e-9;

/** No more starts than this in any second, whatever happens: a loop that goes wrong stays harmless. */
const STARTS_PER_SECOND = 8;
const SECOND_MS = 1000;

/**
 * Where several wait for the next token, whoever had the last one waits for so many times as long: longer than chance
 * adds to anybody's wait (backoff.ts, TOKEN_SPREAD). Otherwise a dead pathway that is asked over and over may keep another
 * from being asked that is back.
 */
const BEHIND_THE_OTHERS = 1.5;

export interface BudgetState {
  /** 0 to CAPACITY. */
  readonly tokens: number;
  /** When `tokens` was true. */
  readonly atMs: number;
  /** The newest starts, oldest first. */
  readonly startsMs: readonly number[];
}

/** A client begins with all that it can have. */
export const FULL_BUDGET = CAPACITY;

/** Tokens after `forMs` in which none was taken. */
export function refilledTokens(tokens: number, forMs: number): number {
  return Math.min(CAPACITY, tokens + forMs * REFILL_PER_MS);
}

/** Tokens after a good answer. */
export function earnedTokens(tokens: number): number {
  return Math.min(CAPACITY, tokens + EARNED);
}

/** Tokens after an answer with something else than what was asked for. */
export function answeredTokens(tokens: number): number {
  return Math.min(CAPACITY, tokens + 1);
}

/** Milliseconds until there is a token; 0 when there is. */
export function msToToken(tokens: number): number {
  return Math.max(0, (1 - tokens - ROUNDING) / REFILL_PER_MS);
}

export function createBudget(nowMs: number): BudgetState {
  return { tokens: CAPACITY, atMs: nowMs, startsMs: [] };
}

function refill(state: BudgetState, nowMs: number): BudgetState {
  return { ...state, tokens: refilledTokens(state.tokens, nowMs - state.atMs), atMs: nowMs };
}

/** Milliseconds until a request may start; 0 for now. */
export function msUntilToken(state: BudgetState, nowMs: number): number {
  const tokenMs = msToToken(refill(state, nowMs).tokens);
  const oldestMs = state.startsMs[state.startsMs.length - STARTS_PER_SECOND] ?? -Infinity;
  return Math.ceil(Math.max(tokenMs, oldestMs + SECOND_MS - nowMs));
}

/** The state after a start, or null when it may not start yet. */
export function trySpend(state: BudgetState, nowMs: number): BudgetState | null {
  if (msUntilToken(state, nowMs) > 0) return null;
  const { tokens } = refill(state, nowMs);
  return { tokens: tokens - 1, atMs: nowMs, startsMs: [...state.startsMs, nowMs].slice(-STARTS_PER_SECOND) };
}

/** An answer with what was asked for. */
export function onSuccess(state: BudgetState, nowMs: number): BudgetState {
  const now = refill(state, nowMs);
  return { ...now, tokens: earnedTokens(now.tokens) };
}

/** An answer with something else: the origin is there, which costs nothing and earns nothing. */
export function onAnswer(state: BudgetState, nowMs: number): BudgetState {
  const now = refill(state, nowMs);
  return { ...now, tokens: answeredTokens(now.tokens) };
}

/** The budget of one client, shared by the gates of all its pathways. */
export interface RetryBudget {
  /**
   * Takes a token and returns 0, or takes nothing and returns the milliseconds to wait for one. `asker` is what the one
   * who asks subscribes with while waiting.
   */
  spend(asker?: () => void): number;
  /** A request was answered with what was asked for. */
  succeeded(): void;
  /** A request was answered with something else, such as 404. */
  answered(): void;
  /** Told whenever tokens are given. Returns a disposer. */
  subscribe(listener: () => void): () => void;
}

export function createRetryBudget(clock: Clock): RetryBudget {
  let state = createBudget(clock.now());
  const listeners = new Set<() => void>();
  let lastAsker: (() => void) | null = null;
  const mustYield = (asker: () => void) =>
    asker === lastAsker && [...listeners].some((waiting) => waiting !== asker);
  const set = (next: BudgetState) => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    spend(asker) {
      const nowMs = clock.now();
      const next = trySpend(state, nowMs);
      if (next === null) {
        const waitMs = msUntilToken(state, nowMs);
        return asker !== undefined && mustYield(asker) ? waitMs * BEHIND_THE_OTHERS : waitMs;
      }
      state = next;
      lastAsker = asker ?? null;
      return 0;
    },
    succeeded: () => set(onSuccess(state, clock.now())),
    answered: () => set(onAnswer(state, clock.now())),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
