import type { Answer } from './answer.ts';
import type { Draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { applyFault, isLine, slowsOnly } from './fault.ts';
import type { Line } from './line.ts';
import type { Pathway } from './pathway.ts';
import type { HealthyWith, Target } from './resources.ts';
import type { FaultEntry, Scenario } from './scenario.ts';

/** An entry of a scenario that strikes one request. */
export interface Strike {
  /** Its place in the scenario's list. */
  readonly index: number;
  readonly fault: Fault;
  /** When the entry began. */
  readonly fromSeconds: number;
  /** What a limiter tells the client to wait; null for every other fault. */
  readonly retryAfterSeconds: number | null;
}

/** A request as chance sees it. */
export interface AskedFor {
  readonly target: Target;
  readonly pathway: Pathway;
  /** Which request for the path it is on this pathway, from 1. */
  readonly ordinal: number;
  /** By what name the client goes, if it has one: then it has a fate of its own. */
  readonly client?: string | null;
}

/** What a draw about a request is about. */
export function chanceKeyOf({
  target,
  pathway,
  ordinal,
  client = null,
}: AskedFor): readonly (string | number)[] {
  return [...pathway.chanceKey, target.path, ordinal, ...(client === null ? [] : [client])];
}

export function isActive(entry: FaultEntry, elapsedSeconds: number): boolean {
  return elapsedSeconds >= entry.fromSeconds && elapsedSeconds < (entry.toSeconds ?? Infinity);
}

/** How much longer an entry lasts, in milliseconds: 0 while it is not active, Infinity for good. */
export function activeForMs(entry: FaultEntry, elapsedSeconds: number): number {
  if (!isActive(entry, elapsedSeconds)) return 0;
  return ((entry.toSeconds ?? Infinity) - elapsedSeconds) * 1000;
}

function matches(
  { what, rendition, path, pathway }: FaultEntry['match'],
  { target, pathway: asked }: AskedFor,
): boolean {
  if (pathway !== undefined && pathway !== asked.id) return false;
  if (what !== 'any' && what !== target.what) return false;
  if (rendition !== undefined && rendition !== target.rendition) return false;
  return path === undefined || wildcard(path).test(target.path);
}

function wildcard(pattern: string): RegExp {
  const literals = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`);
}

/**
 * What strikes a request: every entry is drawn on its own, in the scenario's order;
 * all that only slow down, and the first of the others. The same seed, pathway, path and ordinal give the same answer.
 * A line that is not saturated yet belongs to it too: that can happen in the middle of a transfer.
 * `limit` asks the limiter of an entry, at most once and only where nothing before has struck: null lets pass.
 */
export function strikesOn(
  scenario: Scenario,
  asked: AskedFor,
  elapsedSeconds: number,
  draw: Draw,
  limit: (index: number) => number | null = () => null,
): readonly Strike[] {
  const strikes: Strike[] = [];
  let isBroken = false;
  for (const [index, entry] of scenario.faults.entries()) {
    const { fault, fromSeconds } = entry;
    if (fault.type === 'refuse' || !matches(entry.match, asked)) continue;
    if (isBroken && !slowsOnly(fault)) continue;
    const concerned = isLine(fault)
      ? elapsedSeconds < (entry.toSeconds ?? Infinity)
      : isActive(entry, elapsedSeconds);
    if (!concerned || draw('strike', index, ...chanceKeyOf(asked)) >= entry.probability) continue;
    const retryAfterSeconds = fault.type === 'limiter' ? limit(index) : null;
    if (fault.type === 'limiter' && retryAfterSeconds === null) continue;
    strikes.push({ index, fault, fromSeconds, retryAfterSeconds });
    isBroken ||= !slowsOnly(fault);
  }
  return strikes;
}

/** Whether a new (or, when it begins, an open) connection is refused: the `ordinal`-th to the pathway. */
export function isRefused(
  { fault, match, probability }: FaultEntry,
  index: number,
  pathway: Pathway,
  ordinal: number,
  draw: Draw,
): boolean {
  if (fault.type !== 'refuse' || (match.pathway !== undefined && match.pathway !== pathway.id)) return false;
  return draw('refuse', index, ...pathway.chanceKey, ordinal) < probability;
}

export interface StrikeFacts {
  readonly wallNowMs: number;
  readonly elapsedSeconds: number;
  readonly healthyWith: HealthyWith;
  readonly chanceOf: (strike: Strike) => number;
  readonly lineOf: (strike: Strike) => Line;
}

/** The healthy answer as it is after all that strikes it. */
export function struckAnswer(strikes: readonly Strike[], facts: StrikeFacts): Answer {
  const { wallNowMs, elapsedSeconds, healthyWith } = facts;
  return strikes.reduce(
    (answer, strike) =>
      applyFault(answer, strike.fault, {
        wallNowMs,
        elapsedSeconds,
        healthyWith,
        fromSeconds: strike.fromSeconds,
        retryAfterSeconds: strike.retryAfterSeconds,
        chance: facts.chanceOf(strike),
        line: facts.lineOf(strike),
      }),
    healthyWith({}),
  );
}

/** The name under which a request's fault is logged: what broke it, else what slowed it. */
export function faultName(
  strikes: readonly Strike[],
  elapsedSeconds: number,
  scenario: Scenario,
): Fault['type'] | null {
  const felt = strikes.filter(({ index }) => {
    const entry = scenario.faults[index];
    return entry !== undefined && isActive(entry, elapsedSeconds);
  });
  return (felt.find(({ fault }) => !slowsOnly(fault)) ?? felt[0])?.fault.type ?? null;
}
