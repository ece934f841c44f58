import type { AnswerHead, AttemptOutcome, AttemptTools } from './attempt.ts';
import { attempt } from './attempt.ts';
import { cachedErrorSpread, ownPace } from './backoff.ts';
import type { FailureKind } from './failure.ts';
import type { Gate, GatePass, Priority } from './gate.ts';
import type { Random } from './random.ts';
import type { Fit, InHand, WantedPart } from './resume.ts';
import { assemble, distrust, forUrl, judgeHead, keep, nothingInHand, rangeToAsk } from './resume.ts';

/**
 * Longest silence inside a body, where the owner says nothing else: on a line that many share, pauses of a
 * few seconds are slow, not dead.
 */
const IDLE_TIMEOUT_MS = 6000;

/** Where one attempt goes. */
export interface TransferSource {
  readonly gate: Gate;
  readonly url: string;
  readonly pathwayId: string;
}

interface TransferAttempt {
  /** Clock time. */
  readonly atMs: number;
  readonly pathwayId: string;
  readonly url: string;
  /** 1-based. */
  readonly attempt: number;
  /** Bytes in hand that this attempt does not ask for again. */
  readonly resumedFromBytes: number;
}

/** `atMs` is when the answer was complete. */
export interface TransferAnswer extends TransferAttempt {
  readonly elapsedMs: number;
  readonly headersMs: number | null;
  /** Bytes that this attempt brought. */
  readonly bytes: number;
  readonly outcome: 'ok' | FailureKind;
  readonly status: number | null;
}

export interface TransferFailure {
  readonly kind: FailureKind;
  /** null when no header arrived. */
  readonly status: number | null;
  /** 1-based. */
  readonly attempt: number;
  /** Failures in a row; an attempt that brought bytes which are kept resets it to 0. */
  readonly consecutive: number;
  readonly pathwayId: string;
  readonly url: string;
  /** In English, for the details and the log. */
  readonly message: string;
  /**
   * A cache may give this same error at this URL until this time of the Clock; null when nothing is known.
   */
  readonly notBeforeMs: number | null;
}

export type TransferDecision =
  /** Not before `afterMs`; without it the pace is the gate's, or its own where the gate is open. */
  { readonly kind: 'retry'; readonly afterMs?: number | undefined } | { readonly kind: 'give-up' };

export interface TransferRequest {
  /** Asked before every attempt (1-based). */
  choose(attempt: number): TransferSource;
  readonly byteRange?: WantedPart | undefined;
  /** Asked again at every opening of the gate. */
  priority(): Priority;
  /** The same; lower first inside one priority. */
  order?: (() => number) | undefined;
  /**
   * Go on behind the bytes in hand with `Range` after a cut; false for anything that may change while it is
   * read.
   */
  readonly resume: boolean;
  readonly idleTimeoutMs?: number | undefined;
  /** Most bytes that make sense; an origin that ignores `byteRange` sends the whole resource. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Why the whole body is not what was asked for, or null. */
  check?: ((body: Uint8Array<ArrayBuffer>, head: AnswerHead) => string | null) | undefined;
  /** The owner decides, also whether a status means "wait" or "stop". */
  onFailure(failure: TransferFailure): TransferDecision;
  onAttempt?: ((event: TransferAttempt) => void) | undefined;
  onAnswer?: ((event: TransferAnswer) => void) | undefined;
  /** Bytes in hand of what is wanted, and how many it will be where that is known. */
  onProgress?: ((receivedBytes: number, totalBytes: number | null) => void) | undefined;
}

export type TransferResult =
  | {
      readonly kind: 'ok';
      readonly body: Uint8Array<ArrayBuffer>;
      /** Of the last answer. */
      readonly head: AnswerHead;
      /** As asked for; `head.url` is where it came from after redirects. */
      readonly url: string;
      readonly pathwayId: string;
      readonly attempts: number;
      /** Time spent receiving bodies, over all attempts. */
      readonly bodyMs: number;
      /** Bytes received, over all attempts. */
      readonly bytesReceived: number;
    }
  | { readonly kind: 'given-up'; readonly failure: TransferFailure };

export interface TransferTools extends AttemptTools {
  readonly random: Random;
}

/** What one attempt comes to, with the bytes in hand taken into account. */
type Verdict =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array<ArrayBuffer>; readonly head: AnswerHead }
  /** Ranges are of no use here: at once from the beginning. Nobody's failure but the range's. */
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      readonly message: string;
      readonly progressed: boolean;
    };

