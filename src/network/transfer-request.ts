import type { AnswerHead, AttemptTools } from './attempt.ts';
import type { FailureKind } from './failure.ts';
import type { Gate, Priority } from './gate.ts';
import type { Random } from './random.ts';
import type { WantedPart } from './resume.ts';

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

/** A whole body, as asked for. */
export interface TransferArrival {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Of the last answer. */
  readonly head: AnswerHead;
  readonly pathwayId: string;
  /** When the attempt that was answered went out; those before it had failed. Clock time. */
  readonly requestedAtMs: number;
}

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
  /** What was asked for has come. Told before the gate opens: it may change what those who wait there are waiting for. */
  onWhole?: ((arrival: TransferArrival) => void) | undefined;
  /** The owner decides, also whether a status means "wait" or "stop". */
  onFailure(failure: TransferFailure): TransferDecision;
  onAttempt?: ((event: TransferAttempt) => void) | undefined;
  onAnswer?: ((event: TransferAnswer) => void) | undefined;
  /** Bytes in hand of what is wanted, and how many it will be where that is known. */
  onProgress?: ((receivedBytes: number, totalBytes: number | null) => void) | undefined;
}

export type TransferResult =
  | (TransferArrival & {
      readonly kind: 'ok';
      /** As asked for; `head.url` is where it came from after redirects. */
      readonly url: string;
      readonly attempts: number;
      /** Time spent receiving bodies, over all attempts. */
      readonly bodyMs: number;
      /** Bytes received, over all attempts. */
      readonly bytesReceived: number;
    })
  | { readonly kind: 'given-up'; readonly failure: TransferFailure };

export interface TransferTools extends AttemptTools {
  readonly random: Random;
}
