import { setMaxListeners } from 'node:events';
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
  /**
   * Which request for this path of the pathway it is, from 1: what chance depends on. Those of a client who has a name
   * are counted apart.
   */
  ordinalOf(pathway: string, path: string, client?: string | null): number;
  /**
   * The saturated line of an entry of the scenario: one for all connections to a pathway, and one for each client who
   * has a name; for `trickle` a new one each time.
   */
  lineOf(entryIndex: number, pathway: string, client?: string | null): Line;
  /**
   * Asks the limiter that an entry has for a pathway whether a client may pass: null, or the seconds that it is told
   * to wait.
   */
  limit(entryIndex: number, pathway: string, client: string): number | null;
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
  // Everything that is under way hears of its end.
  setMaxListeners(0, controller.signal);
  const ordinals = new Map<string, number>();
  const lines = new Map<string, Line>();
  const limiters = new Map<string, RequestLimiter>();
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
    ordinalOf(pathway, path, client = null) {
      const key = client === null ? `${pathway} ${path}` : `${pathway} ${path} ${client}`;
      const ordinal = (ordinals.get(key) ?? 0) + 1;
      ordinals.set(key, ordinal);
      return ordinal;
    },
    lineOf(entryIndex, pathway, client = null) {
      if (scenario.faults[entryIndex]?.fault.type === 'trickle') return makeLine(entryIndex);
      const key = client === null ? `${entryIndex} ${pathway}` : `${entryIndex} ${pathway} ${client}`;
      const line = lines.get(key) ?? makeLine(entryIndex);
      lines.set(key, line);
      return line;
    },
    limit(entryIndex, pathway, client) {
      const fault = scenario.faults[entryIndex]?.fault;
      if (fault?.type !== 'limiter') return null;
      const key = `${entryIndex} ${pathway}`;
      const limiter = limiters.get(key) ?? createRequestLimiter(fault);
      limiters.set(key, limiter);
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
