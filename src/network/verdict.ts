import type { AnswerHead, AttemptOutcome } from './attempt.ts';
import type { FailureKind } from './failure.ts';
import type { GatePass } from './gate.ts';
import type { Fit, InHand } from './resume.ts';
import { assemble, distrust, keep } from './resume.ts';
import type { TransferRequest } from './transfer-request.ts';

/** What one attempt comes to, with the bytes in hand taken into account. */
export type Verdict =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array<ArrayBuffer>; readonly head: AnswerHead }
  /** Ranges are of no use here: at once from the beginning. Nobody's failure but the range's. */
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly message: string;
      readonly progressed: boolean;
    };

/** Reads one outcome: whether the resource is whole now, and what is in hand after it. */
export function judge(
  request: Pick<TransferRequest, 'resume' | 'byteRange' | 'check'>,
  pathwayId: string,
  inHand: InHand,
  outcome: AttemptOutcome,
  fit: Fit,
): { verdict: Verdict; next: InHand } {
  if (outcome.kind === 'not-modified') throw new Error('a transfer sends no If-None-Match');
  const { head, body } = outcome;
  const had = inHand.bytes.length > 0;
  const failed = (failure: FailureKind, message: string, next = inHand, progressed = false) => ({
    verdict: { kind: 'failed', failure, message, progressed } as const,
    next,
  });
  const cut = (failure: FailureKind, message: string, answer: AnswerHead) => {
    if (!request.resume) return failed(failure, message);
    const { inHand: next, progressed } = keep(inHand, request.byteRange, fit, answer, body);
    return failed(failure, message, next, progressed);
  };

  if (had && (fit.kind === 'misfit' || head?.status === 416)) {
    return { verdict: { kind: 'restart' }, next: distrust(inHand) };
  }
  switch (outcome.kind) {
    case 'ok': {
      const assembled = assemble(inHand, request.byteRange, fit, body);
      if (assembled.kind === 'part') return cut('truncated', 'less than the wanted range', outcome.head);
      if (assembled.kind === 'misfit') return failed('malformed', assembled.reason, distrust(inHand));
      const reason = request.check?.(assembled.bytes, outcome.head, pathwayId) ?? null;
      // An error page instead of the rest does not spoil what is in hand; a splice that came out wrong does.
      if (reason !== null)
        return failed('malformed', reason, fit.kind === 'fresh' ? inHand : distrust(inHand));
      return { verdict: { kind: 'whole', bytes: assembled.bytes, head: outcome.head }, next: inHand };
    }
    case 'truncated':
    case 'stalled':
      return head === null ? failed(outcome.kind, outcome.message) : cut(outcome.kind, outcome.message, head);
    default:
      return failed(outcome.kind, outcome.message);
  }
}

/** Tells the gate what the outcome says about its pathway. */
export function settle(pass: GatePass, { head, headersMs }: AttemptOutcome, verdict: Verdict): void {
  const facts = {
    retryAfterMs: head?.retryAfterMs ?? null,
    cachedErrorMs: head?.cachedErrorMs ?? null,
    headersMs,
  };
  switch (verdict.kind) {
    case 'whole':
      pass.settle({ ...facts, kind: 'ok' });
      return;
    case 'restart':
      pass.settle({ ...facts, kind: 'malformed', progressed: true });
      return;
    case 'failed':
      pass.settle({ ...facts, kind: verdict.failure, progressed: verdict.progressed });
  }
}

/** More bytes of the same resource are worth more; a doubt about its ranges stays. */
export function better(known: InHand, next: InHand): InHand {
  if (next.url !== known.url || next.distrusted) return next;
  return known.bytes.length > next.bytes.length ? known : next;
}
