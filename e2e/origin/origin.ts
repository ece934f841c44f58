import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import { createSystemClock } from './clock.ts';
import { handleControl, isControl } from './control.ts';
import type { CorsMode } from './deliver.ts';
import type { Evening } from './evening.ts';
import { beginEvening } from './evening.ts';
import { liveWindow } from './live-window.ts';
import { loadMediaLibrary } from './media-library.ts';
import type { Pathway } from './pathway.ts';
import type { PathwayServer } from './pathway-server.ts';
import { createPathwayServer } from './pathway-server.ts';
import { isActive } from './periods.ts';
import type { LogEntry } from './request-log.ts';
import { createRequestLog } from './request-log.ts';
import { requestPath } from './request-path.ts';
import { targetOf } from './resources.ts';
import type { FaultEntry, Scenario } from './scenario.ts';
import { loadScenario } from './scenario.ts';
import type { ServeOptions } from './serve.ts';
import { serve } from './serve.ts';
import type { StreamName } from './streams.ts';

export interface OriginOptions {
  /** A scenario, its name, or the path of its file. Default: `clean`. */
  readonly scenario?: Scenario | string;
  /** Default: the scenario's. */
  readonly seed?: number;
  /** Of the first pathway; the others take any free ones. Default: 0, any free one. */
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
  /** In order of preference. */
  readonly pathways: readonly { readonly id: string; readonly url: string }[];
  /** The address that a listener of this scenario is given. */
  readonly stream: string;
  readonly activeFaults: readonly string[];
  readonly connections: number;
  readonly requests: number;
}

/** An entry of the scenario in the course of the evening. */
interface FaultState extends FaultEntry {
  /** Its place in the list. */
  readonly index: number;
  readonly active: boolean;
}

/** A live HLS origin with scripted faults. The evening begins with the first request for a stream, or with `begin`. */
export interface Origin {
  /** `http://host:port` of the first pathway. */
  readonly url: string;
  readonly port: number;
  /** `http://host:port` of a pathway of the scenario. Throws a RangeError for an unknown one. */
  readonly pathwayUrl: (id: string) => string;
  /**
   * The address of a multivariant playlist on a pathway: by default the scenario's `stream` on the first. Throws a
   * RangeError for an unknown pathway.
   */
  readonly streamUrl: (name?: StreamName, pathwayId?: string) => string;
  begin(options?: BeginOptions): void;
  /** The scenario that it plays, with what has been added to it this evening. */
  readonly scenario: () => Scenario;
  /** The entries of the scenario and those that were added, in order. */
  readonly faults: () => readonly FaultState[];
  /**
   * Adds entries behind all others until this evening ends or begins again; returns their places. Begins the evening
   * if it has not begun.
   */
  addFaults(entries: readonly FaultEntry[]): readonly number[];
  /** Ends an entry now. False: there is none with that place, or no evening. */
  endFault(index: number): boolean;
  readonly state: () => OriginState;
  log(): readonly LogEntry[];
  /** The first request that fits, logged already or still to come. See RequestLog.waitFor. */
  waitForRequest(fits: (entry: LogEntry) => boolean, signal?: AbortSignal): Promise<LogEntry>;
  /** Back to before the beginning: connections cut, log empty. Without a scenario the present one stays. */
  reset(next?: { readonly scenario?: Scenario | string; readonly seed?: number }): Promise<void>;
  /** Ends everything; resolves when the ports are free. */
  stop(): Promise<void>;
  /** Listens again on the same ports after `stop`. */
  start(): Promise<void>;
}

