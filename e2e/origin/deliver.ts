import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Clock } from './clock.ts';
import { pause } from './clock.ts';

/** What pages of another origin may read: everything (`exposed`), only what CORS always allows (`simple`), or nothing. */
export type CorsMode = 'exposed' | 'simple' | 'none';

const exposedFields = 'Content-Range, Date, ETag, Retry-After, Age, Accept-Ranges';

export function corsHeaders(mode: CorsMode): Record<string, string> {
  if (mode === 'none') return {};
  const allowed = { 'Access-Control-Allow-Origin': '*', 'Timing-Allow-Origin': '*' };
  return mode === 'simple' ? allowed : { ...allowed, 'Access-Control-Expose-Headers': exposedFields };
}

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly cors: CorsMode;
  /** Aborts when the connection is gone or the evening over: nothing more is sent. */
  readonly signal: AbortSignal;
  /** Body bytes handed to the connection. */
  readonly onBytes: (bytes: number) => void;
  /** The headers have been handed over. */
  readonly onHeaders?: () => void;
}

/** So much is handed over at once where no line is saturated. */
const writeBytes = 16_384;

/**
 * A client that finds data and a reset at the same time may take the reset for an orderly end (libuv does), or lose
 * the data: it gets the data first.
 */
const resetAfterDataMs = 10;

/** Carries out an answer on a response. Resolves when all of it has been said, or the connection is gone. */
export async function deliver(
  answer: Answer,
  response: ServerResponse,
  options: DeliveryOptions,
): Promise<void> {
  const { clock, signal, onBytes } = options;
  const { ending, body, slices } = answer;
  const isGone = () => signal.aborted;

  /** Waits for a turn on every saturated line; how much may be sent. */
  async function turn(bytes: number): Promise<number> {
    let granted = bytes;
    for (const line of answer.lines) granted = await line.take(granted, signal);
    return granted;
  }

  let piece = 0;
  async function send(start: number, end: number): Promise<void> {
    for (let at = start; at < end && !isGone();) {
      const size = slices === null ? writeBytes : slices.sizeOf(piece);
      const bytes = await turn(Math.min(size, end - at));
      if (isGone()) return;
      await write(response, body.subarray(at, at + bytes), signal);
      onBytes(bytes);
      piece += 1;
      at += bytes;
      if (slices !== null && at < end) await pause(clock, slices.delayMs, signal);
    }
  }

  await pause(clock, answer.headersAfterMs, signal);
  if (isGone()) return;
  if (ending.kind === 'reset' && ending.afterBytes === null) {
    response.socket?.resetAndDestroy();
    return;
  }
  if (ending.kind === 'drop') {
    response.socket?.destroySoon();
    return;
  }
  const headers = headersOf(answer, options);
  for (let left = headerBytes(headers); left > 0 && !isGone();) left -= await turn(left);
  if (isGone()) return;
  response.sendDate = false;
  // Else it is sent in chunks, the last of which tells the end.
  if (ending.kind === 'slow-close') response.removeHeader('Transfer-Encoding');
  response.writeHead(answer.status, headers);
  response.flushHeaders();
  options.onHeaders?.();
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  switch (ending.kind) {
    case 'complete':
      await send(0, body.length);
      break;
    case 'reset':
      await send(0, ending.afterBytes ?? 0);
      await pause(clock, resetAfterDataMs, signal);
      if (!isGone()) response.socket?.resetAndDestroy();
      return;
    case 'close':
      await send(0, ending.afterBytes);
      // Unlike destroy, it lets what was written go out first.
      if (!isGone()) response.socket?.destroySoon();
      return;
    case 'stall':
      await send(0, ending.afterBytes);
      await pause(clock, ending.forMs, signal);
      await send(ending.afterBytes, body.length);
      break;
    case 'limit': {
      const left = Math.max(0, ending.connectionBytes - (response.socket?.bytesWritten ?? 0));
      await send(0, Math.min(left, body.length));
      if (left >= body.length) break;
      if (!isGone()) response.socket?.destroySoon();
      return;
    }
    case 'slow-close':
      await send(0, body.length);
      await pause(clock, ending.afterMs, signal);
      break;
  }
  if (!isGone()) response.end();
}

function headersOf(answer: Answer, { clock, cors }: DeliveryOptions): OutgoingHttpHeaders {
  // RFC 9110, 8.6 and 15.4.5: these two say nothing of a length.
  const isEmpty = answer.status === 304 || answer.status === 204;
  const isClosed = answer.ending.kind === 'slow-close';
  return {
    Date: new Date(clock.wallNow() + answer.dateSkewMs).toUTCString(),
    ...corsHeaders(answer.cors ? cors : 'none'),
    ...answer.headers,
    ...(isEmpty || isClosed ? {} : { 'Content-Length': answer.body.length }),
    ...(isClosed ? { Connection: 'close' } : {}),
  };
}

/** About what the headers weigh on a saturated line; the status line and what Node adds are some 80 bytes. */
function headerBytes(headers: OutgoingHttpHeaders): number {
  return Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length + 4,
    80,
  );
}

/** Resolves when the bytes are handed to the operating system, or at once on abort. */
function write(response: ServerResponse, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    response.write(bytes, done);
  });
}
