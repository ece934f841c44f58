/** Older bytes say little about the line of now. */
const WINDOW_MS = 20_000;
/** Fewer bytes than this fit into one round trip and tell nothing about the line. */
const MIN_BYTES = 12_000;

/** Measures what the line carries, over all transfers together: bytes per time in which at least one was under way. */
export interface ThroughputMeter {
  /** A body has begun to arrive. */
  begin(nowMs: number): void;
  bytes(count: number, nowMs: number): void;
  end(nowMs: number): void;
  /** Bits per second over the recent busy time; null before enough bytes. */
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
  const touch = (nowMs: number) => {
    const last = spans.at(-1);
    if (last !== undefined && active > 0) last.toMs = nowMs;
  };
  return {
    begin(nowMs) {
      if (active === 0) open(nowMs);
      active += 1;
    },
    bytes(count, nowMs) {
      touch(nowMs);
      const last = spans.at(-1);
      if (last !== undefined) last.bytes += count;
      // A long busy time is cut into pieces so that its beginning can be forgotten.
      if (last !== undefined && nowMs - last.fromMs > WINDOW_MS / 4) open(nowMs);
    },
    end(nowMs) {
      touch(nowMs);
      active = Math.max(0, active - 1);
    },
    bitsPerSecond(nowMs) {
      touch(nowMs);
      spans = spans.filter((span, index) => span.toMs >= nowMs - WINDOW_MS || index === spans.length - 1);
      const busyMs = spans.reduce((sum, span) => sum + span.toMs - span.fromMs, 0);
      const bytes = spans.reduce((sum, span) => sum + span.bytes, 0);
      return bytes < MIN_BYTES ? null : (bytes * 8000) / Math.max(1, busyMs);
    },
  };
}
