import { type Clock, createThreadClock } from '../network/clock.ts';
import { type Random, systemRandom } from '../network/random.ts';
import { createApp } from './app.ts';
import { createAutomaticAdmission } from './automatic-admission.ts';
import { startBookkeeper } from './bookkeeper.ts';
import { CommandError } from './command-error.ts';
import { allowedOrigins } from './cross-origin.ts';
import { openEmbeddedStore } from './embedded-store.ts';
import { createMetrics } from './metrics.ts';
import { createPathwayNames } from './names.ts';
import { createTokenCheck } from './producer-token.ts';
import { openRedisStore } from './redis-store.ts';
import type { RequestLimit } from './request-limit.ts';
import { createStatusStreams } from './status-stream.ts';
import type { Store } from './store.ts';

export interface CollectorOptions {
  readonly port: number;
  readonly host?: string;
  readonly token: string;
  /** Where the embedded store keeps document, rows and acts; null or left out: in memory only. */
  readonly directory?: string | null;
  /** With it the books are in Redis, shared by all collectors there. */
  readonly redisUrl?: string | null;
  /** Origins of pages that may send reports or use the producers' interface, besides the collector's own; `*`: any. */
  readonly origins?: readonly string[];
  /** Directory of the built pages. */
  readonly pages?: string | null;
  /** How the world reaches it, behind a proxy; otherwise it is taken from each request. */
  readonly publicUrl?: string | null;
  readonly maxSessions?: number;
  readonly reportLimit?: RequestLimit;
  readonly requestTimeoutMs?: number;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Is told, in a sentence, what the operator should know. */
  readonly tell?: (sentence: string) => void;
}

/** A running collector. */
export interface Collector {
  /** `http://host:port`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Some 120 MB of sessions. */
const MAX_SESSIONS = 400_000;
/** Twice what one core takes, ten lines each: beyond it nothing would be answered in time. */
const REPORT_LIMIT = { ratePerSecond: 8000, burst: 16_000 };
const REQUEST_TIMEOUT_MS = 15_000;

/** Starts a collector. Throws a CommandError for what the operator can put right. */
export async function createCollector(options: CollectorOptions): Promise<Collector> {
  const { clock = createThreadClock(), random = systemRandom, host = '127.0.0.1' } = options;
  const tell = options.tell ?? (() => undefined);
  const store = await openStore(options, clock, tell);
  const pathways = createPathwayNames();
  const expectPathways = () =>
    pathways.expect((store.published()?.document.pathways ?? []).map(({ id }) => id));
  const streams = createStatusStreams();
  const bookkeeper = await startBookkeeper({
    store,
    clock,
    tell,
    onStatus(status) {
      expectPathways();
      streams.send(status);
    },
  });
  const automatic = createAutomaticAdmission({ store, bookkeeper, clock, tell });
  const app = createApp(
    {
      store,
      bookkeeper,
      automatic,
      streams,
      metrics: createMetrics(
        () => bookkeeper.status(),
        () => streams.count(),
      ),
      tokens: createTokenCheck(options.token),
      pathways,
      origins: allowedOrigins(options.origins ?? []),
      reportLimit: options.reportLimit ?? REPORT_LIMIT,
      pages: options.pages ?? null,
      publicUrl: options.publicUrl ?? null,
      clock,
      random,
    },
    { requestTimeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS, tell },
  );
  const stop = async () => {
    streams.close();
    await app.close();
    await automatic.stop();
    await bookkeeper.stop();
    await store.close();
  };
  try {
    return { url: await app.listen({ port: options.port, host }), stop };
  } catch (error) {
    await stop();
    throw listenError(error, options.port);
  }
}

function openStore(
  { redisUrl, directory, maxSessions = MAX_SESSIONS }: CollectorOptions,
  clock: Clock,
  tell: (sentence: string) => void,
): Promise<Store> {
  return redisUrl !== undefined && redisUrl !== null
    ? openRedisStore({ url: redisUrl, clock, maxSessions, tell })
    : openEmbeddedStore({ directory: directory ?? null, nowMs: clock.wallNow(), maxSessions, tell });
}

function listenError(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return new CommandError(`Port ${port} is already in use. Choose another with --port.`);
  if (code === 'EACCES') return new CommandError(`Port ${port} may not be used without special rights.`);
  return error;
}
