import { safeParse } from 'valibot';
import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import { type JoinStatusReport, joinStatusReportSchema } from '../reporting/join-status-report.ts';
import { heldCharacters, readStreamText, type StreamEvent, streamStart } from './event-stream.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export interface StatusStreamRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly onReport: (report: JoinStatusReport) => void;
  readonly signal: AbortSignal;
}

const HEADER_TIMEOUT_MS = 10_000;
/** A comment comes every 15 s at the latest (contract of the collector). */
const SILENCE_MS = 20_000;
/** Reports come once a second: without one in this time something on the way holds them back. */
const FIRST_REPORT_MS = 5_000;
/** A report has a few kilobytes. */
const MAX_EVENT_CHARACTERS = 1024 * 1024;
/** What a server says that has no such stream. */
const NO_STREAM = new Set([404, 405, 406, 501]);

/**
 * Reads the join status as server-sent events until the stream breaks; what ended it is the answer. `unsupported`:
 * there is no stream, or nothing of it comes through. Rejects with the signal's reason only.
 */
export async function readStatusStream({
  url,
  headers,
  fetch,
  clock,
  onReport,
  signal,
}: StatusStreamRequest): Promise<Refusal | { readonly kind: 'unsupported' }> {
  const own = new AbortController();
  const abort = () => own.abort();
  let isHeldBack = false as boolean;
  let cancelSilence = clock.setTimer(abort, HEADER_TIMEOUT_MS);
  let cancelFirst = (): void => undefined;
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    const init: RequestInit = {
      headers: { ...headers, Accept: 'text/event-stream' },
      cache: 'no-store',
      signal: own.signal,
    };
    const response = await fetch(url, init);
    const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;
    if (NO_STREAM.has(response.status) || (response.ok && !isStream)) return { kind: 'unsupported' };
    if (!response.ok || response.body === null) return await refusalOf(response, clock);

    cancelFirst = clock.setTimer(() => {
      isHeldBack = true;
      own.abort();
    }, FIRST_REPORT_MS);
    for await (const { type, data } of eventsOf(response.body, own.signal, () => {
      cancelSilence();
      cancelSilence = clock.setTimer(abort, SILENCE_MS);
    })) {
      if (type !== 'status') continue;
      const parsed = safeParse(joinStatusReportSchema, JSON.parse(data));
      if (!parsed.success) throw new Error(parsed.issues[0].message);
      cancelFirst();
      onReport(parsed.output);
    }
    return { kind: 'failed', status: response.status, message: 'The stream has ended.' };
  } catch (error) {
    signal.throwIfAborted();
    if (isHeldBack) return { kind: 'unsupported' };
    return { kind: 'failed', status: null, message: String(error) };
  } finally {
    cancelSilence();
    cancelFirst();
    signal.removeEventListener('abort', abort);
    // Whatever has not been read is not wanted any more.
    own.abort();
  }
}

async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  onAlive: () => void,
): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // A body that has been made by hand does not hear the signal of its request.
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  let position = streamStart;
  for (;;) {
    onAlive();
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) return;
    const [next, events] = readStreamText(position, decoder.decode(value, { stream: true }));
    position = next;
    if (heldCharacters(position) > MAX_EVENT_CHARACTERS) throw new Error('An event without end.');
    yield* events;
  }
}
