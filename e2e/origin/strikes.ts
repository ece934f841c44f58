import type { Answer } from './answer.ts';
import type { Admission } from './capacity-queue.ts';
import type { Draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { addsUp, applyFault, isLine, slowsOnly, stageOf } from './fault.ts';
import { slowAcceptDelayMs } from './faults/slow-accept.ts';
import { statusOfCycle } from './faults/status-cycle.ts';
import { upstreamDelayMs } from './faults/upstream.ts';
import type { Line } from './line.ts';
import type { AskedFor } from './match.ts';
import { matches } from './match.ts';
import type { Pathway } from './pathway.ts';
import { isActive } from './periods.ts';
import type { HealthyWith } from './resources.ts';
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
  /** What a capacity does with it; for every other fault it is admitted. */
  readonly admission: Admission;
}

const freely: Admission = { kind: 'admitted', waitMs: 0 };

/** What a draw about a request is about. */
export function chanceKeyOf({
  target,
  pathway,
  ordinal,
  client = null,
}: AskedFor): readonly (string | number)[] {
  return [...pathway.chanceKey, target.path, ordinal, ...(client === null ? [] : [client])];
}

/** What decides for itself whether it strikes. Each is asked at most once, and only where nothing before has broken the answer. */
export interface Gates {
  /** What the limiter of an entry tells a client to wait; null lets pass. */
  readonly limit?: (index: number) => number | null;
  /** Whether the capacity of an entry is enough. */
  readonly admit?: (index: number) => Admission;
}

/**
 * What strikes a request: every entry is drawn on its own, in the scenario's order;
 * all that add up, and the first of the others. The same seed, pathway, path and ordinal give the same answer.
 * A line that is not saturated yet belongs to it too: that can happen in the middle of a transfer.
 */
export function strikesOn(
  scenario: Pick<Scenario, 'faults'>,
  asked: AskedFor,
  elapsedSeconds: number,
  draw: Draw,
  { limit = () => null, admit = () => freely }: Gates = {},
): readonly Strike[] {
  const strikes: Strike[] = [];
  let isBroken = false;
  for (const [index, entry] of scenario.faults.entries()) {
    const { fault, fromSeconds } = entry;
    if (fault.type === 'refuse') continue;
    if (!matches(entry.match, asked, { now: elapsedSeconds, from: fromSeconds })) continue;
    if (isBroken && !addsUp(fault)) continue;
    const isDue = isLine(fault)
      ? elapsedSeconds < (entry.toSeconds ?? Infinity)
      : isActive(entry, elapsedSeconds);
    if (!isDue || !concerns(fault, asked, elapsedSeconds)) continue;
    if (draw('strike', index, ...chanceKeyOf(asked)) >= entry.probability) continue;
    const retryAfterSeconds = fault.type === 'limiter' ? limit(index) : null;
    if (fault.type === 'limiter' && retryAfterSeconds === null) continue;
    const admission = fault.type === 'capacity' ? admit(index) : freely;
    const isUnfelt = admission.kind === 'admitted' && admission.waitMs === 0;
    if (fault.type === 'capacity' && isUnfelt && fault.bitsPerSecond === undefined) continue;
    strikes.push({ index, fault, fromSeconds, retryAfterSeconds, admission });
    isBroken ||= breaks(fault, admission);
  }
  return strikes;
}

/** Whether a request is of the kind that a fault is about at all, whatever the entry matches. */
function concerns(fault: Fault, asked: AskedFor, elapsedSeconds: number): boolean {
  const { target, ordinal } = asked;
  switch (fault.type) {
    case 'range':
      return (asked.range ?? null) !== null;
    case 'slow-accept':
      return asked.opensConnection === true;
    case 'status-cycle':
      return statusOfCycle(fault, ordinal) !== 200;
    case 'gone': {
      const first = asked.listedAt?.(elapsedSeconds)?.first ?? -Infinity;
      return target.sequence !== null && !target.isRecorded && target.sequence < first;
    }
    default:
      return true;
  }
}

function breaks(fault: Fault, admission: Admission): boolean {
  return fault.type === 'capacity' ? admission.kind === 'refused' : !addsUp(fault);
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
  /** Unix time in milliseconds. */
  readonly beganAtWallMs: number;
  /** Which request for the path it is, from 1. */
  readonly ordinal: number;
  /** The Range header as it came. */
  readonly range: string | null;
  /** Of the request: its line and headers. */
  readonly requestBytes: number;
  readonly healthyWith: HealthyWith;
  readonly chanceOf: (strike: Strike) => number;
  readonly lineOf: (strike: Strike) => Line;
}

/**
 * The healthy answer as it is after all that strikes it: first what the request itself suffers on its way and the
 * origin's clock, then what is answered, in the scenario's order, at last the fields that are said with any answer.
 */
export function struckAnswer(strikes: readonly Strike[], facts: StrikeFacts): Answer {
  const lateMs = sum(strikes, (strike) => onTheWayMs(strike, facts));
  const skewMs = sum(strikes, ({ fault }) => (fault.type === 'clock-skew' ? fault.bySeconds * 1000 : 0));
  const elapsedSeconds = facts.elapsedSeconds + lateMs / 1000;
  const healthyWith: HealthyWith = (change) =>
    facts.healthyWith({ elapsedSeconds, beganAtWallMs: facts.beganAtWallMs + skewMs, ...change });
  const healthy = healthyWith({});
  const headersAfterMs = healthy.headersAfterMs + lateMs;
  const asSaid = { ...healthy, headersAfterMs, dateSkewMs: skewMs };
  const inOrder = strikes.toSorted((one, other) => stageOf(one.fault) - stageOf(other.fault));
  return inOrder.reduce<Answer>(
    (answer, strike) =>
      applyFault(answer, strike.fault, {
        wallNowMs: facts.wallNowMs + skewMs,
        elapsedSeconds,
        healthyWith,
        ordinal: facts.ordinal,
        range: facts.range,
        fromSeconds: strike.fromSeconds,
        retryAfterSeconds: strike.retryAfterSeconds,
        admission: strike.admission,
        chance: facts.chanceOf(strike),
        line: facts.lineOf(strike),
      }),
    asSaid,
  );
}

function onTheWayMs(strike: Strike, { requestBytes, chanceOf }: StrikeFacts): number {
  const { fault } = strike;
  if (fault.type === 'upstream') return upstreamDelayMs(fault, requestBytes, chanceOf(strike));
  return fault.type === 'slow-accept' ? slowAcceptDelayMs(fault, chanceOf(strike)) : 0;
}

function sum(strikes: readonly Strike[], of: (strike: Strike) => number): number {
  return strikes.reduce((total, strike) => total + of(strike), 0);
}

/** The name under which a request's fault is logged: what broke it, else what altered it, else what slowed it. */
export function faultName(
  strikes: readonly Strike[],
  elapsedSeconds: number,
  scenario: Pick<Scenario, 'faults'>,
): Fault['type'] | null {
  const felt = strikes.filter(({ index }) => {
    const entry = scenario.faults[index];
    return entry !== undefined && isActive(entry, elapsedSeconds);
  });
  const worst =
    felt.find(({ fault, admission }) => breaks(fault, admission)) ??
    felt.find(({ fault }) => !slowsOnly(fault)) ??
    felt[0];
  return worst?.fault.type ?? null;
}
