/** What a pathway of finite capacity does with a request. */
export type Admission =
  | { readonly kind: 'admitted'; /** Until its turn. */ readonly waitMs: number }
  | { readonly kind: 'refused' };

export interface CapacityOptions {
  readonly requestsPerSecond: number;
  /** So many requests may wait. */
  readonly queue: number;
  /** The work of a refusal, as a share of that of an answer. */
  readonly refusalCost: number;
}

export interface CapacityQueue {
  ask(nowMs: number): Admission;
}

/** A place in the queue that is only short by what floating point lost is a place. */
const ROUNDING_MS = 1e-6;

/**
 * One server with a first-in, first-out queue, all clients in it alike (Lindley's recursion: the work in hand, less
 * what time has done, plus what comes). Who is admitted costs a whole turn even if he leaves before it, as on servers
 * that cannot know; a refusal costs less, but not nothing, so that enough of them alone can keep it busy.
 */
export function createCapacityQueue({
  requestsPerSecond,
  queue,
  refusalCost,
}: CapacityOptions): CapacityQueue {
  const turnMs = 1000 / requestsPerSecond;
  let busyUntilMs = -Infinity;
  return {
    ask(nowMs) {
      const waitMs = Math.max(0, busyUntilMs - nowMs);
      const isFull = waitMs > queue * turnMs + ROUNDING_MS;
      busyUntilMs = nowMs + waitMs + (isFull ? refusalCost : 1) * turnMs;
      return isFull ? { kind: 'refused' } : { kind: 'admitted', waitMs };
    },
  };
}
