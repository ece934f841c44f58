import type { AttemptOutcome, AttemptTools } from './attempt.ts';
import { attempt } from './attempt.ts';
import type { AnswerHead } from './answer-head.ts';
import { join } from './body.ts';
import { setDeadline } from './clock.ts';
import type { GatePass } from './gate.ts';
import type { Fit, InHand, WantedPart } from './resume.ts';
import { judgeHead, keep, rangeToAsk } from './resume.ts';

/**
 * Silence inside a body after which a second attempt may go on from the bytes in hand. Longer than a packet that is
 * lost twice (RFC 6298: 1 s, then 2 s at most for a fresh connection) would be a listener's silence.
 */
const SILENT_BODY_MS = 2000;

/** One attempt for what is still missing, watched while it goes on. */
export interface Lane {
  /** Nothing has come for longer than usual. */
  isSlow(): boolean;
  /** What is in hand with what this lane has brought so far. */
  inHand(): InHand;
  receivedBytes(): number;
  readonly outcome: Promise<{ readonly outcome: AttemptOutcome; readonly fit: Fit }>;
}

export interface LaneOptions {
  readonly base: InHand;
  readonly byteRange: WantedPart | undefined;
  readonly pass: GatePass;
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
  readonly resume: boolean;
  readonly signal: AbortSignal;
  /** It leads, or moves again after having been slow. */
  onAlive(): void;
  onSlow(): void;
  onProgress(receivedBytes: number, totalBytes: number | null): void;
}

export function startLane(options: LaneOptions, tools: AttemptTools): Lane {
  const { base, byteRange, pass } = options;
  const { clock } = tools;
  const chunks: Uint8Array[] = [];
  let received = 0;
  let total: number | null = null;
  let fit: Fit = { kind: 'fresh' };
  let head: AnswerHead | null = null;
  let movedAtMs = clock.now();
  let isSlow = false;
  let cancelWatch: () => void = () => undefined;

  const watch = () => {
    const patienceMs = head === null ? pass.slowAfterMs : SILENT_BODY_MS;
    cancelWatch = setDeadline(
      clock,
      () => {
        if (options.signal.aborted) return;
        if (clock.now() < movedAtMs + patienceMs) {
          watch();
          return;
        }
        // All is here but the end of the stream: nothing is left to ask for.
        if (total !== null && received >= total) return;
        isSlow = true;
        pass.setSlow(true);
        options.onSlow();
      },
      // Rounded up: a rest of a fraction of a millisecond may be too small for the clock to move by it.
      Math.ceil(movedAtMs + patienceMs - clock.now()) + 1,
    );
  };
  const moved = (isNews: boolean) => {
    // Of two that are answered in one moment the first has let the other go.
    if (options.signal.aborted) return;
    movedAtMs = clock.now();
    if (isSlow) {
      isSlow = false;
      pass.setSlow(false);
      watch();
    } else if (!isNews) return;
    options.onAlive();
  };
  watch();

  const outcome = attempt(
    {
      url: base.url,
      byteRange: rangeToAsk(base, byteRange),
      headerTimeoutMs: pass.headerTimeoutMs,
      idleTimeoutMs: options.idleTimeoutMs,
      maxBytes: options.maxBytes - base.bytes.length,
      signal: options.signal,
      onRefusal: ({ retryAfterMs }) => pass.refused(retryAfterMs),
      refuse(answered) {
        fit = judgeHead(base, byteRange, answered);
        if (fit.kind === 'misfit') return fit.reason;
        head = answered;
        moved(true);
        return null;
      },
      onBytes(count, stated, chunk) {
        chunks.push(chunk);
        received = count;
        total = stated;
        moved(false);
        if (fit.kind === 'continues') options.onProgress(base.bytes.length + count, fit.wantedBytes);
        else options.onProgress(count, stated);
      },
    },
    tools,
  );
  return {
    isSlow: () => isSlow,
    inHand: () =>
      head === null || !options.resume
        ? base
        : keep(base, byteRange, fit, head, join(chunks, received)).inHand,
    receivedBytes: () => received,
    outcome: outcome.then((ended) => ({ outcome: ended, fit })).finally(() => cancelWatch()),
  };
}
