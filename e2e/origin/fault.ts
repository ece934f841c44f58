import * as v from 'valibot';
import type { Answer } from './answer.ts';
import type { Admission } from './capacity-queue.ts';
import { cachedError, cachedErrorSchema } from './faults/cached-error.ts';
import { capacity, capacitySchema } from './faults/capacity.ts';
import { changedEtag, changedEtagSchema } from './faults/changed-etag.ts';
import { clockSkewSchema } from './faults/clock-skew.ts';
import { empty, emptySchema } from './faults/empty.ts';
import { ended, endedSchema } from './faults/ended.ts';
import { gone, goneSchema } from './faults/gone.ts';
import { hang, hangSchema } from './faults/hang.ts';
import { headers, headersSchema } from './faults/headers.ts';
import { latency, latencySchema } from './faults/latency.ts';
import { limitData, limitDataSchema } from './faults/limit-data.ts';
import { limiter, limiterSchema } from './faults/limiter.ts';
import { malformed, malformedSchema } from './faults/malformed.ts';
import { noCors, noCorsSchema } from './faults/no-cors.ts';
import { notFound, notFoundSchema } from './faults/not-found.ts';
import { older, olderSchema } from './faults/older.ts';
import { range, rangeSchema } from './faults/range.ts';
import { rateLimitFields, rateLimitFieldsSchema } from './faults/rate-limit-fields.ts';
import { refuseSchema } from './faults/refuse.ts';
import { reset, resetSchema } from './faults/reset.ts';
import { slicer, slicerSchema } from './faults/slicer.ts';
import { slowAcceptSchema } from './faults/slow-accept.ts';
import { slowClose, slowCloseSchema } from './faults/slow-close.ts';
import { stale, staleSchema } from './faults/stale.ts';
import { stalledBody, stalledBodySchema } from './faults/stalled-body.ts';
import { statusCycle, statusCycleSchema } from './faults/status-cycle.ts';
import { status, statusSchema } from './faults/status.ts';
import { throttle, throttleSchema } from './faults/throttle.ts';
import { timeout, timeoutSchema } from './faults/timeout.ts';
import { trickle, trickleSchema } from './faults/trickle.ts';
import { truncate, truncateSchema } from './faults/truncate.ts';
import { upstreamSchema } from './faults/upstream.ts';
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
  timeoutSchema,
  slowCloseSchema,
  limitDataSchema,
  slicerSchema,
  upstreamSchema,
  slowAcceptSchema,
  capacitySchema,
  cachedErrorSchema,
  statusCycleSchema,
  goneSchema,
  rangeSchema,
  changedEtagSchema,
  noCorsSchema,
  headersSchema,
  rateLimitFieldsSchema,
  clockSkewSchema,
] as const;

/** Every fault there is, in the order of the documentation, with what it does. */
export const faultVocabulary = schemas.map((schema) => ({
  name: schema.entries.type.literal,
  description: v.getDescription(schema) ?? '',
}));
const names = faultVocabulary.map(({ name }) => name).join(', ');

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
  /** What a capacity does with the request. */
  readonly admission: Admission;
  /** Which request for the path it is, from 1. */
  readonly ordinal: number;
  /** The Range header as it came. */
  readonly range: string | null;
  readonly healthyWith: HealthyWith;
}

/** What becomes of an answer that a fault strikes. */
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
    case 'timeout':
      return timeout(answer, fault);
    case 'slow-close':
      return slowClose(answer, fault);
    case 'limit-data':
      return limitData(answer, fault);
    case 'slicer':
      return slicer(answer, fault, facts.chance);
    case 'capacity':
      return capacity(answer, fault, facts.admission, facts.line);
    case 'cached-error':
      return cachedError(answer, fault, facts.elapsedSeconds - facts.fromSeconds);
    case 'status-cycle':
      return statusCycle(answer, fault, facts.ordinal);
    case 'gone':
      return gone(answer);
    case 'range':
      return range(answer, fault, facts.range, facts.healthyWith);
    case 'changed-etag':
      return changedEtag(answer, fault, facts.ordinal);
    case 'no-cors':
      return noCors(answer, fault);
    case 'headers':
      return headers(answer, fault);
    case 'rate-limit-fields':
      return rateLimitFields(answer, fault);
    // Not of the answer: the connection, the request on its way, the clock.
    case 'refuse':
    case 'upstream':
    case 'slow-accept':
    case 'clock-skew':
      return answer;
  }
}

/** Faults that only slow an answer down. */
export function slowsOnly(fault: Fault): boolean {
  return slowing.has(fault.type) || isLine(fault);
}
const slowing: ReadonlySet<Fault['type']> = new Set(['latency', 'upstream', 'slow-accept', 'slicer']);

/** Faults that add up with whatever else strikes an answer; of the others only the first strikes. */
export function addsUp(fault: Fault): boolean {
  return slowsOnly(fault) || beforeOthers.has(fault.type) || afterOthers.has(fault.type);
}
/** They alter what others may cut. */
const beforeOthers: ReadonlySet<Fault['type']> = new Set(['range', 'changed-etag']);
/** They are about the fields of whatever is answered. */
const afterOthers: ReadonlySet<Fault['type']> = new Set([
  'no-cors',
  'headers',
  'rate-limit-fields',
  'clock-skew',
]);

/** Faults are applied stage by stage, in a stage in the scenario's order. */
export function stageOf(fault: Fault): number {
  if (beforeOthers.has(fault.type)) return 0;
  return afterOthers.has(fault.type) ? 2 : 1;
}

/** Faults that let everything through a saturated line, also what was under way before. */
export function isLine(fault: Fault): fault is Extract<Fault, { type: 'throttle' | 'trickle' }> {
  return fault.type === 'throttle' || fault.type === 'trickle';
}