/** Starts an origin. Throws a UserError for a scenario that cannot be had or a port that is taken. */
export async function createOrigin(options: OriginOptions = {}): Promise<Origin> {
  const { clock = createSystemClock(), cors = 'exposed', host = '127.0.0.1', onError = rethrow } = options;
  const library = await loadMediaLibrary();
  let scenario = await resolveScenario(options.scenario ?? 'clean');
  let seed = options.seed ?? scenario.seed;
  let running = true;
  let evening: Evening | null = null;
  let connectionsMade = 0;

  const log = createRequestLog();
  /** One for each pathway of the scenario, in its order. A server keeps its port whatever pathway it becomes. */
  const servers: PathwayServer[] = [];

  function makeServer(index: number): PathwayServer {
    return createPathwayServer({
      host,
      port: index === 0 ? (options.port ?? 0) : 0,
      log,
      nextConnection: () => (connectionsMade += 1),
      handle: (request, response, connection, opensConnection) =>
        handle(request, response, index, { connection, opensConnection }),
      onError,
    });
  }

  function pathways(): Pathway[] {
    return scenario.pathways.flatMap(({ id, numberOffset }, index) => {
      const server = servers[index];
      if (server === undefined) return [];
      return [{ id, url: server.url, numberOffset, chanceKey: index === 0 ? [] : [id] }];
    });
  }

  function playing(): Scenario {
    return evening?.scenario ?? scenario;
  }

  function urlOf(id: string | undefined): string {
    const known = pathways();
    const found = id === undefined ? known[0] : known.find((pathway) => pathway.id === id);
    if (found === undefined) throw new RangeError(`no pathway "${id ?? ''}"`);
    return found.url;
  }

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    index: number,
    place: Pick<ServeOptions, 'connection' | 'opensConnection'>,
  ): Promise<void> {
    const { path } = requestPath(request);
    if (isControl(path)) {
      await handleControl(request, response, origin);
      return;
    }
    request.resume();
    const target = targetOf(path);
    const pathway = pathways()[index];
    // A browser's request for an icon is no reason to begin; a server that is being closed has no pathway.
    if (pathway === undefined || (evening === null && target.what === 'other')) {
      response.writeHead(404).end();
      return;
    }
    const current = begin();
    await serve(request, response, target, current, {
      library,
      log,
      clock,
      cors,
      pathway,
      pathways: pathways(),
      ...place,
    });
  }

  function begin({ restart = false, atSeconds = 0 }: BeginOptions = {}): Evening {
    if (evening !== null && !restart) return evening;
    endEvening('the evening was begun again');
    const begun = beginEvening(scenario, seed, clock, atSeconds);
    evening = begun;
    for (const [index, pathway] of pathways().entries()) {
      servers[index]?.connections.refuseDuring(begun, pathway, () => relisten(index));
    }
    return begun;
  }

  function endEvening(reason: string): void {
    if (evening === null) return;
    evening.end();
    evening = null;
    log.clear(reason);
  }

  function relisten(index: number): void {
    if (running) servers[index]?.open().catch(onError);
  }

  /** As many servers as that, listening if the origin runs. */
  async function haveServers(count: number): Promise<void> {
    while (servers.length < count) servers.push(makeServer(servers.length));
    // In turn: where the first port is taken, none is.
    for (const server of servers) if (running) await server.open();
  }

  const origin: Origin = {
    get url() {
      return urlOf(undefined);
    },
    get port() {
      return servers[0]?.port ?? 0;
    },
    pathwayUrl: urlOf,
    streamUrl: (name = scenario.stream, pathwayId) => `${urlOf(pathwayId)}/live/${name}.m3u8`,
    begin: (beginOptions) => void begin(beginOptions),
    scenario: playing,
    faults() {
      const elapsedSeconds = evening?.elapsedSeconds() ?? 0;
      return playing().faults.map((entry, index) => ({
        index,
        active: evening !== null && isActive(entry, elapsedSeconds),
        ...entry,
      }));
    },
    addFaults(entries) {
      const current = begin();
      return entries.map((entry) => current.addFault(entry));
    },
    endFault: (index) => evening?.endFault(index) ?? false,
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
        pathways: pathways().map(({ id, url }) => ({ id, url })),
        stream: origin.streamUrl(),
        activeFaults:
          evening === null
            ? []
            : playing().faults.flatMap((entry) =>
                isActive(entry, elapsedSeconds) ? [entry.fault.type] : [],
              ),
        connections: servers.reduce((sum, { connections }) => sum + connections.count, 0),
        requests: log.counts().logged,
      };
    },
    log: () => log.entries(),
    waitForRequest: (fits, signal) => log.waitFor(fits, signal),
    async reset(next = {}) {
      const nextScenario = next.scenario === undefined ? scenario : await resolveScenario(next.scenario);
      // Servers first: an evening that begins at once finds all of its pathways.
      await haveServers(nextScenario.pathways.length);
      endEvening('the origin was reset');
      scenario = nextScenario;
      seed = next.seed ?? scenario.seed;
      await Promise.all(servers.splice(scenario.pathways.length).map((server) => server.close()));
      await haveServers(scenario.pathways.length);
    },
    async stop() {
      running = false;
      endEvening('the origin was stopped');
      await Promise.all(servers.map((server) => server.close()));
    },
    async start() {
      running = true;
      await haveServers(scenario.pathways.length);
    },
  };
  await origin.start();
  return origin;
}

function resolveScenario(scenario: Scenario | string): Promise<Scenario> {
  return typeof scenario === 'string' ? loadScenario(scenario) : Promise.resolve(scenario);
}

function rethrow(error: unknown): void {
  throw error;
}
