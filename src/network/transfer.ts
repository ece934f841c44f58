import type { AnswerHead, AttemptOutcome, AttemptTools } from './attempt.ts';
import { cachedErrorSpread, ownPace } from './backoff.ts';
import type { FailureKind } from './failure.ts';
import type { Gate, GatePass, Priority } from './gate.ts';
import type { Random } from './random.ts';
import { startLane, type Lane } from './lane.ts';
import type { Fit, InHand, WantedPart } from './resume.ts';
import { assemble, distrust, forUrl, keep, nothingInHand } from './resume.ts';

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
  /** `overtaken`: let go because another attempt for the same bytes was answered first. */
  readonly outcome: 'ok' | 'overtaken' | FailureKind;
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
  /** Asked before every attempt (1-based); `beside` names the pathways of attempts that are under way and slow. */
  choose(attempt: number, beside: readonly string[]): TransferSource;
  /** Tells when `choose` may have a better answer for whoever still waits. Returns a disposer. */
  onMoves?: ((callback: () => void) => () => void) | undefined;
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
  check?: ((body: Uint8Array<ArrayBuffer>, head: AnswerHead, pathwayId: string) => string | null) | undefined;
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
 * A first attempt and two beside it. Where three of five requests are never answered, three at a time find one that
 * is with four chances in five.
 */
const MOST_LANES = 3;

/** An attempt, from the waiting for its gate to its end. */
interface Running {
  readonly number: number;
  readonly source: TransferSource;
  readonly abort: AbortController;
  /** null while it waits for its gate. */
  lane: Lane | null;
  letGo(): void;
}

/**
 * Downloads one resource, however many attempts it takes, until it is whole, its owner gives up, or the
 * signal aborts (then it rejects with the signal's reason). Every attempt waits for its gate; what was
 * received before a cut is kept and not asked for again (DESIGN.md, Resume). Beside an attempt that is slow another
 * one may start; the first that is answered goes on, the others are let go.
 */
