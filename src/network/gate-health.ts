import { BACKOFF_BASE_MS, fullJitter, retryAfterSpread } from './backoff.ts';
import type { ConcurrencyState } from './concurrency.ts';
import { createConcurrency, onFailure, onSuccess } from './concurrency.ts';
import type { FailureKind } from './failure.ts';
import type { Random } from './random.ts';
import type { HeaderTimes } from './timeouts.ts';
import { createHeaderTimes, onHeaders, onTimeout } from './timeouts.ts';

/** After so many failed openings in a row the origin is taken for dead, and one probe at a time goes out. */
export const DEAD_AFTER = 5;

/** A cut that left us bytes holds the next request up a little: the origin works, it only drops lines. */
const CUT_BACKOFF_MS = 250;

/** What a gate needs to know about how a request ended. */
export interface GateOutcome {
  readonly kind: 'ok' | 'not-modified' | FailureKind;
  readonly retryAfterMs: number | null;
  /** Concerns one URL only and does not move the gate; see transfer.ts. */
  readonly cachedErrorMs: number | null;
  readonly headersMs: number | null;
  /** The attempt failed, yet showed that the origin works: it brought bytes that are kept. */
  readonly progressed?: boolean;
}

/**
 * How a pathway does, as its answers tell. Times are milliseconds of the Clock. Ticks are the gate's own
 * count of starts and ends: they say what came before what, also within one millisecond.
 */
export interface GateHealth {
  readonly tick: number;
  /** Closed by our own backoff. */
  readonly backoffUntilMs: number;
  /** Closed by the origin's Retry-After, which nothing cuts short. */
  readonly heldUntilMs: number;
  /** Closed because others have the right of way (`yieldMs`): no answer cuts it short. */
  readonly yieldsUntilMs: number;
  /** Failed openings in a row: requests that were in flight together and failed count once. */
  readonly consecutiveFailures: number;
  readonly failedTick: number;
  readonly answeredTick: number;
  readonly concurrency: ConcurrencyState;
  readonly headerTimes: HeaderTimes;
}

export interface SettleFacts {
  /** The tick at which the request started. */
  readonly startedTick: number;
  readonly nowMs: number;
  /** First step of the backoff, and the longest. */
  readonly baseMs: number;
  readonly capMs: number;
  /** How long a failure closes the pathway at least, whatever is answered meanwhile; null: no longer than the backoff. */
  readonly yieldMs: number | null;
}

/** What an outcome tells about the origin, before anything is known of its surroundings. */
type Meaning =
  /** It gave what was asked for. */
  | 'success'
  /** It answered, or sent part of it: it works. */
  | 'alive'
  /** It said no. */
  | 'refusal'
  /** Nothing, or nothing of use, came. If others were answered meanwhile it was this request's bad luck. */
  | 'silence';

const MEANINGS: Readonly<Record<GateOutcome['kind'], Meaning>> = {
  ok: 'success',
  'not-modified': 'success',
  'not-found': 'alive',
  denied: 'alive',
  overloaded: 'refusal',
  malformed: 'refusal',
  unreachable: 'silence',
  'timed-out': 'silence',
  stalled: 'silence',
  truncated: 'silence',
};

/** Refusals and error pages are quick where good answers are slow. */
const TELLS_SPEED: ReadonlySet<GateOutcome['kind']> = new Set(['ok', 'not-modified', 'stalled', 'truncated']);

export function createGateHealth(): GateHealth {
  return {
    tick: 0,
    backoffUntilMs: -Infinity,
    heldUntilMs: -Infinity,
    yieldsUntilMs: -Infinity,
    consecutiveFailures: 0,
    failedTick: 0,
    answeredTick: 0,
    concurrency: createConcurrency(),
    headerTimes: createHeaderTimes(),
  };
}

export function meaningOf(outcome: GateOutcome): Meaning {
  return outcome.progressed === true ? 'alive' : MEANINGS[outcome.kind];
}

