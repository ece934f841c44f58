import { createServer } from 'node:http';
import type { Clock } from '../origin/clock.ts';
import { corsHeaders } from '../origin/deliver.ts';
import { listen } from '../origin/listen.ts';
import type { Origin } from '../origin/origin.ts';
import { createOrigin } from '../origin/origin.ts';
import { scenarioNames } from '../origin/scenario.ts';
import { UserError } from '../origin/user-error.ts';
import type { Programme } from './broadcast-document.ts';
import { playlistName, startEncoder } from './encoder.ts';
import type { Input, Source } from './options.ts';
import { serveStatic } from './static-files.ts';

/** What the demo has on the air, wherever it comes from. */
export interface Broadcast {
  /** The line that tells where it is: `Mock origin: URL` or `Stream: URL`. */
  readonly line: string;
  /** The scenario that is played; null for a stream that is not ours. */
  scenario(): { readonly name: string; readonly description: string } | null;
  /** What the broadcast document is made of now. Begins the evening if nothing has yet. */
  programme(): Omit<Programme, 'id'>;
  /** Begins the evening again, with another scenario where one is given. Throws a UserError for an unknown one. */
  beginAgain(scenario: string | null): Promise<void>;
  stop(): Promise<void>;
}

export interface BroadcastOptions {
  readonly source: Source;
  readonly port: number;
  readonly clock: Clock;
  readonly tell: (sentence: string) => void;
  readonly onFailed: (error: UserError) => void;
}

export async function startBroadcast(options: BroadcastOptions): Promise<Broadcast> {
  const { source, port, clock, tell } = options;
  switch (source.kind) {
    case 'scenario': {
      const onError = (error: unknown) => tell(`The mock origin: ${String(error)}`);
      const origin = await createOrigin({ scenario: source.scenario, port, clock, onError });
      return scenarioBroadcast(origin, clock);
    }
    case 'stream':
      return streamBroadcast(source.url, clock, () => Promise.resolve());
    case 'input':
      return inputBroadcast(source.input, options);
  }
}

function scenarioBroadcast(origin: Origin, clock: Clock): Broadcast {
  return {
    line: `Mock origin: ${origin.url}/`,
    scenario() {
      const { scenario: name, description } = origin.state();
      return { name, description };
    },
    programme() {
      origin.begin();
      const { elapsedSeconds, scheduledStartSeconds, startsAtSeconds, endsAtSeconds } = origin.state();
      return {
        pathways: pathwaysOf(origin),
        beganAtWallMs: clock.wallNow() - elapsedSeconds * 1000,
        elapsedSeconds,
        schedule: { scheduledStartSeconds, startsAtSeconds, endsAtSeconds },
      };
    },
    async beginAgain(scenario) {
      if (scenario !== null) {
        // A page may name a scenario, not a file of this computer.
        const names = await scenarioNames();
        if (!names.includes(scenario)) throw new UserError(`There is no scenario "${scenario}".`);
        await origin.reset({ scenario });
      }
      origin.begin({ restart: true });
    },
    stop: () => origin.stop(),
  };
}

/** A stream that names its own pathways is one address; otherwise each pathway has one. */
function pathwaysOf(origin: Origin): Programme['pathways'] {
  const { pathways, stream } = origin.scenario();
  // With something to read along: the same sound, and captions in two languages.
  return stream === 'main'
    ? pathways.map(({ id }) => ({ id, url: origin.streamUrl('captioned', id) }))
    : [{ id: 'all', url: origin.streamUrl() }];
}

/** A stream that is simply there: its evening is only the page's. */
function streamBroadcast(url: string, clock: Clock, stop: () => Promise<void>): Broadcast {
  let beganAtMs: number | null = null;
  return {
    line: `Stream: ${url}`,
    scenario: () => null,
    programme() {
      beganAtMs ??= clock.now();
      const elapsedMs = clock.now() - beganAtMs;
      return {
        pathways: [{ id: 'stream', url }],
        beganAtWallMs: clock.wallNow() - elapsedMs,
        elapsedSeconds: elapsedMs / 1000,
        schedule: null,
      };
    },
    beginAgain(scenario) {
      if (scenario !== null) return Promise.reject(new UserError('A stream of its own has no scenario.'));
      beganAtMs = clock.now();
      return Promise.resolve();
    },
    stop,
  };
}

async function inputBroadcast(
  input: Input,
  { port, clock, tell, onFailed }: BroadcastOptions,
): Promise<Broadcast> {
  let directory = '';
  const server = createServer((request, response) => {
    serveStatic(request, response, {
      directory,
      // Names are never used twice, except the playlists'; an init segment is rewritten when ffmpeg is restarted.
      cacheControl: (path) => (path.endsWith('.m4s') ? 'public, max-age=3600' : 'no-cache'),
      headers: corsHeaders('exposed'),
    }).catch((error: unknown) => {
      response.destroy();
      tell(`The stream could not be read: ${String(error)}`);
    });
  });
  const opened = await listen(server, port, '127.0.0.1');
  const closeServer = () => {
    server.close();
    server.closeAllConnections();
  };
  try {
    const encoder = await startEncoder({ input, clock, tell, onFailed });
    directory = encoder.directory;
    return streamBroadcast(`http://127.0.0.1:${opened}/${playlistName}`, clock, async () => {
      closeServer();
      await encoder.stop();
    });
  } catch (error) {
    closeServer();
    throw error;
  }
}
