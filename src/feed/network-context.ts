import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import type { Priority } from '../network/gate.ts';
import type { AnswerHead, Fetch } from '../network/attempt.ts';
import type {
  TransferArrival,
  TransferDecision,
  TransferFailure,
  TransferResult,
  TransferSource,
} from '../network/transfer-request.ts';
import { transfer } from '../network/transfer.ts';
import type { FeedEvent, Requested } from './feed-snapshot.ts';
import type { ThroughputMeter } from './throughput.ts';

/** What every request of a feed has in common. */
export interface NetworkContext {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly throughput: ThroughputMeter;
  readonly emit: (event: FeedEvent) => void;
}

export interface ResourceRequest {
  readonly what: Requested;
  /** Asked before every attempt: the place where a later attempt may turn to another pathway or rendition. */
  choose(attempt: number, beside: readonly string[]): TransferSource;
  onMoves?(callback: () => void): () => void;
  readonly byteRange?: { readonly start: number; readonly length: number };
  priority(): Priority;
  order?(): number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  check(body: Uint8Array, head: AnswerHead, pathwayId: string): string | null;
  onFailure(failure: TransferFailure): TransferDecision;
  onWhole?(arrival: TransferArrival): void;
  onProgress?(received: number, total: number | null): void;
}

/** One resource through the gate, however many attempts it takes, told to the feed's listeners as it happens. */
export function fetchResource(context: NetworkContext, request: ResourceRequest): Promise<TransferResult> {
  const { clock, throughput, emit } = context;
  const resumable = request.what === 'segment' || request.what === 'init';
  let receiving = false;
  let receivedBefore = 0;
  const stopReceiving = () => {
    if (receiving) throughput.end(clock.now());
    receiving = false;
  };
  return transfer(
    {
      choose: (attempt, beside) => request.choose(attempt, beside),
      onMoves: (callback) => request.onMoves?.(callback) ?? (() => undefined),
      priority: () => request.priority(),
      order: () => request.order?.() ?? 0,
      resume: resumable,
      maxBytes: request.maxBytes,
      signal: request.signal,
      ...(request.byteRange === undefined ? {} : { byteRange: request.byteRange }),
      check: (body, head, pathwayId) => request.check(body, head, pathwayId),
      onFailure: (failure) => request.onFailure(failure),
      onWhole: (arrival) => request.onWhole?.(arrival),
      onAttempt({ pathwayId, url, attempt }) {
        emit({ type: 'attempt', atMs: clock.now(), pathwayId, what: request.what, url, attempt });
      },
      onProgress(received, total) {
        if (resumable) {
          if (!receiving) {
            receiving = true;
            throughput.begin(clock.now());
          }
          // A resource begun anew counts from zero again.
          throughput.bytes(received >= receivedBefore ? received - receivedBefore : received, clock.now());
        }
        receivedBefore = received;
        request.onProgress?.(received, total);
      },
      onAnswer({ pathwayId, url, attempt, elapsedMs, bytes, outcome, status }) {
        stopReceiving();
        emit({
          type: 'answer',
          atMs: clock.now(),
          pathwayId,
          what: request.what,
          url,
          attempt,
          elapsedMs,
          bytes,
          outcome,
          status,
        });
      },
    },
    context,
  ).finally(stopReceiving);
}
