import type { Clock } from './clock.ts';

/** A saturated line: every connection waits here for its turn to send, a little at a time. */
export interface Line {
  /** Resolves when up to `bytes` may be sent, with how many; at once while the line is not saturated or on abort. */
  take(bytes: number, signal: AbortSignal): Promise<number>;
}

export interface LineOptions {
  readonly bitsPerSecond: number;
  /** Whether the line is saturated now, and for how long (Infinity: for good). */
  readonly saturatedForMs: () => number;
}

/** Sending in turns no longer than this keeps the sharing fair; never more than one Ethernet payload. */
const turnSeconds = 0.05;
const largestTurnBytes = 1460;

/** Turns that fit a line: the largest share of bytes that one connection may send before the next one's turn. */
export function turnBytes(bitsPerSecond: number): number {
  return Math.max(1, Math.min(largestTurnBytes, Math.floor((bitsPerSecond / 8) * turnSeconds)));
}

interface Waiting {
  readonly bytes: number;
  readonly grant: (bytes: number) => void;
}

/**
 * One token bucket in bits per second, shared by everyone who takes from it, served in turns: first come, first
 * served, one turn each. A quiet moment saves up one turn and no more.
 */
export function createLine(options: LineOptions, clock: Clock): Line {
  const bytesPerMs = options.bitsPerSecond / 8000;
  const turn = turnBytes(options.bitsPerSecond);
  const queue = new Set<Waiting>();
  let freeAtMs = -Infinity;
  let cancelTimer: (() => void) | null = null;

  function serve(): void {
    cancelTimer?.();
    cancelTimer = null;
    for (const waiting of queue) {
      const now = clock.now();
      const saturatedForMs = options.saturatedForMs();
      if (saturatedForMs > 0 && freeAtMs > now) {
        cancelTimer = clock.setTimer(serve, Math.min(freeAtMs - now, saturatedForMs));
        return;
      }
      queue.delete(waiting);
      const granted = saturatedForMs > 0 ? Math.min(turn, waiting.bytes) : waiting.bytes;
      if (saturatedForMs > 0) {
        // Timers fire late; what is owed since then is not lost, up to one turn.
        freeAtMs = Math.max(freeAtMs, now - turn / bytesPerMs) + granted / bytesPerMs;
      }
      waiting.grant(granted);
    }
  }

  return {
    take(bytes, signal) {
      if (signal.aborted || options.saturatedForMs() <= 0) return Promise.resolve(bytes);
      return new Promise((resolve) => {
        const leave = () => {
          queue.delete(waiting);
          resolve(bytes);
        };
        const waiting: Waiting = {
          bytes,
          grant(granted) {
            signal.removeEventListener('abort', leave);
            resolve(granted);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.add(waiting);
        serve();
      });
    },
  };
}
