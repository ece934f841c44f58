import type { Clock } from '../network/clock.ts';
import type { Random } from '../network/random.ts';
import { afterPost, type PostOutcome } from './post-pause.ts';
import { encodeReport, type Report } from './report.ts';
import { batchDueAtMs, enqueue, MAX_BATCH, type QueuedReport } from './report-queue.ts';

export interface ReporterOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Sends one body; never rejects. */
  readonly post: (body: string) => Promise<PostOutcome>;
  /** Asked before every batch: whether the line is free for reports now. */
  readonly maySend: () => boolean;
}

/** Takes reports of one session to one collector, in batches, as far as it takes them. */
export interface Reporter {
  add(report: Report): void;
  /** The page goes out of sight, and may never come back: no waiting for more lines. */
  flush(): void;
  /** The page is closed: all of it now, beside whatever is on its way. */
  leave(): void;
  /** Reports that never reached the collector, as far as is known. */
  dropped(): number;
  dispose(): void;
}

/** How often a line that is not free is looked at again. */
const LOOK_AGAIN_MS = 1_000;

/**
 * A bounded queue, one request at a time, and nothing sent twice: what was refused is dropped, and the next report
 * tells the state anew. The join time alone is told until somebody has taken it, for no later report could.
 */
export function createReporter({ clock, random, post, maySend }: ReporterOptions): Reporter {
  let queue: readonly QueuedReport[] = [];
  let dropped = 0;
  let failures = 0;
  let pausedUntilMs = -Infinity;
  let isPosting = false;
  let isOver = false;
  let isJoinTimeTold = false;
  let cancelTimer: (() => void) | null = null;

  const send = async (batch: readonly QueuedReport[]) => {
    const carrier = isJoinTimeTold
      ? undefined
      : batch.find(({ report: { joinTimeMs } }) => joinTimeMs !== null);
    if (carrier !== undefined) isJoinTimeTold = true;
    const body = batch.map((queued) => encodeReport(queued.report, queued === carrier)).join('\n');
    const outcome = await post(body);
    if (isOver) return;
    const after = afterPost(outcome, failures + 1, random);
    if (after.kind === 'taken') {
      failures = 0;
      return;
    }
    dropped += batch.length;
    if (carrier !== undefined) isJoinTimeTold = false;
    if (after.kind === 'over') {
      end();
      return;
    }
    failures += 1;
    pausedUntilMs = clock.now() + after.pauseMs;
  };

  const end = () => {
    isOver = true;
    dropped += queue.length;
    queue = [];
    cancelTimer?.();
    cancelTimer = null;
  };

  const wait = (untilMs: number) => {
    cancelTimer?.();
    cancelTimer = clock.setTimer(sendNext, Math.max(0, untilMs - clock.now()));
  };

  const schedule = () => {
    const dueAtMs = batchDueAtMs(queue);
    if (isOver || isPosting || dueAtMs === null) return;
    wait(Math.max(dueAtMs, pausedUntilMs));
  };

  const sendNext = () => {
    cancelTimer?.();
    cancelTimer = null;
    // The batch that left with the page may have been refused meanwhile.
    if (clock.now() < pausedUntilMs) {
      schedule();
      return;
    }
    if (!maySend()) {
      wait(clock.now() + LOOK_AGAIN_MS);
      return;
    }
    const batch = queue.slice(0, MAX_BATCH);
    queue = queue.slice(MAX_BATCH);
    isPosting = true;
    void send(batch).then(() => {
      isPosting = false;
      schedule();
    });
  };

  const isFree = () => !isOver && queue.length > 0 && clock.now() >= pausedUntilMs && maySend();

  return {
    add(report) {
      if (isOver) return;
      const next = enqueue(queue, { report, addedAtMs: clock.now() });
      queue = next.queue;
      dropped += next.dropped;
      schedule();
    },
    flush() {
      if (!isPosting && isFree()) sendNext();
    },
    leave() {
      if (!isFree()) return;
      const all = queue;
      queue = [];
      cancelTimer?.();
      void send(all);
    },
    dropped: () => dropped,
    dispose: end,
  };
}