/**
 * Downloads one resource, however many attempts it takes, until it is whole, its owner gives up, or the
 * signal aborts (then it rejects with the signal's reason). Every attempt waits for its gate; what was
 * received before a cut is kept and not asked for again (DESIGN.md, Resume).
 */
export async function transfer(request: TransferRequest, tools: TransferTools): Promise<TransferResult> {
  const { clock, random } = tools;
  const notBeforeMs = new Map<string, number>();
  let inHand = nothingInHand('');
  let consecutive = 0;
  let paceMs = 0;
  let bodyMs = 0;
  let bytesReceived = 0;

  for (let number = 1; ; number++) {
    const { gate, url, pathwayId } = request.choose(number);
    inHand = forUrl(inHand, url);
    const pass = await gate.acquire({
      priority: () => request.priority(),
      order: () => request.order?.() ?? 0,
      paceMs,
      heldMs: Math.max(0, (notBeforeMs.get(url) ?? 0) - clock.now()),
      signal: request.signal,
    });
    try {
      const at = { pathwayId, url, attempt: number, resumedFromBytes: inHand.bytes.length };
      request.onAttempt?.({ ...at, atMs: pass.startedAtMs });
      const { outcome, fit } = await attemptRest(request, tools, inHand, pass);
      const bytes = 'body' in outcome ? outcome.body.length : 0;
      const status = outcome.head?.status ?? null;
      bodyMs += outcome.headersMs === null ? 0 : outcome.elapsedMs - outcome.headersMs;
      bytesReceived += bytes;

      const { verdict, next } = judge(request, inHand, outcome, fit);
      inHand = next;
      settle(pass, outcome, verdict);
      request.onAnswer?.({
        ...at,
        atMs: clock.now(),
        elapsedMs: outcome.elapsedMs,
        headersMs: outcome.headersMs,
        bytes,
        outcome: verdict.kind === 'whole' ? 'ok' : verdict.kind === 'restart' ? 'malformed' : verdict.failure,
        status,
      });
      if (verdict.kind === 'whole') {
        const { bytes: body, head } = verdict;
        return { kind: 'ok', body, head, url, pathwayId, attempts: number, bodyMs, bytesReceived };
      }
      if (verdict.kind === 'restart') {
        paceMs = 0;
        continue;
      }

      consecutive = verdict.progressed ? 0 : consecutive + 1;
      const cachedMs = outcome.head?.cachedErrorMs ?? 0;
      const heldUntilMs = cachedMs > 0 ? clock.now() + cachedErrorSpread(cachedMs, random) : null;
      if (heldUntilMs !== null) notBeforeMs.set(url, heldUntilMs);
      const failure: TransferFailure = {
        kind: verdict.failure,
        status,
        attempt: number,
        consecutive,
        pathwayId,
        url,
        message: verdict.message,
        notBeforeMs: heldUntilMs,
      };
      const decision = request.onFailure(failure);
      if (decision.kind === 'give-up') return { kind: 'given-up', failure };
      paceMs = decision.afterMs ?? ownPace(consecutive, gate.snapshot().consecutiveFailures, random);
    } finally {
      pass.cancel();
    }
  }
}

/** One attempt for what is still missing. */
async function attemptRest(
  request: TransferRequest,
  tools: AttemptTools,
  inHand: InHand,
  pass: GatePass,
): Promise<{ outcome: AttemptOutcome; fit: Fit }> {
  let fit: Fit = { kind: 'fresh' };
  const outcome = await attempt(
    {
      url: inHand.url,
      byteRange: rangeToAsk(inHand, request.byteRange),
      headerTimeoutMs: pass.headerTimeoutMs,
      idleTimeoutMs: request.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
      maxBytes: request.maxBytes - inHand.bytes.length,
      signal: request.signal,
      refuse(head) {
        fit = judgeHead(inHand, request.byteRange, head);
        return fit.kind === 'misfit' ? fit.reason : null;
      },
      onBytes(received, total) {
        if (fit.kind === 'continues') request.onProgress?.(inHand.bytes.length + received, fit.wantedBytes);
        else request.onProgress?.(received, total);
      },
    },
    tools,
  );
  return { outcome, fit };
}

function judge(
  request: TransferRequest,
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
      const reason = request.check?.(assembled.bytes, outcome.head) ?? null;
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

function settle(pass: GatePass, { head, headersMs }: AttemptOutcome, verdict: Verdict): void {
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