export function transfer(request: TransferRequest, tools: TransferTools): Promise<TransferResult> {
  return new Promise((resolve, reject) => {
    const { clock, random } = tools;
    const { signal } = request;
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const notBeforeMs = new Map<string, number>();
    const running = new Set<Running>();
    let inHand = nothingInHand('');
    let started = 0;
    let consecutive = 0;
    /** Failures in a row that left the pace to us: what its owner paces, such as a long wait for a start, is none. */
    let unpaced = 0;
    let bodyMs = 0;
    let bytesReceived = 0;
    let isOver = false;

    const end = (act: () => void) => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', onAbort);
      leaveMoves?.();
      for (const each of running) each.letGo();
      act();
    };
    const fail = (reason: unknown) =>
      end(() => reject(reason instanceof Error ? reason : new Error(String(reason))));
    const onAbort = () => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });

    /** Whoever waits for a gate may have a better one to wait for. */
    const leaveMoves = request.onMoves?.(() => {
      for (const each of [...running]) {
        if (each.lane !== null) continue;
        const { gate, url } = request.choose(each.number, pathwaysBeside(each));
        if (gate === each.source.gate && url === each.source.url) continue;
        each.letGo();
        launch(0);
      }
    });

    const pathwaysBeside = (self: Running | null): readonly string[] =>
      [...running].flatMap((each) => (each === self ? [] : [each.source.pathwayId]));

    const launch = (paceMs: number) => {
      const number = ++started;
      let source: TransferSource;
      try {
        source = request.choose(number, pathwaysBeside(null));
      } catch (error) {
        fail(error);
        return;
      }
      const abort = new AbortController();
      const self: Running = {
        number,
        source,
        abort,
        lane: null,
        letGo() {
          running.delete(self);
          abort.abort(new Overtaken());
        },
      };
      running.add(self);
      run(self, paceMs)
        .catch((error: unknown) => {
          if (!self.abort.signal.aborted) fail(error);
        })
        .finally(() => running.delete(self));
    };

    /** A second attempt where all that are under way are slow, and there are not too many of them. */
    const launchBeside = (paceMs: number) => {
      const all = [...running];
      if (isOver || all.length >= MOST_LANES || all.some(({ lane }) => lane?.isSlow() !== true)) return;
      for (const { lane, source } of all) {
        const had = lane?.inHand();
        if (had?.url === source.url && had.bytes.length > inHand.bytes.length) inHand = had;
      }
      launch(paceMs);
    };

    const overtakeOthers = (self: Running) => {
      for (const each of [...running]) {
        if (each !== self) each.letGo();
      }
    };

    const run = async (self: Running, paceMs: number): Promise<void> => {
      const { number, source, abort } = self;
      const { gate, url, pathwayId } = source;
      const pass = await gate.acquire({
        priority: () => request.priority(),
        order: () => request.order?.() ?? 0,
        paceMs,
        heldMs: Math.max(0, (notBeforeMs.get(url) ?? 0) - clock.now()),
        signal: abort.signal,
      });
      abort.signal.addEventListener('abort', () => pass.cancel(), { once: true });
      inHand = forUrl(inHand, url);
      const base = inHand;
      const at = { pathwayId, url, attempt: number, resumedFromBytes: base.bytes.length };
      try {
        request.onAttempt?.({ ...at, atMs: pass.startedAtMs });
        const lane = startLane(
          {
            base,
            byteRange: request.byteRange,
            pass,
            idleTimeoutMs: request.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
            maxBytes: request.maxBytes,
            resume: request.resume,
            signal: abort.signal,
            onAlive: () => overtakeOthers(self),
            onSlow: () => launchBeside(0),
            onProgress: (received, total) => request.onProgress?.(received, total),
          },
          tools,
        );
        self.lane = lane;
        const answered = (outcome: TransferAnswer['outcome'], facts: AttemptOutcome | null) =>
          request.onAnswer?.({
            ...at,
            atMs: clock.now(),
            elapsedMs: clock.now() - pass.startedAtMs,
            headersMs: facts?.headersMs ?? null,
            bytes: lane.receivedBytes(),
            outcome,
            status: facts?.head?.status ?? null,
          });
        const { outcome, fit } = await lane.outcome.catch((error: unknown) => {
          // Silent for longer than usual is the truth about the line, whoever was quicker.
          if (abort.signal.aborted && !signal.aborted)
            answered(lane.isSlow() ? 'timed-out' : 'overtaken', null);
          throw error;
        });
        bodyMs += outcome.headersMs === null ? 0 : outcome.elapsedMs - outcome.headersMs;
        bytesReceived += lane.receivedBytes();
        const { verdict, next } = judge(request, pathwayId, base, outcome, fit);
        inHand = better(inHand, next);
        settle(pass, outcome, verdict);
        running.delete(self);
        answered(
          verdict.kind === 'whole' ? 'ok' : verdict.kind === 'restart' ? 'malformed' : verdict.failure,
          outcome,
        );
        if (verdict.kind === 'whole') {
          const { bytes: body, head } = verdict;
          const attempts = number;
          end(() => resolve({ kind: 'ok', body, head, url, pathwayId, attempts, bodyMs, bytesReceived }));
          return;
        }
        if (verdict.kind === 'restart') {
          goOn(0);
          return;
        }
        consecutive = verdict.progressed ? 0 : consecutive + 1;
        const cachedMs = outcome.head?.cachedErrorMs ?? 0;
        const heldUntilMs = cachedMs > 0 ? clock.now() + cachedErrorSpread(cachedMs, random) : null;
        if (heldUntilMs !== null) notBeforeMs.set(url, heldUntilMs);
        const failure: TransferFailure = {
          kind: verdict.failure,
          status: outcome.head?.status ?? null,
          attempt: number,
          consecutive,
          pathwayId,
          url,
          message: verdict.message,
          notBeforeMs: heldUntilMs,
        };
        const decision = request.onFailure(failure);
        if (decision.kind === 'give-up') end(() => resolve({ kind: 'given-up', failure }));
        else if (decision.afterMs !== undefined) {
          unpaced = 0;
          goOn(decision.afterMs);
        } else {
          unpaced = verdict.progressed ? 0 : unpaced + 1;
          goOn(ownPace(unpaced, gate.snapshot().consecutiveFailures, random));
        }
      } finally {
        pass.cancel();
      }
    };

    const goOn = (paceMs: number) => {
      if (isOver) return;
      if (running.size === 0) launch(paceMs);
      else launchBeside(paceMs);
    };
    launch(0);
  });
}

/** More bytes of the same resource are worth more; a doubt about its ranges stays. */
function better(known: InHand, next: InHand): InHand {
  if (next.url !== known.url || next.distrusted) return next;
  return known.bytes.length > next.bytes.length ? known : next;
}

class Overtaken extends Error {
  constructor() {
    super('another attempt was quicker');
  }
}

function judge(
  request: TransferRequest,
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
