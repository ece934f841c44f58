import type { AttemptOutcome } from './attempt.ts';
import { cachedErrorSpread, ownPace } from './backoff.ts';
import { startLane, type Lane } from './lane.ts';
import { forUrl, nothingInHand } from './resume.ts';
import type {
  TransferAnswer,
  TransferFailure,
  TransferRequest,
  TransferResult,
  TransferSource,
  TransferTools,
} from './transfer-request.ts';
import { better, judge, settle } from './verdict.ts';

/**
 * Longest silence inside a body, where the owner says nothing else: on a line that many share, pauses of a
 * few seconds are slow, not dead.
 */
const IDLE_TIMEOUT_MS = 6000;

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
        const whole =
          verdict.kind === 'whole'
            ? { body: verdict.bytes, head: verdict.head, pathwayId, requestedAtMs: pass.startedAtMs }
            : null;
        if (whole !== null) request.onWhole?.(whole);
        settle(pass, outcome, verdict);
        running.delete(self);
        answered(
          verdict.kind === 'whole' ? 'ok' : verdict.kind === 'restart' ? 'malformed' : verdict.failure,
          outcome,
        );
        if (whole !== null) {
          end(() => resolve({ kind: 'ok', ...whole, url, attempts: number, bodyMs, bytesReceived }));
          return;
        }
        if (verdict.kind !== 'failed') {
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

class Overtaken extends Error {
  constructor() {
    super('another attempt was quicker');
  }
}
