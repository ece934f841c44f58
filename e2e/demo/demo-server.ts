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
import { createDesk } from './desk.ts';
import { createCollectorHome, createMemoryHome, type CollectorAccess } from './document-home.ts';
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
  /** Where producers are at home; null: nobody takes reports, and the document changes by the clock alone. */
  readonly collector: CollectorAccess | null;
  readonly clock: Clock;
  readonly tell: (sentence: string) => void;
  readonly onFailed: (error: UserError) => void;
}

/** Starts the demo on `port` and the next one. Throws a UserError for what the person can put right. */
export async function startDemo(facts: DemoFacts): Promise<Demo> {
  const { source, port, pageDirectory, collector, clock, tell, onFailed } = facts;
  let evenings = 0;
  let broadcast: Broadcast | null = null;
  /** The document of the present evening is being put up, or is there; null: nobody has come yet. */
  let begun: Promise<void> | null = null;
  const desk = createDesk({
    home: collector === null ? createMemoryHome() : createCollectorHome(collector),
    clock,
    reportsUrl: collector === null ? null : 'v1/reports',
    tell,
    programme() {
      if (broadcast === null) throw new Error('nothing is on the air');
      const name = broadcast.scenario()?.name ?? 'stream';
      return { id: `demo-${name}-${evenings}`, ...broadcast.programme() };
    },
  });
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy();
      tell(`A request has failed: ${String(error)}`);
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, query } = requestPath(request);
    if (broadcast === null) sendJson(response, 503, { error: 'not started yet' });
    else if (path === '/broadcast.json') await sendDocument(request, response);
    else if (path === '/v1/reports' && collector !== null)
      await forward(request, response, new URL('v1/reports', collector.url));
    else if (path === '/__demo') sendJson(response, 200, await describe(broadcast));
    else if (path === '/__demo/begin') await begin(request, response, query.get('scenario'));
    else {
      // Opening a page begins the evening; its scripts and pictures have a name with a dot.
      if (request.method === 'GET' && !/\.(?!html$)[^/]+$/.test(path)) void beginOnce();
      await serveStatic(request, response, {
        directory: pageDirectory,
        cacheControl: (path) =>
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        fallback: 'index.html',
      });
    }
  }

  function beginOnce(): Promise<void> {
    begun ??= beginEvening();
    return begun;
  }

  function beginEvening(): Promise<void> {
    evenings += 1;
    return desk.begin().catch((error: unknown) => {
      // Whoever comes next tries again.
      begun = null;
      tell(`The broadcast document could not be put up: ${String(error)}`);
    });
  }

  async function sendDocument(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await beginOnce();
    const published = await desk.document();
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
    begun = beginEvening();
    await begun;
  }

  const opened = await listen(server, port, '127.0.0.1');
  const closeServer = () => {
    server.close();
    server.closeAllConnections();
  };
  try {
    broadcast = await startBroadcast({ source, port: port === 0 ? 0 : port + 1, clock, tell, onFailed });
  } catch (error) {
    closeServer();
    throw error;
  }
  const pageUrl = `http://127.0.0.1:${opened}/`;
  const running = broadcast;
  return {
    pageUrl,
    lines: [`Listener page: ${pageUrl}`, running.line],
    beginAgain: () => beginAgain(null),
    async stop() {
      desk.stop();
      closeServer();
      await running.stop();
    },
  };
}
