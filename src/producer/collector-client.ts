import {
  type BaseIssue,
  type BaseSchema,
  boolean,
  type InferOutput,
  nullable,
  number,
  object,
  safeParse,
} from 'valibot';
import type { Fetch } from '../network/attempt.ts';
import type { Clock } from '../network/clock.ts';
import {
  type History,
  historySchema,
  type JoinStatusReport,
  joinStatusReportSchema,
} from '../reporting/join-status-report.ts';
import { type PublishedDocument, readDocument } from './published-document.ts';
import { readStatusStream } from './status-stream.ts';
import { messageOf, type Refusal, refusalOf } from './refusal.ts';

type Answer<Value> = { readonly kind: 'ok'; readonly value: Value } | Refusal;

export type PutAnswer =
  | { readonly kind: 'ok'; readonly document: PublishedDocument }
  /** Somebody else was faster; `document` is theirs. */
  | { readonly kind: 'changed'; readonly document: PublishedDocument }
  /** `message` names the wrong fields. */
  | { readonly kind: 'invalid'; readonly message: string }
  | Refusal;

const automaticSchema = object({
  on: boolean(),
  least: number(),
  most: number(),
  /** What it has published last; null while it has published nothing. */
  fraction: nullable(number()),
});

/** Whether the collector moves the admission by itself, and between which shares. */
export type AutomaticStatus = InferOutput<typeof automaticSchema>;
export type AutomaticCommand = Omit<AutomaticStatus, 'fraction'>;

/** The collector's HTTP interface for producers. Nothing rejects but with the signal's reason. */
export interface CollectorClient {
  status(signal: AbortSignal): Promise<Answer<JoinStatusReport>>;
  /**
   * Reads the stream until it breaks, calling back for each report; what ended it is the answer. `unsupported`: there
   * is no stream, or something on the way holds it back.
   */
  stream(
    onReport: (report: JoinStatusReport) => void,
    signal: AbortSignal,
  ): Promise<Refusal | { readonly kind: 'unsupported' }>;
  history(signal: AbortSignal): Promise<Answer<History>>;
  /** How automatic admission stands, after `command` where there is one. */
  automatic(command: AutomaticCommand | null, signal: AbortSignal): Promise<Answer<AutomaticStatus>>;
  /** `value` is null while the collector has no document. */
  document(signal: AbortSignal): Promise<Answer<PublishedDocument | null>>;
  /** `etag` null: only if there is none yet. */
  put(document: object, note: string, etag: string | null, signal: AbortSignal): Promise<PutAnswer>;
}

interface ClientOptions {
  /** Of the collector, with a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly token: string;
}

/** A collector answers in milliseconds, or its host is in trouble. */
const ANSWER_TIMEOUT_MS = 10_000;

export function createCollectorClient({ baseUrl, fetch, clock, token }: ClientOptions): CollectorClient {
  const url = (path: string) => new URL(path, baseUrl).href;
  const authorization = { Authorization: `Bearer ${token}` };
  const json = { ...authorization, 'Content-Type': 'application/json' };

  /** Whatever happens within the time limit, as a value. */
  async function ask<Value>(
    path: string,
    init: RequestInit,
    signal: AbortSignal,
    read: (response: Response) => Promise<Value | Refusal>,
  ): Promise<Value | Refusal> {
    const own = new AbortController();
    const onAbort = () => own.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const cancel = clock.setTimer(() => own.abort(), ANSWER_TIMEOUT_MS);
    try {
      signal.throwIfAborted();
      const response = await fetch(url(path), { cache: 'no-store', ...init, signal: own.signal });
      return await read(response);
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'failed', status: null, message: String(error) };
    } finally {
      cancel();
      signal.removeEventListener('abort', onAbort);
    }
  }

  function get<Value>(
    path: string,
    schema: BaseSchema<unknown, Value, BaseIssue<unknown>>,
    signal: AbortSignal,
    init: RequestInit = { headers: authorization },
  ): Promise<Answer<Value>> {
    return ask<Answer<Value>>(path, init, signal, async (response) => {
      if (!response.ok) return refusalOf(response, clock);
      const parsed = safeParse(schema, await response.json());
      if (parsed.success) return { kind: 'ok', value: parsed.output };
      return { kind: 'failed', status: response.status, message: parsed.issues[0].message };
    });
  }

  return {
    status: (signal) => get('v1/join-status', joinStatusReportSchema, signal),
    history: (signal) => get('v1/join-status/history', historySchema, signal),

    automatic: (command, signal) =>
      get(
        'v1/automatic-admission',
        automaticSchema,
        signal,
        command === null ? undefined : { method: 'PUT', headers: json, body: JSON.stringify(command) },
      ),

    document: (signal) =>
      ask<Answer<PublishedDocument | null>>('broadcast.json', {}, signal, async (response) => {
        if (response.status === 404) return { kind: 'ok', value: null };
        if (!response.ok) return refusalOf(response, clock);
        return { kind: 'ok', value: await bodyDocument(response, url('broadcast.json')) };
      }),

    put: (document, note, etag, signal) =>
      ask<PutAnswer>(
        'v1/broadcast',
        {
          method: 'PUT',
          headers: {
            ...json,
            ...(etag === null ? { 'If-None-Match': '*' } : { 'If-Match': etag }),
          },
          body: JSON.stringify({ document, note }),
        },
        signal,
        async (response) => {
          if (response.status === 422) return { kind: 'invalid', message: await messageOf(response) };
          if (!response.ok && response.status !== 412) return refusalOf(response, clock);
          const { document: answered, etag: answeredEtag } = (await response.json()) as Record<
            string,
            unknown
          >;
          const published = readDocument(answered, String(answeredEtag), url('broadcast.json'));
          return { kind: response.ok ? 'ok' : 'changed', document: published };
        },
      ),

    stream: (onReport, signal) =>
      readStatusStream({
        url: url('v1/join-status/stream'),
        headers: authorization,
        fetch,
        clock,
        onReport,
        signal,
      }),
  };
}

async function bodyDocument(response: Response, documentUrl: string): Promise<PublishedDocument> {
  return readDocument(await response.json(), response.headers.get('ETag') ?? '', documentUrl);
}
