import { parseBroadcastDocument } from '../../src/broadcast/broadcast-document.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import type { History, JoinStatusReport } from '../../src/reporting/join-status-report.ts';

export const COLLECTOR_URL = 'https://collector.example/evening/';
export const TOKEN = 'a-good-token';

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
  readonly body: unknown;
}

/** How the collector behaves; a test or a picture may change it at any time. */
interface Behaviour {
  token: string;
  report: JoinStatusReport;
  history: History;
  /** As published; null: none yet. */
  document: Record<string, unknown> | null;
  /** `down` never connects, `unavailable` answers 503, `limited` 429, `silent` never answers. */
  health: 'up' | 'down' | 'unavailable' | 'limited' | 'silent';
  /** `missing` answers 404; `held-back` opens and brings nothing. */
  stream: 'yes' | 'missing' | 'held-back';
  automatic: { on: boolean; least: number; most: number; fraction: number | null };
  /** What `PUT` answers instead of doing it; the act of `answer-lost` is done, its answer is not heard. */
  put: 'yes' | 'answer-lost' | { readonly status: number; readonly code: string; readonly message: string };
}

export interface FakeCollector {
  readonly fetch: Fetch;
  readonly behaviour: Behaviour;
  readonly requests: readonly RecordedRequest[];
  /** Streams that somebody reads. */
  openStreams(): number;
  /** Sends a report to all who read, and keeps it as the present one. */
  tell(report: JoinStatusReport): void;
  /** Sends this text as it is. */
  write(text: string): void;
  breakStreams(): void;
  /** What another producer does. */
  changeDocument(changes: Record<string, unknown>): void;
  etag(): string;
}

const RETRY_AFTER_SECONDS = 30;

/** The HTTP contract of a collector, in memory. It checks what it is given as a real one does. */
export function createFakeCollector(
  start: Partial<Behaviour> & Pick<Behaviour, 'report' | 'history'>,
): FakeCollector {
  const behaviour: Behaviour = {
    token: TOKEN,
    document: null,
    health: 'up',
    stream: 'yes',
    automatic: { on: false, least: 0.05, most: 1, fraction: null },
    put: 'yes',
    ...start,
  };
  const requests: RecordedRequest[] = [];
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  const revision = () => Number(behaviour.document?.['revision'] ?? 0);
  const etag = () => `"r${revision()}"`;

  const json = (status: number, value: unknown, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(value), {
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  const error = (status: number, code: string, message: string, more: object = {}) =>
    json(status, { error: { code, message }, ...more });
  const limited = () =>
    json(
      429,
      { error: { code: 'rate', message: 'Too many.' } },
      { 'Retry-After': String(RETRY_AFTER_SECONDS) },
    );

  const changeDocument = (changes: Record<string, unknown>) => {
    behaviour.document = { ...behaviour.document, ...changes, revision: revision() + 1 };
    behaviour.report = {
      ...behaviour.report,
      revision: revision(),
      broadcastId: String(behaviour.document['id']),
    };
  };

  const openStream = (signal: AbortSignal | null | undefined) => {
    let own: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller;
        streams.add(controller);
        if (behaviour.stream === 'yes') controller.enqueue(encoder.encode(eventOf(behaviour.report)));
      },
      cancel() {
        if (own !== null) streams.delete(own);
      },
    });
    signal?.addEventListener('abort', () => {
      if (own !== null && streams.delete(own)) own.error(signal.reason);
    });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } });
  };

  const put = (init: RequestInit): Response => {
    const headers = new Headers(init.headers);
    const body = JSON.parse(init.body as string) as { document: Record<string, unknown>; note: string };
    if (typeof behaviour.put === 'object')
      return error(behaviour.put.status, behaviour.put.code, behaviour.put.message);
    const isFirst = headers.get('If-None-Match') === '*';
    if (!isFirst && headers.get('If-Match') === null)
      return error(428, 'precondition', 'If-Match is needed.');
    if (isFirst ? behaviour.document !== null : headers.get('If-Match') !== etag())
      return error(412, 'changed', 'Somebody else was faster.', {
        document: behaviour.document,
        etag: etag(),
      });
    const parsed = parseBroadcastDocument(JSON.stringify(body.document), COLLECTOR_URL);
    if (parsed.kind === 'malformed') return error(422, 'document', parsed.message);
    const fields = Object.keys(body.document).filter(
      (name) => JSON.stringify(body.document[name]) !== JSON.stringify(behaviour.document?.[name]),
    );
    changeDocument(body.document);
    const act = { at: behaviour.report.at, revision: revision(), fields, note: body.note };
    behaviour.history = { ...behaviour.history, acts: [...behaviour.history.acts, act] };
    if (behaviour.put === 'answer-lost') throw new TypeError('Failed to fetch');
    return json(200, { document: behaviour.document, etag: etag(), revision: revision() }, { ETag: etag() });
  };

  const answer = (url: string, init: RequestInit): Response => {
    if (behaviour.health === 'down') throw new TypeError('Failed to fetch');
    if (behaviour.health === 'limited') return limited();
    if (behaviour.health === 'unavailable') return error(503, 'store', 'The store cannot be reached.');
    const path = url.slice(COLLECTOR_URL.length);
    const method = init.method ?? 'GET';
    if (path === 'broadcast.json' && method === 'GET') {
      if (behaviour.document === null) return error(404, 'none', 'There is no document yet.');
      return json(200, behaviour.document, { ETag: etag() });
    }
    if (new Headers(init.headers).get('Authorization') !== `Bearer ${behaviour.token}`)
      return error(401, 'token', 'The token is wrong.');
    if (path === 'v1/broadcast' && method === 'PUT') return put(init);
    if (path === 'v1/automatic-admission') {
      if (method === 'GET') return json(200, behaviour.automatic);
      const command = JSON.parse(init.body as string) as Omit<Behaviour['automatic'], 'fraction'>;
      if (command.least > command.most) return error(422, 'automatic', 'Expected least not above most.');
      behaviour.automatic = { ...behaviour.automatic, ...command };
      return json(200, behaviour.automatic);
    }
    if (path === 'v1/join-status') return json(200, behaviour.report);
    if (path === 'v1/join-status/history') return json(200, behaviour.history);
    if (path === 'v1/join-status/stream') {
      if (behaviour.stream !== 'missing') return openStream(init.signal);
    }
    return error(404, 'not-found', 'There is nothing here.');
  };

  return {
    behaviour,
    requests,
    fetch(url, init) {
      requests.push({
        method: init.method ?? 'GET',
        path: url.slice(COLLECTOR_URL.length),
        authorization: new Headers(init.headers).get('Authorization'),
        body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
      });
      return new Promise((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
        if (behaviour.health === 'silent') return;
        resolve(answer(url, init));
      });
    },
    openStreams: () => streams.size,
    tell(report) {
      behaviour.report = report;
      for (const stream of streams) stream.enqueue(encoder.encode(eventOf(report)));
    },
    write(text) {
      for (const stream of streams) stream.enqueue(encoder.encode(text));
    },
    breakStreams() {
      for (const stream of streams) stream.error(new TypeError('network error'));
      streams.clear();
    },
    changeDocument,
    etag,
  };
}

function eventOf(report: JoinStatusReport): string {
  return `event: status\ndata: ${JSON.stringify(report)}\n\n`;
}
