import { setMaxListeners } from 'node:events';
import type { Admission, CapacityQueue } from './capacity-queue.ts';
import { createCapacityQueue } from './capacity-queue.ts';
import type { Clock } from './clock.ts';
import type { Draw } from './draw.ts';
import { createDraw } from './draw.ts';
import { isLine } from './fault.ts';
import type { Line } from './line.ts';
import { createLine } from './line.ts';
import type { RequestLimiter } from './request-limiter.ts';
import { createRequestLimiter } from './request-limiter.ts';
import type { FaultEntry, Scenario } from './scenario.ts';
import { activeForMs } from './periods.ts';

/** One run of a scenario, from its beginning until it is ended or begun again. */
export interface Evening {
  /** As it was written, and what has been added to its faults since. */
  readonly scenario: Scenario;
  /** Adds an entry behind all others; returns its place in the list. */
  addFault(entry: FaultEntry): number;
  /** Ends an entry now, if it is not over yet: places in the list stay. False: there is none. */
  endFault(index: number): boolean;
  /** Calls back for each entry of the list, those that are there and those that are added. */
  onFault(callback: (entry: FaultEntry, index: number) => void): void;
  /** Calls back when an entry is ended before its time. */
  onFaultEnded(callback: (index: number) => void): void;
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
   * The saturated line of an entry of the scenario: one for all connections to a pathway, and, but for `capacity`, one
   * for each client who has a name; for `trickle` a new one each time.
   */
  lineOf(entryIndex: number, pathway: string, client?: string | null): Line;
  /**
   * Asks the limiter that an entry has for a pathway whether a client may pass: null, or the seconds that it is told
   * to wait.
   */
  limit(entryIndex: number, pathway: string, client: string): number | null;
  /** Asks the capacity that an entry gives a pathway whether one more request may come. */
  admit(entryIndex: number, pathway: string): Admission;
  /** Calls back when that second is reached (at once if it has passed), unless the evening ends before. */
  at(elapsedSeconds: number, callback: () => void): void;
  /** Aborts when the evening ends. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Begins an evening, `atSeconds` into it. */
export function beginEvening(written: Scenario, seed: number, clock: Clock, atSeconds: number): Evening {
  const beganAtMs = clock.now() - atSeconds * 1000;
  const controller = new AbortController();
  // Everything that is under way hears of its end.
  setMaxListeners(0, controller.signal);
  const ordinals = new Map<string, number>();
  const lines = new Map<string, Line>();
  const limiters = new Map<string, RequestLimiter>();
  const queues = new Map<string, CapacityQueue>();
  const faultCallbacks: ((entry: FaultEntry, index: number) => void)[] = [];
  const endCallbacks: ((index: number) => void)[] = [];
  let scenario = written;
  const elapsedSeconds = () => (clock.now() - beganAtMs) / 1000;

  function makeLine(entryIndex: number): Line {
    const entry = scenario.faults[entryIndex];
    const bitsPerSecond = entry === undefined ? undefined : bitRateOf(entry);
    if (bitsPerSecond === undefined) return { take: (bytes) => Promise.resolve(bytes) };
    // An entry can be ended before its time.
    const saturatedForMs = () => activeForMs(scenario.faults[entryIndex] ?? over, elapsedSeconds());
    return createLine({ bitsPerSecond, saturatedForMs }, clock);
  }

  return {
    get scenario() {
      return scenario;
    },
    addFault(entry) {
      const index = scenario.faults.length;
      scenario = { ...scenario, faults: [...scenario.faults, entry] };
      for (const callback of faultCallbacks) callback(entry, index);
      return index;
    },
    endFault(index) {
      const entry = scenario.faults[index];
      if (entry === undefined) return false;
      const toSeconds = Math.min(entry.toSeconds ?? Infinity, elapsedSeconds());
      scenario = { ...scenario, faults: scenario.faults.with(index, { ...entry, toSeconds }) };
      for (const callback of endCallbacks) callback(index);
      return true;
    },
    onFault(callback) {
      for (const [index, entry] of scenario.faults.entries()) callback(entry, index);
      faultCallbacks.push(callback);
    },
    onFaultEnded: (callback) => void endCallbacks.push(callback),
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
      const type = scenario.faults[entryIndex]?.fault.type;
      if (type === 'trickle') return makeLine(entryIndex);
      const isShared = client === null || type === 'capacity';
      const key = isShared ? `${entryIndex} ${pathway}` : `${entryIndex} ${pathway} ${client}`;
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
    admit(entryIndex, pathway) {
      const fault = scenario.faults[entryIndex]?.fault;
      if (fault?.type !== 'capacity') return { kind: 'admitted', waitMs: 0 };
      const key = `${entryIndex} ${pathway}`;
      const queue = queues.get(key) ?? createCapacityQueue(fault);
      queues.set(key, queue);
      return queue.ask(clock.now());
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

const over = { fromSeconds: 0, toSeconds: 0 };

function bitRateOf({ fault }: FaultEntry): number | undefined {
  return isLine(fault) || fault.type === 'capacity' ? fault.bitsPerSecond : undefined;
}
