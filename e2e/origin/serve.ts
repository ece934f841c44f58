import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { createAnswer } from './answer.ts';
import type { Clock } from './clock.ts';
import type { CorsMode } from './deliver.ts';
import { deliver } from './deliver.ts';
import type { Evening } from './evening.ts';
import { liveWindow } from './live-window.ts';
import type { AskedFor } from './match.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Pathway } from './pathway.ts';
import type { RequestLog } from './request-log.ts';
import { requestPath } from './request-path.ts';
import type { HealthyWith, Target } from './resources.ts';
import { healthyAnswer } from './resources.ts';
import { chanceKeyOf, faultName, strikesOn, struckAnswer } from './strikes.ts';

export interface ServeOptions {
  readonly library: MediaLibrary;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly cors: CorsMode;
  /** The pathway that was asked. */
  readonly pathway: Pathway;
  /** All of them, in order of preference. */
  readonly pathways: readonly Pathway[];
  /** Number of the connection that the request came on. */
  readonly connection: number;
  /** Whether it is the first one there. */
  readonly opensConnection: boolean;
}

/** Answers one request of an evening as the scenario wants it, and logs it. Resolves when it is over. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  evening: Evening,
  options: ServeOptions,
): Promise<void> {
  const { library, log, clock, cors, pathway, pathways, connection, opensConnection } = options;
  const { scenario, draw } = evening;
  const elapsedSeconds = evening.elapsedSeconds();
  const named = nameOf(request);
  const client = named ?? request.socket.remoteAddress ?? '';
  const ordinal = evening.ordinalOf(pathway.id, target.path, named);
  const range = request.headers.range ?? null;
  const asked: AskedFor = {
    target,
    pathway,
    ordinal,
    client: named,
    range,
    opensConnection,
    listedAt: (second) => {
      const window = liveWindow(scenario, second);
      if (window.kind === 'not-started') return null;
      const { numberOffset } = pathway;
      return { first: window.first + numberOffset, last: window.last + numberOffset };
    },
  };
  const strikes = strikesOn(scenario, asked, elapsedSeconds, draw, {
    limit: (index) => evening.limit(index, pathway.id, client),
    admit: (index) => evening.admit(index, pathway.id),
  });
  const method = request.method ?? 'GET';
  const healthyWith: HealthyWith = (change) =>
    method === 'OPTIONS'
      ? preflightAnswer()
      : healthyAnswer(target, method, request.headers, {
          library,
          broadcast: scenario,
          elapsedSeconds,
          beganAtWallMs: evening.beganAtWallMs,
          endList: false,
          ignoresRange: false,
          query: requestPath(request).query,
          pathway,
          pathways,
          steering: scenario.steering ?? null,
          ...change,
        });
  const answer = struckAnswer(strikes, {
    wallNowMs: clock.wallNow(),
    elapsedSeconds,
    beganAtWallMs: evening.beganAtWallMs,
    ordinal,
    range,
    requestBytes: bytesOf(request),
    healthyWith,
    chanceOf: ({ index }) => draw('chance', index, ...chanceKeyOf(asked)),
    lineOf: ({ index }) => evening.lineOf(index, pathway.id, named),
  });
  const entry = log.open({
    atMs: Math.round(elapsedSeconds * 1000),
    method,
    path: request.url ?? target.path,
    pathway: pathway.id,
    what: target.what,
    rendition: target.rendition,
    sequence: target.sequence,
    range,
    status: isAnswered(answer) ? answer.status : null,
    fault: faultName(strikes, elapsedSeconds, scenario),
    retryAfter: answer.headers['Retry-After'] ?? null,
    client,
    connection,
  });

  const controller = new AbortController();
  const cut = () => response.destroy();
  evening.signal.addEventListener('abort', cut);
  response.once('close', () => {
    evening.signal.removeEventListener('abort', cut);
    // writableFinished: all of it was handed over before the connection went.
    entry.close(Math.round(evening.elapsedSeconds() * 1000), response.writableFinished);
    controller.abort();
  });
  await deliver(answer, response, {
    clock,
    cors,
    signal: controller.signal,
    onBytes: (bytes) => entry.addBytes(bytes),
    onHeaders: () => entry.answered(Math.round(evening.elapsedSeconds() * 1000)),
  });
}

function isAnswered({ headersAfterMs, ending }: Answer): boolean {
  if (!Number.isFinite(headersAfterMs) || ending.kind === 'drop') return false;
  return !(ending.kind === 'reset' && ending.afterBytes === null);
}

/** What a request weighs on the wire, without a body. */
function bytesOf({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/1.1\r\n\r\n`.length;
  // ": " behind each name, CRLF behind each value.
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, line);
}

/** To a preflight: whatever the page wants to send, it may. Without CORS the fields are left out on sending. */
function preflightAnswer(): Answer {
  const headers = {
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'Range, If-Range, If-None-Match, X-Client-Id',
    'Access-Control-Max-Age': '600',
  };
  return createAnswer(204, headers, new Uint8Array());
}

function nameOf(request: IncomingMessage): string | null {
  const named = request.headers['x-client-id'];
  return typeof named === 'string' ? named : null;
}
