import { BACKOFF_BASE_MS, JOIN_BASE_MS, JOIN_CAP_MS, tokenSpread } from './backoff.ts';
import type { Clock } from './clock.ts';
import type { GateHealth, GateOutcome } from './gate-health.ts';
import {
  closedUntilMs,
  createGateHealth,
  heldFor,
  hurried,
  isDead,
  meaningOf,
  settled,
  unyielding,
} from './gate-health.ts';
import type { Priority } from './gate-queue.ts';
import { compareWaiting, isMedia } from './gate-queue.ts';
import { mediaLimit } from './concurrency.ts';
import type { Random } from './random.ts';
import type { RetryBudget } from './retry-budget.ts';
import { headerTimeoutMs, slowAfterMs } from './timeouts.ts';

export type { GateOutcome } from './gate-health.ts';
export type { Priority } from './gate-queue.ts';

/** Requests that are no media: a slow one may have a second beside it, unless we are still joining. */
const OTHERS_LISTENING = 2;
const OTHERS_JOINING = 1;

/** Slow requests included: as many connections as browsers open to one host over HTTP/1.1. */
const MOST_IN_FLIGHT = 6;

/** Where the origin seems dead a probe that hangs must not keep the next one from finding that it is back. */
const PROBE_ALONE_MS = 5000;

/** Until the owner says otherwise (DESIGN.md, Those who are in stay in). */
const INITIAL_MODE: GateMode = { joining: true, urgent: false, capMs: JOIN_CAP_MS };

