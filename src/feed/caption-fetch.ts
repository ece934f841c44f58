import type { AnswerHead } from '../network/attempt.ts';
import type { Gate } from '../network/gate.ts';
import type { WantedPart } from '../network/resume.ts';
import { transfer } from '../network/transfer.ts';
import type { TransferDecision, TransferFailure } from '../network/transfer-request.ts';
import type { NetworkContext } from './network-context.ts';
import type { Pathways } from './pathways.ts';
import { createOwnGate, createSideBudget, createSideGate } from './side-gate.ts';

/** Failures in a row after which another pathway that has the captions is asked. */
const FAILURES_TO_TURN_AWAY = 2;

interface CaptionRequest {
  /** Pathways that have it; asked before every attempt. */
  candidates(): readonly string[];
  urlOn(pathwayId: string): string;
  readonly byteRange?: WantedPart | undefined;
  order?(): number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  check(body: Uint8Array, head: AnswerHead, pathwayId: string): string | null;
  onFailure(failure: TransferFailure): TransferDecision;
}

/** What was had, or why it was given up. */
export type CaptionAnswer =
  | {
      readonly kind: 'ok';
      readonly body: Uint8Array;
      /** After redirects. */
      readonly url: string;
      readonly pathwayId: string;
      /** When the request that was answered went out. Clock time. */
      readonly requestedAtMs: number;
    }
  | { readonly kind: 'given-up'; readonly failure: TransferFailure };

/** Fetches what belongs to captions, behind the sound and without telling of it: their trouble is not the link's. */
export interface CaptionFetch {
  fetch(request: CaptionRequest): Promise<CaptionAnswer>;
  hurry(): void;
  setOnline(online: boolean): void;
}

export function createCaptionFetch(
  { fetch, clock, random }: Pick<NetworkContext, 'fetch' | 'clock' | 'random'>,
  pathways: Pathways,
): CaptionFetch {
  const budget = createSideBudget(clock);
  const own = new Map<string, Gate>();
  const side = new Map<string, Gate>();
  let isOnline = true;

  const ownGate = (pathwayId: string): Gate => {
    const known = own.get(pathwayId);
    if (known !== undefined) return known;
    const gate = createOwnGate({ clock, random, budget });
    if (!isOnline) gate.setOnline(false);
    own.set(pathwayId, gate);
    side.set(
      pathwayId,
      createSideGate(pathways.gate(pathwayId), gate, () => budget.answered()),
    );
    return gate;
  };
  const choose = (candidates: readonly string[], beside: readonly string[]): string => {
    const well = candidates.filter(
      (id) => ownGate(id).snapshot().consecutiveFailures < FAILURES_TO_TURN_AWAY,
    );
    const pool = well.length > 0 ? well : candidates;
    return pathways.choose(pool, beside) ?? pool[0] ?? pathways.currentId();
  };

  return {
    async fetch(request) {
      const result = await transfer(
        {
          choose(_attempt, beside) {
            const pathwayId = choose(request.candidates(), beside);
            const gate = ownGate(pathwayId);
            return { gate: side.get(pathwayId) ?? gate, url: request.urlOn(pathwayId), pathwayId };
          },
          onMoves: (callback) => pathways.onMoves(callback),
          priority: () => 'captions',
          order: () => request.order?.() ?? 0,
          resume: false,
          ...(request.byteRange === undefined ? {} : { byteRange: request.byteRange }),
          maxBytes: request.maxBytes,
          signal: request.signal,
          check: (body, head, pathwayId) => request.check(body, head, pathwayId),
          onFailure: (failure) => request.onFailure(failure),
        },
        { fetch, clock, random },
      );
      if (result.kind === 'given-up') return result;
      const { kind, body, head, pathwayId, requestedAtMs } = result;
      return { kind, body, url: head.url, pathwayId, requestedAtMs };
    },
    hurry() {
      for (const gate of own.values()) gate.hurry();
    },
    setOnline(online) {
      isOnline = online;
      for (const gate of own.values()) gate.setOnline(online);
    },
  };
}