export function closedUntilMs(health: GateHealth): number {
  return Math.max(health.backoffUntilMs, health.heldUntilMs, health.yieldsUntilMs);
}

export function isDead(health: GateHealth): boolean {
  return health.consecutiveFailures >= DEAD_AFTER;
}

/** The waits of the moment are over, except what the origin asked for. */
export function hurried(health: GateHealth): GateHealth {
  return { ...health, backoffUntilMs: -Infinity, yieldsUntilMs: -Infinity };
}

/** Nobody has the right of way any more. */
export function unyielding(health: GateHealth): GateHealth {
  return { ...health, yieldsUntilMs: -Infinity };
}

/** The pathway after one request has ended. */
export function settled(
  before: GateHealth,
  outcome: GateOutcome,
  facts: SettleFacts,
  random: Random,
): GateHealth {
  const health = held(timed({ ...before, tick: before.tick + 1 }, outcome, facts), outcome, facts, random);
  switch (meaningOf(outcome)) {
    case 'success':
      return { ...answered(health, facts, random), concurrency: onSuccess(health.concurrency) };
    case 'alive': {
      const next = answered(health, facts, random);
      if (outcome.progressed !== true) return next;
      const restMs = facts.nowMs + random() * CUT_BACKOFF_MS;
      return { ...next, backoffUntilMs: Math.max(next.backoffUntilMs, restMs) };
    }
    case 'refusal':
      return failed(health, facts, random);
    case 'silence':
      return facts.startedTick < health.answeredTick ? taken(health, facts) : failed(health, facts, random);
  }
}

function timed(health: GateHealth, outcome: GateOutcome, { startedTick }: SettleFacts): GateHealth {
  if (outcome.kind === 'timed-out') {
    return { ...health, headerTimes: onTimeout(health.headerTimes, startedTick, health.tick) };
  }
  if (outcome.headersMs === null || !TELLS_SPEED.has(outcome.kind)) return health;
  return { ...health, headerTimes: onHeaders(health.headerTimes, outcome.headersMs) };
}

function held(health: GateHealth, outcome: GateOutcome, { nowMs }: SettleFacts, random: Random): GateHealth {
  return meaningOf(outcome) === 'success' ? health : heldFor(health, outcome.retryAfterMs, nowMs, random);
}

/** A Retry-After holds for everything on the pathway, whoever was told, and never shortens an earlier one. */
export function heldFor(
  health: GateHealth,
  retryAfterMs: number | null,
  nowMs: number,
  random: Random,
): GateHealth {
  if (retryAfterMs === null) return health;
  const untilMs = nowMs + retryAfterSpread(retryAfterMs, random);
  return { ...health, heldUntilMs: Math.max(health.heldUntilMs, untilMs) };
}

/**
 * An answer ends a long backoff, not at once, so that a crowd that waits for one origin does not return
 * with it.
 */
function answered(health: GateHealth, { nowMs }: SettleFacts, random: Random): GateHealth {
  const soonMs = nowMs + fullJitter(1, { baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_BASE_MS }, random);
  return {
    ...health,
    consecutiveFailures: 0,
    answeredTick: health.tick,
    backoffUntilMs: Math.min(health.backoffUntilMs, soonMs),
  };
}

function taken(health: GateHealth, { startedTick }: SettleFacts): GateHealth {
  return { ...health, concurrency: onFailure(health.concurrency, startedTick, health.tick) };
}

function failed(health: GateHealth, facts: SettleFacts, random: Random): GateHealth {
  const next = taken(health, facts);
  if (facts.startedTick < health.failedTick) return next;
  const consecutiveFailures = health.consecutiveFailures + 1;
  const { nowMs, yieldMs } = facts;
  const delayMs = fullJitter(consecutiveFailures, facts, random);
  return {
    ...next,
    consecutiveFailures,
    failedTick: health.tick,
    backoffUntilMs: Math.max(health.backoffUntilMs, nowMs + delayMs),
    yieldsUntilMs: yieldMs === null ? health.yieldsUntilMs : nowMs + retryAfterSpread(yieldMs, random),
  };
}
