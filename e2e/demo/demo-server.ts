import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Clock } from '../origin/clock.ts';
import { listen } from '../origin/listen.ts';
import { requestPath } from '../origin/request-path.ts';
import { scenarioNames } from '../origin/scenario.ts';
import { sendJson, sendText } from '../origin/send.ts';
import { UserError } from '../origin/user-error.ts';
import type { Broadcast } from './broadcast.ts';
import { startBroadcast } from './broadcast.ts';
import type { CollectorProcess } from './collector-process.ts';
import { createDesk, type Desk } from './desk.ts';
import { createCollectorHome, createMemoryHome } from './document-home.ts';
import { forward } from './forward.ts';
import type { DemoOptions } from './options.ts';
import { serveStatic } from './static-files.ts';

/** A running demo. */
export interface Demo {
  readonly pageUrl: string;
  /** What it prints: one address a line. */
  readonly lines: readonly string[];
  beginAgain(): Promise<void>;
  stop(): Promise<void>;
}

export interface DemoFacts extends Pick<DemoOptions, 'source' | 'port'> {
  readonly pageDirectory: string;
  /** Starts the collector; without it nobody takes reports, and the document changes by the clock alone. */
  readonly startCollector?: (port: number) => Promise<CollectorProcess>;
  /** Lets a crowd come once the evening has begun; only to our own origin, and only where somebody counts it. */
  readonly startCrowd?: (documentUrl: string) => { stop(): Promise<void> };
  readonly clock: Clock;
  readonly tell: (sentence: string) => void;
  readonly onFailed: (error: UserError) => void;
}

/** Starts the demo on `port` and the next two. Throws a UserError for what the person can put right. */
export async function startDemo(facts: DemoFacts): Promise<Demo> {
  const { source, port, pageDirectory, clock, tell, onFailed } = facts;
  let evenings = 0;
  let broadcast: Broadcast | null = null;
  /** The document of the present evening is being put up, or is there; null: nobody has come yet. */
  let begun: Promise<void> | null = null;
  let collector: CollectorProcess | null = null;
  let desk: Desk | null = null;
  let crowd: { stop(): Promise<void> } | null = null;
  let pageUrl = '';
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy();
      tell(`A request has failed: ${String(error)}`);
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = requestPath(request);
    if (broadcast === null || desk === null) sendJson(response, 503, { error: 'not started yet' });
    else if (path === '/broadcast.json') await sendDocument(request, response, desk);
    else if (path === '/v1/reports' && collector !== null)
      await forward(request, response, new URL('v1/reports', collector.url));
    else if (path === '/__demo') sendJson(response, 200, await describe(broadcast));
    else if (path === '/__demo/begin') await begin(request, response, query.get('scenario'));
    else {
      // Opening a page begins the evening; its scripts and pictures have a name with a dot.
      if (request.method === 'GET' && !/\.(?!html$)[^/]+$/.test(path)) void beginOnce(desk);
      await serveStatic(request, response, {
        directory: pageDirectory,
        cacheControl: (path) =>
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        fallback: 'index.html',
      });
    }
  }

  function beginOnce(at: Desk): Promise<void> {
    begun ??= beginEvening(at);
    return begun;
  }

  function beginEvening(at: Desk): Promise<void> {
    evenings += 1;
    return at.begin().then(
      () => {
        if (source.kind === 'scenario' && collector !== null)
          crowd ??= facts.startCrowd?.(new URL('broadcast.json', pageUrl).href) ?? null;
      },
      (error: unknown) => {
        // Whoever comes next tries again.
        begun = null;
        tell(`The broadcast document could not be put up: ${String(error)}`);
      },
    );
  }

  async function sendDocument(request: IncomingMessage, response: ServerResponse, from: Desk): Promise<void> {
    await beginOnce(from);
    const published = await from.document();
    if (published === null) {
      sendJson(response, 503, { error: 'the broadcast document could not be had' });
      return;
    }
    const { document, etag } = published;
    const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else {
      const text = JSON.stringify(document, null, 2);
      sendText(response, 200, { ...headers, 'Content-Type': 'application/json' }, text);
    }
  }

  async function describe(current: Broadcast): Promise<object> {
    const scenario = current.scenario();
    return {
      demo: true,
      scenario: scenario?.name ?? null,
      description: scenario?.description ?? null,
      scenarios: scenario === null ? [] : await scenarioNames(),
    };
  }

  async function begin(
    request: IncomingMessage,
    response: ServerResponse,
    scenario: string | null,
  ): Promise<void> {
    const { origin, host } = request.headers;
    if (request.method !== 'POST') sendJson(response, 405, { error: 'POST only' });
    // Another site's page in the same browser shall not meddle with the evening.
    else if (origin !== undefined && origin !== `http://${host ?? ''}`) {
      sendJson(response, 403, { error: 'from the demo page only' });
    } else {
      try {
        await beginAgain(scenario);
        sendJson(response, 200, broadcast === null ? {} : await describe(broadcast));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        sendJson(response, 400, { error: error.message });
      }
    }
  }

  async function beginAgain(scenario: string | null): Promise<void> {
    await broadcast?.beginAgain(scenario);
    if (desk === null) return;
    begun = beginEvening(desk);
    await begun;
  }

  const opened = await listen(server, port, '127.0.0.1');
  pageUrl = `http://127.0.0.1:${opened}/`;
  const portAfter = (count: number) => (port === 0 ? 0 : port + count);
  const stop = async () => {
    desk?.stop();
    server.close();
    server.closeAllConnections();
    await Promise.all([crowd?.stop(), broadcast?.stop(), collector?.stop()]);
  };
  try {
    broadcast = await startBroadcast({ source, port: portAfter(1), clock, tell, onFailed });
    collector = (await facts.startCollector?.(portAfter(2))) ?? null;
  } catch (error) {
    await stop();
    throw error;
  }
  const onAir = broadcast;
  desk = createDesk({
    home: collector === null ? createMemoryHome() : createCollectorHome(collector),
    clock,
    // The page's own origin, which passes them on: a report costs no preflight.
    reportsUrl: collector === null ? null : new URL('v1/reports', pageUrl).href,
    tell,
    programme: () => ({
      id: `demo-${onAir.scenario()?.name ?? 'stream'}-${evenings}`,
      ...onAir.programme(),
    }),
  });
  return {
    pageUrl,
    lines: [
      `Listener page: ${pageUrl}`,
      ...(collector === null ? [] : [`Producer page: ${collector.producerUrl}`]),
      onAir.line,
      ...(collector === null ? [] : [`Collector: ${collector.url}`]),
    ],
    beginAgain: () => beginAgain(null),
    stop,
  };
}
