import * as v from 'valibot';
import type { Answer } from './answer.ts';
import { hang, hangSchema } from './faults/hang.ts';
import { latency, latencySchema } from './faults/latency.ts';
import { malformed, malformedSchema } from './faults/malformed.ts';
import { notFound, notFoundSchema } from './faults/not-found.ts';
import { refuseSchema } from './faults/refuse.ts';
import { reset, resetSchema } from './faults/reset.ts';
import { stalledBody, stalledBodySchema } from './faults/stalled-body.ts';
import { status, statusSchema } from './faults/status.ts';
import { throttle, throttleSchema } from './faults/throttle.ts';
import { truncate, truncateSchema } from './faults/truncate.ts';
import type { Line } from './line.ts';

const schemas = [
  notFoundSchema,
  statusSchema,
  resetSchema,
  truncateSchema,
  hangSchema,
  stalledBodySchema,
  throttleSchema,
  latencySchema,
  malformedSchema,
  refuseSchema,
] as const;
const names = schemas.map((schema) => schema.entries.type.literal).join(', ');

export const faultSchema = v.variant('type', schemas, `must be one of ${names}`);
export type Fault = v.InferOutput<typeof faultSchema>;

export interface FaultFacts {
  readonly wallNowMs: number;
  /** Uniform in [0, 1). */
  readonly chance: number;
  /** The saturated line of this entry of the scenario. */
  readonly line: Line;
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
  return fault.type === 'throttle' || fault.type === 'latency';
}
