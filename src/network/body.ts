import { setDeadline, type Clock } from './clock.ts';

export interface ReadLimits {
  /** Longest silence between two chunks. */
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
}

export interface ReadTools {
  readonly clock: Clock;
  /** Ends the reading; the promise then resolves with what has arrived. */
  readonly signal: AbortSignal;
  readonly onBytes?: ((receivedBytes: number, chunk: Uint8Array) => void) | undefined;
}

export interface ReadBody {
  /** `broken`: the stream failed or was aborted. */
  readonly end: 'complete' | 'broken' | 'stalled' | 'too-long';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a body to its end, or until it stalls, breaks or grows too long. Never rejects; leaves no reader
 * behind.
 */
export async function readBody(
  stream: ReadableStream<Uint8Array>,
  { idleTimeoutMs, maxBytes }: ReadLimits,
  { clock, signal, onBytes }: ReadTools,
): Promise<ReadBody> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let received = 0;
  let stopped: 'broken' | 'stalled' | 'too-long' | null = null;

  // A pending read ends at once when its reader is cancelled, whatever the source behind it does.
  const stop = (why: 'broken' | 'stalled' | 'too-long') => {
    stopped ??= why;
    reader.cancel().catch(() => undefined);
  };
  const onAbort = () => stop('broken');
  signal.addEventListener('abort', onAbort, { once: true });
  const idle = watchIdle(clock, idleTimeoutMs, () => stop('stalled'));

  const ended = (end: ReadBody['end']): ReadBody => ({ end: stopped ?? end, bytes: join(chunks, received) });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return ended('complete');
      idle.touch();
      received += value.byteLength;
      if (received > maxBytes) {
        stop('too-long');
        received -= value.byteLength;
        return ended('too-long');
      }
      chunks.push(value);
      onBytes?.(received, value);
    }
  } catch {
    return ended('broken');
  } finally {
    idle.stop();
    signal.removeEventListener('abort', onAbort);
    reader.releaseLock();
  }
}

/** One timer for the whole body: it looks when the last chunk came instead of being set again for each. */
function watchIdle(clock: Clock, idleMs: number, onIdle: () => void): { touch(): void; stop(): void } {
  let lastMs = clock.now();
  let cancel = setDeadline(clock, look, idleMs);
  function look(): void {
    const restMs = lastMs + idleMs - clock.now();
    if (restMs > 0) cancel = setDeadline(clock, look, restMs);
    else onIdle();
  }
  return { touch: () => (lastMs = clock.now()), stop: () => cancel() };
}

/** One array of `length` bytes from its parts. */
export function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
