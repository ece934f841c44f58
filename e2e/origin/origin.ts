import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Clock } from './clock.ts';
import { createSystemClock } from './clock.ts';
import { trackConnections } from './connections.ts';
import { handleControl, isControl } from './control.ts';
import type { CorsMode } from './deliver.ts';
import type { Evening } from './evening.ts';
import { beginEvening } from './evening.ts';
import { listen } from './listen.ts';
import { liveWindow } from './live-window.ts';
import { loadMediaLibrary } from './media-library.ts';
import type { LogEntry } from './request-log.ts';
import { createRequestLog } from './request-log.ts';
import { requestPath } from './request-path.ts';
import type { StreamName } from './resources.ts';
import { targetOf } from './resources.ts';
import type { Scenario } from './scenario.ts';
import { loadScenario } from './scenario.ts';
import { serve } from './serve.ts';
import { isActive } from './strikes.ts';

export interface OriginOptions {
  /** A scenario, its name, or the path of its file. Default: `clean`. */
  readonly scenario?: Scenario | string;
  /** Default: the scenario's. */
  readonly seed?: number;
  /** Default: 0, any free one. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: `exposed`. */
  readonly cors?: CorsMode;
  readonly clock?: Clock;
  /** Told of what went wrong inside; a request that it happened to is dropped. Default: throws. */
  readonly onError?: (error: unknown) => void;
}

interface BeginOptions {
  /** Begins anew when it has begun already: everything open is cut, the log starts empty. Default: false. */
  readonly restart?: boolean;
  /** So many seconds of the evening are over at once. Default: 0. */
  readonly atSeconds?: number;
}

interface OriginState {
  readonly scenario: string;
  readonly description: string;
  readonly seed: number;
  readonly began: boolean;
  /** Null before the beginning. */
  readonly beganAt: string | null;
  readonly elapsedSeconds: number;
  readonly startsAtSeconds: number;
  readonly endsAtSeconds: number | null;
  readonly scheduledStartSeconds: number;
  /** Media sequence numbers that a media playlist lists now; null while there is none. */
  readonly window: { readonly first: number; readonly last: number; readonly ended: boolean } | null;
  readonly activeFaults: readonly string[];
  readonly connections: number;
  readonly requests: number;
}

/** A live HLS origin with scripted faults. The evening begins with the first request for a stream, or with `begin`. */
export interface Origin {
  /** `http://host:port` */
  readonly url: string;
  readonly port: number;
  /** The address of a multivariant playlist: AAC at three bitrates, Opus, or both. */
  readonly streamUrl: (name?: StreamName) => string;
  begin(options?: BeginOptions): void;
  readonly state: () => OriginState;
  log(): readonly LogEntry[];
  /** The first request that fits, logged already or still to come. See RequestLog.waitFor. */
  waitForRequest(fits: (entry: LogEntry) => boolean, signal?: AbortSignal): Promise<LogEntry>;
  /** Back to before the beginning: connections cut, log empty. Without a scenario the present one stays. */
  reset(next?: { readonly scenario?: Scenario | string; readonly seed?: number }): Promise<void>;
  /** Ends everything; resolves when the port is free. */
  stop(): Promise<void>;
  /** Listens again on the same port after `stop`. */
  start(): Promise<void>;
}

/** Starts an origin. Throws a UserError for a scenario that cannot be had or a port that is taken. */
export async function createOrigin(options: OriginOptions = {}): Promise<Origin> {
  const { clock = createSystemClock(), cors = 'exposed', host = '127.0.0.1', onError = rethrow } = options;
  const library = await loadMediaLibrary();
  let scenario = await resolveScenario(options.scenario ?? 'clean');
  let seed = options.seed ?? scenario.seed;
  let port = options.port ?? 0;
  let running = true;
  let opening: Promise<void> | null = null;
  let evening: Evening | null = null;

  const log = createRequestLog();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy();
      onError(error);
    });
  });
  const connections = trackConnections(server, log);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path } = requestPath(request);
    request.resume();
    if (isControl(path)) {
      handleControl(request, response, origin);
      return;
    }
    const target = targetOf(path);
    // A browser's request for an icon is no reason to begin.
    if (evening === null && target.what === 'other') {
      response.writeHead(404).end();
      return;
    }
    const connection = connections.numberOf(request.socket);
    await serve(request, response, target, begin(), { library, log, clock, cors, connection });
  }

  function begin({ restart = false, atSeconds = 0 }: BeginOptions = {}): Evening {
    if (evening !== null && !restart) return evening;
    endEvening('the evening was begun again');
    const begun = beginEvening(scenario, seed, clock, atSeconds);
    evening = begun;
    connections.refuseDuring(begun, relisten);
    return begun;
  }

  function endEvening(reason: string): void {
    if (evening === null) return;
    evening.end();
    evening = null;
    log.clear(reason);
  }

  /** Listens unless it does already. */
  function open(): Promise<void> {
    if (server.listening) return Promise.resolve();
    opening ??= listen(server, port, host)
      .then((opened) => void (port = opened))
      .finally(() => (opening = null));
    return opening;
  }

  function relisten(): void {
    if (running) open().catch(onError);
  }

  const origin: Origin = {
    get url() {
      return `http://${host}:${port}`;
    },
    get port() {
      return port;
    },
    streamUrl: (name = 'main') => `http://${host}:${port}/live/${name}.m3u8`,
    begin: (beginOptions) => void begin(beginOptions),
    state: () => {
      const elapsedSeconds = evening?.elapsedSeconds() ?? 0;
      const window = liveWindow(scenario, elapsedSeconds);
      return {
        scenario: scenario.name,
        description: scenario.description,
        seed,
        began: evening !== null,
        beganAt: evening === null ? null : new Date(evening.beganAtWallMs).toISOString(),
        elapsedSeconds,
        startsAtSeconds: scenario.startsAtSeconds,
        endsAtSeconds: scenario.endsAtSeconds,
        scheduledStartSeconds: scenario.scheduledStartSeconds,
        window:
          window.kind === 'open' ? { first: window.first, last: window.last, ended: window.ended } : null,
        activeFaults:
          evening === null
            ? []
            : scenario.faults.flatMap((entry) => (isActive(entry, elapsedSeconds) ? [entry.fault.type] : [])),
        connections: connections.count,
        requests: log.counts().logged,
      };
    },
    log: () => log.entries(),
    waitForRequest: (fits, signal) => log.waitFor(fits, signal),
    async reset(next = {}) {
      const nextScenario = next.scenario === undefined ? scenario : await resolveScenario(next.scenario);
      endEvening('the origin was reset');
      scenario = nextScenario;
      seed = next.seed ?? scenario.seed;
      if (running) await open();
    },
    async stop() {
      running = false;
      endEvening('the origin was stopped');
      await opening;
      await closeServer(server);
    },
    async start() {
      running = true;
      await open();
    },
  };
  await origin.start();
  return origin;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) {
      resolve();
      return;
    }
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function resolveScenario(scenario: Scenario | string): Promise<Scenario> {
  return typeof scenario === 'string' ? loadScenario(scenario) : Promise.resolve(scenario);
}

function rethrow(error: unknown): void {
  throw error;
}
