/** Older bytes say little about the line of now. */
const WINDOW_MS = 20_000;
/**
 * So much time under load is looked at: a short burst of the good old days must not outweigh two seconds in which a
 * choked line carried next to nothing.
 */
const BUSY_MS = 2_000;
const SPAN_MS = 250;
/** Fewer bytes than this, in less than BUSY_MS, fit into one round trip and tell nothing about the line. */
const MIN_BYTES = 12_000;

/** Measures what the line carries, over all transfers together: bytes per time in which at least one was under way. */
export interface ThroughputMeter {
  /** A body has begun to arrive. */
  begin(nowMs: number): void;
  bytes(count: number, nowMs: number): void;
  end(nowMs: number): void;
  /** Bits per second over the newest busy time; null before enough bytes. */
  bitsPerSecond(nowMs: number): number | null;
}

interface Span {
  readonly fromMs: number;
  toMs: number;
  bytes: number;
}

export function createThroughputMeter(): ThroughputMeter {
  let active = 0;
  let spans: Span[] = [];

  const open = (nowMs: number) => spans.push({ fromMs: nowMs, toMs: nowMs, bytes: 0 });
  /** Time passes under load: the newest span grows, cut into pieces so that its beginning can be forgotten. */
  const touch = (nowMs: number) => {
    const last = spans.at(-1);
    if (last === undefined || active === 0) return;
    last.toMs = Math.max(last.toMs, nowMs);
    if (last.toMs - last.fromMs >= SPAN_MS) open(nowMs);
  };
  return {
    begin(nowMs) {
      touch(nowMs);
      if (active === 0) open(nowMs);
      active += 1;
    },
    bytes(count, nowMs) {
      const last = spans.at(-1);
      if (last !== undefined) last.bytes += count;
      touch(nowMs);
    },
    end(nowMs) {
      touch(nowMs);
      active = Math.max(0, active - 1);
    },
    bitsPerSecond(nowMs) {
      touch(nowMs);
      spans = spans.filter((span, index) => span.toMs >= nowMs - WINDOW_MS || index === spans.length - 1);
      let busyMs = 0;
      let bytes = 0;
      for (const span of spans.toReversed()) {
        if (busyMs >= BUSY_MS) break;
        busyMs += span.toMs - span.fromMs;
        bytes += span.bytes;
      }
      const isMeasured = bytes >= MIN_BYTES || busyMs >= BUSY_MS;
      return isMeasured ? (bytes * 8000) / Math.max(1, busyMs) : null;
    },
  };
}
