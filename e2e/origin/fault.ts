import * as v from 'valibot';
import type { Answer } from './answer.ts';
import { empty, emptySchema } from './faults/empty.ts';
import { ended, endedSchema } from './faults/ended.ts';
import { hang, hangSchema } from './faults/hang.ts';
import { latency, latencySchema } from './faults/latency.ts';
import { limiter, limiterSchema } from './faults/limiter.ts';
import { malformed, malformedSchema } from './faults/malformed.ts';
import { notFound, notFoundSchema } from './faults/not-found.ts';
import { older, olderSchema } from './faults/older.ts';
import { refuseSchema } from './faults/refuse.ts';
import { reset, resetSchema } from './faults/reset.ts';
import { stale, staleSchema } from './faults/stale.ts';
import { stalledBody, stalledBodySchema } from './faults/stalled-body.ts';
import { status, statusSchema } from './faults/status.ts';
import { throttle, throttleSchema } from './faults/throttle.ts';
import { trickle, trickleSchema } from './faults/trickle.ts';
import { truncate, truncateSchema } from './faults/truncate.ts';
import type { Line } from './line.ts';
import type { HealthyWith } from './resources.ts';

const schemas = [
  notFoundSchema,
  statusSchema,
  resetSchema,
  truncateSchema,
  hangSchema,
  stalledBodySchema,
  throttleSchema,
  trickleSchema,
  latencySchema,
  limiterSchema,
  malformedSchema,
  emptySchema,
  staleSchema,
  olderSchema,
  endedSchema,
  refuseSchema,
] as const;
const names = schemas.map((schema) => schema.entries.type.literal).join(', ');

export const faultSchema = v.variant('type', schemas, `must be one of ${names}`);
export type Fault = v.InferOutput<typeof faultSchema>;

export interface FaultFacts {
  readonly wallNowMs: number;
  /** Uniform in [0, 1). */
  readonly chance: number;
  readonly elapsedSeconds: number;
  /** When the entry of the scenario began. */
  readonly fromSeconds: number;
  /** The saturated line of this entry of the scenario; for `trickle` the answer's own. */
  readonly line: Line;
  /** What a limiter tells the client to wait; null: nothing. */
  readonly retryAfterSeconds: number | null;
  readonly healthyWith: HealthyWith;
}

/** What becomes of an answer that a fault strikes. `refuse` strikes connections, not answers. */
export function applyFault(answer: Answer, fault: Fault, facts: FaultFacts): Answer {
  switch (fault.type) {
    case 'not-found':
      return notFound(answer, fault);
    case 'status':
      return status(answer, fault, facts.wallNowMs);
    case 'reset':
      return reset(answer, fault);
    case 'truncate':
      return truncate(answer, fault);
    case 'hang':
      return hang(answer, fault);
    case 'stalled-body':
      return stalledBody(answer, fault);
    case 'throttle':
      return throttle(answer, facts.line);
    case 'trickle':
      return trickle(answer, facts.line);
    case 'limiter':
      return facts.retryAfterSeconds === null ? answer : limiter(answer, fault, facts.retryAfterSeconds);
    case 'stale':
      return stale(answer, facts.fromSeconds, facts.healthyWith);
    case 'older':
      return older(answer, fault, facts.elapsedSeconds, facts.healthyWith);
    case 'ended':
      return ended(answer, facts.healthyWith);
    case 'empty':
      return empty(answer);
    case 'latency':
      return latency(answer, fault, facts.chance);
    case 'malformed':
      return malformed(answer, fault);
    case 'refuse':
      return answer;
  }
}

/** Faults that slow an answer down add up with whatever else strikes it; of the others only the first strikes. */
export function slowsOnly(fault: Fault): boolean {
  return fault.type === 'latency' || isLine(fault);
}

/** Faults that let everything through a saturated line, also what was under way before. */
export function isLine(fault: Fault): fault is Extract<Fault, { bitsPerSecond: number }> {
  return fault.type === 'throttle' || fault.type === 'trickle';
}
