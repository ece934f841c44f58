import type { Clock } from './clock.ts';
import type { Draw } from './draw.ts';
import { createDraw } from './draw.ts';
import { isLine } from './fault.ts';
import type { Line } from './line.ts';
import { createLine } from './line.ts';
import type { RequestLimiter } from './request-limiter.ts';
import { createRequestLimiter } from './request-limiter.ts';
import type { Scenario } from './scenario.ts';
import { activeForMs } from './strikes.ts';

/** One run of a scenario, from its beginning until it is ended or begun again. */
export interface Evening {
  readonly scenario: Scenario;
  /** Unix time in milliseconds at second 0. */
  readonly beganAtWallMs: number;
  readonly draw: Draw;
  elapsedSeconds(): number;
  /** Which request for this path it is, from 1: what chance depends on. */
  ordinalOf(path: string): number;
  /** The saturated line of an entry of the scenario: one for all connections; for `trickle` a new one each time. */
  lineOf(entryIndex: number): Line;
  /** Asks the limiter of an entry for a client: null lets pass, else the seconds that the client is told to wait. */
  limit(entryIndex: number, client: string): number | null;
  /** Calls back when that second is reached (at once if it has passed), unless the evening ends before. */
  at(elapsedSeconds: number, callback: () => void): void;
  /** Aborts when the evening ends. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Begins an evening, `atSeconds` into it. */
export function beginEvening(scenario: Scenario, seed: number, clock: Clock, atSeconds: number): Evening {
  const beganAtMs = clock.now() - atSeconds * 1000;
  const controller = new AbortController();
  const ordinals = new Map<string, number>();
  const lines = new Map<number, Line>();
  const limiters = new Map<number, RequestLimiter>();
  const elapsedSeconds = () => (clock.now() - beganAtMs) / 1000;

  function makeLine(entryIndex: number): Line {
    const entry = scenario.faults[entryIndex];
    if (entry === undefined || !isLine(entry.fault)) return { take: (bytes) => Promise.resolve(bytes) };
    const saturatedForMs = () => activeForMs(entry, elapsedSeconds());
    return createLine({ bitsPerSecond: entry.fault.bitsPerSecond, saturatedForMs }, clock);
  }

  return {
    scenario,
    beganAtWallMs: clock.wallNow() - atSeconds * 1000,
    draw: createDraw(seed),
    elapsedSeconds,
    ordinalOf(path) {
      const ordinal = (ordinals.get(path) ?? 0) + 1;
      ordinals.set(path, ordinal);
      return ordinal;
    },
    lineOf(entryIndex) {
      if (scenario.faults[entryIndex]?.fault.type === 'trickle') return makeLine(entryIndex);
      const line = lines.get(entryIndex) ?? makeLine(entryIndex);
      lines.set(entryIndex, line);
      return line;
    },
    limit(entryIndex, client) {
      const fault = scenario.faults[entryIndex]?.fault;
      if (fault?.type !== 'limiter') return null;
      const limiter = limiters.get(entryIndex) ?? createRequestLimiter(fault);
      limiters.set(entryIndex, limiter);
      return limiter.ask(client, clock.now());
    },
    at(second, callback) {
      const delayMs = (second - elapsedSeconds()) * 1000;
      if (delayMs <= 0) callback();
      else if (Number.isFinite(delayMs)) {
        const cancel = clock.setTimer(callback, delayMs);
        controller.signal.addEventListener('abort', cancel, { once: true });
      }
    },
    signal: controller.signal,
    end: () => controller.abort(),
  };
}