export interface GateRequest {
  /** A function is asked again at every opening, so that a waiting segment can become the soonest. */
  readonly priority: Priority | (() => Priority);
  /** Lower goes first inside one priority; equal orders go first come, first served. */
  readonly order?: number | (() => number) | undefined;
  /** Milliseconds that this request waits of its own accord; `hurry()` cuts them short. */
  readonly paceMs?: number | undefined;
  /** Milliseconds that this request waits whatever happens (an error that a cache keeps). */
  readonly heldMs?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Leave to make one request, at once. Of `settle` and `cancel` the first call counts, the others do
 * nothing.
 */
export interface GatePass {
  /** Clock time. */
  readonly startedAtMs: number;
  readonly headerTimeoutMs: number;
  /** Without headers for so long it is slow, and a second attempt may start beside it. */
  readonly slowAfterMs: number;
  /** While it is slow it holds no room: another request may go out in its place. */
  setSlow(isSlow: boolean): void;
  /** A refusal has come: its Retry-After holds from now on, before its body is read and even if it never is. */
  refused(retryAfterMs: number | null): void;
  settle(outcome: GateOutcome): void;
  /** The request was aborted by its owner: this tells nothing about the origin. */
  cancel(): void;
}

export interface GateMode {
  /** Before the first sound: yields to those who listen. */
  readonly joining: boolean;
  /** Little audio in hand while listening. */
  readonly urgent: boolean;
  /** Longest backoff in milliseconds; a Retry-After may be longer. */
  readonly capMs: number;
  /** A failure closes the pathway for so long at least: others have the right of way. Milliseconds; null: nobody has. */
  readonly yieldMs?: number | null;
}

export interface GateSnapshot {
  /**
   * Nothing starts before this time of the Clock; null when nothing but requests in flight holds the next
   * one back.
   */
  readonly closedUntilMs: number | null;
  /**
   * The pathway itself lets nothing start before this time, whatever those who wait here have in mind; null when it is
   * open. Compares pathways: a wait of a request's own, or for a token, would go with it to any other.
   */
  readonly shutUntilMs: number | null;
  readonly inFlight: number;
  /** How many media requests may be in flight now. */
  readonly limit: number;
  readonly queued: number;
  /** Failed openings in a row. */
  readonly consecutiveFailures: number;
  readonly headerTimeoutMs: number;
}

/**
 * Decides when, and how hard, one pathway may be asked: kept Retry-After, backoff with full jitter, the
 * client's budget, an adaptive number of requests in flight, priorities. Makes no requests itself.
 */
export interface Gate {
  /** Resolves when the request may start, or rejects with the signal's reason. */
  acquire(request: GateRequest): Promise<GatePass>;
  setMode(mode: GateMode): void;
  /** Without a network nothing starts; when it is back, everything may at once that the origin allows. */
  setOnline(online: boolean): void;
  /** Cuts the waits of the moment short, but never a Retry-After, a cached error or the budget. */
  hurry(): void;
  snapshot(): GateSnapshot;
  /** Told on change only. Returns a disposer. */
  subscribe(listener: (snapshot: GateSnapshot) => void): () => void;
}

export interface GateTools {
  readonly clock: Clock;
  readonly random: Random;
  /** Shared by all gates of a client. */
  readonly budget: RetryBudget;
}

interface Waiter {
  readonly request: GateRequest;
  readonly sinceMs: number;
  paceUntilMs: number;
  readonly heldUntilMs: number;
  readonly grant: (pass: GatePass) => void;
}

interface Flight {
  readonly media: boolean;
  isSlow: boolean;
  readonly startedAtMs: number;
}

export function createGate({ clock, random, budget }: GateTools): Gate {
  let mode = INITIAL_MODE;
  let health: GateHealth = createGateHealth();
  const waiters = new Set<Waiter>();
  const flights = new Set<Flight>();
  const listeners = new Set<(snapshot: GateSnapshot) => void>();
  /** When a token that was not there is asked for again. */
  let tokenAtMs = -Infinity;
  let cancelWake: (() => void) | null = null;
  let leaveBudget: (() => void) | null = null;
  let isOnline = true;

  const facts = ({ request, sinceMs }: Waiter) => ({
    priority: typeof request.priority === 'function' ? request.priority() : request.priority,
    order: (typeof request.order === 'function' ? request.order() : request.order) ?? 0,
    sinceMs,
  });

  /** When a lone probe stops keeping the others back. */
  const probeOverMs = (): number =>
    isDead(health)
      ? Math.max(...[...flights].map((flight) => flight.startedAtMs + PROBE_ALONE_MS))
      : -Infinity;

  /** When this waiter may start, as far as that is a matter of time. */
  const readyAtMs = (waiter: Waiter): number =>
    Math.max(
      isOnline ? -Infinity : Infinity,
      closedUntilMs(health),
      waiter.paceUntilMs,
      waiter.heldUntilMs,
      tokenAtMs,
      probeOverMs(),
    );

  const hasRoom = (media: boolean): boolean => {
    if (flights.size >= MOST_IN_FLIGHT) return false;
    const alike = [...flights].filter((flight) => flight.media === media && !flight.isSlow).length;
    if (media) return alike < mediaLimit(health.concurrency, mode);
    return alike < (mode.joining ? OTHERS_JOINING : OTHERS_LISTENING);
  };

  const takeToken = (nowMs: number): boolean => {
    const waitMs = budget.spend(onTokens);
    if (waitMs > 0) tokenAtMs = nowMs + tokenSpread(waitMs, random);
    return waitMs === 0;
  };

  function startNext(nowMs: number): boolean {
    const ready = [...waiters].filter((waiter) => readyAtMs(waiter) <= nowMs);
    const ranked = ready.map((waiter) => ({ waiter, ...facts(waiter) }));
    ranked.sort((a, b) => compareWaiting(a, b, nowMs));
    const next = ranked.find(({ priority }) => hasRoom(isMedia(priority)));
    // The token comes last: asking for it takes it.
    if (next === undefined || !takeToken(nowMs)) return false;
    start(next.waiter, isMedia(next.priority), nowMs);
    return true;
  }

  function start(waiter: Waiter, media: boolean, nowMs: number): void {
    health = { ...health, tick: health.tick + 1 };
    const startedTick = health.tick;
    const flight: Flight = { media, isSlow: false, startedAtMs: nowMs };
    waiters.delete(waiter);
    flights.add(flight);
    waiter.grant({
      startedAtMs: nowMs,
      headerTimeoutMs: headerTimeoutMs(health.headerTimes),
      slowAfterMs: slowAfterMs(health.headerTimes),
      setSlow(isSlow) {
        if (flight.isSlow === isSlow || !flights.has(flight)) return;
        flight.isSlow = isSlow;
        if (isSlow) pump();
      },
      refused(retryAfterMs) {
        health = heldFor(health, retryAfterMs, clock.now(), random);
        pump();
      },
      settle(outcome) {
        if (!flights.delete(flight)) return;
        const baseMs = mode.joining ? JOIN_BASE_MS : BACKOFF_BASE_MS;
        const { capMs, yieldMs = null } = mode;
        const facts = { startedTick, nowMs: clock.now(), baseMs, capMs, yieldMs };
        health = settled(health, outcome, facts, random);
        const meaning = meaningOf(outcome);
        if (meaning === 'success') budget.succeeded();
        else if (meaning === 'alive') budget.answered();
        pump();
      },
      cancel() {
        if (flights.delete(flight)) pump();
      },
    });
  }

  /** Starts all that may start, then sleeps until time alone can change something. */
  function pump(): void {
    // One moment for both: what comes due between two looks at the clock would be neither started nor waited for.
    let nowMs = clock.now();
    while (startNext(nowMs)) nowMs = clock.now();
    sleepOrWake(nowMs);
    tell();
  }

  function sleepOrWake(nowMs: number): void {
    cancelWake?.();
    cancelWake = null;
    const timesMs = [...waiters].map(readyAtMs);
    if (listeners.size > 0) timesMs.push(closedUntilMs(health));
    const nextMs = Math.min(...timesMs.filter((timeMs) => timeMs > nowMs));
    if (nextMs < Infinity) cancelWake = clock.setTimer(pump, nextMs - nowMs);

    const wantsToken = waiters.size > 0 && tokenAtMs > nowMs;
    if (wantsToken) leaveBudget ??= budget.subscribe(onTokens);
    else {
      leaveBudget?.();
      leaveBudget = null;
    }
  }

  function onTokens(): void {
    tokenAtMs = -Infinity;
    pump();
  }

  function snapshot(): GateSnapshot {
    const readyMs = waiters.size > 0 ? Math.min(...[...waiters].map(readyAtMs)) : closedUntilMs(health);
    const nowMs = clock.now();
    const shutMs = closedUntilMs(health);
    return {
      closedUntilMs: readyMs > nowMs && readyMs < Infinity ? readyMs : null,
      shutUntilMs: shutMs > nowMs ? shutMs : null,
      inFlight: flights.size,
      limit: isDead(health) ? 1 : mediaLimit(health.concurrency, mode),
      queued: waiters.size,
      consecutiveFailures: health.consecutiveFailures,
      headerTimeoutMs: headerTimeoutMs(health.headerTimes),
    };
  }

  let told = snapshot();
  function tell(): void {
    const next = snapshot();
    if (isSame(told, next)) return;
    told = next;
    for (const listener of [...listeners]) listener(next);
  }

  function hurry(): void {
    health = hurried(health);
    tokenAtMs = -Infinity;
    for (const waiter of waiters) waiter.paceUntilMs = -Infinity;
    pump();
  }

  return {
    acquire: (request) =>
      new Promise((resolve, reject) => {
        const { signal } = request;
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const onAbort = () => {
          waiters.delete(waiter);
          reject(signal.reason as Error);
          pump();
        };
        const nowMs = clock.now();
        const waiter: Waiter = {
          request,
          sinceMs: nowMs,
          paceUntilMs: nowMs + (request.paceMs ?? 0),
          heldUntilMs: nowMs + (request.heldMs ?? 0),
          grant(pass) {
            signal.removeEventListener('abort', onAbort);
            resolve(pass);
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiters.add(waiter);
        pump();
      }),
    setMode(next) {
      const { joining, urgent, capMs, yieldMs = null } = mode;
      const isSame = joining === next.joining && urgent === next.urgent && capMs === next.capMs;
      if (isSame && yieldMs === (next.yieldMs ?? null)) return;
      mode = next;
      if ((next.yieldMs ?? null) === null) health = unyielding(health);
      pump();
    },
    setOnline(online) {
      if (online === isOnline) return;
      isOnline = online;
      if (online) hurry();
      else pump();
    },
    hurry,
    snapshot,
    subscribe(listener) {
      if (listeners.size === 0) told = snapshot();
      listeners.add(listener);
      pump();
      return () => {
        listeners.delete(listener);
        pump();
      };
    },
  };
}

function isSame(a: GateSnapshot, b: GateSnapshot): boolean {
  return (
    a.closedUntilMs === b.closedUntilMs &&
    a.shutUntilMs === b.shutUntilMs &&
    a.inFlight === b.inFlight &&
    a.limit === b.limit &&
    a.queued === b.queued &&
    a.consecutiveFailures === b.consecutiveFailures &&
    a.headerTimeoutMs === b.headerTimeoutMs
  );
}
