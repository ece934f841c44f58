import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

export const help = `The join-status collector, and the broadcast document's home.

  npm run collector -- [options]

  --port N       where it listens (PORT; default 8090; 0: any free port)
  --host NAME    on which address (HOST; default 127.0.0.1; 0.0.0.0 in a container)
  --dir DIR      keeps document, rows of a minute, log of acts and token there (COLLECTOR_DIR; default: .cache/collector)
  --redis URL    keeps the books in a Redis, shared with other collectors (REDIS_URL)
  --origins LIST origins of the pages that may report, separated by commas; *: any (COLLECTOR_ORIGINS)
  --url URL      how the world reaches it, if that is not how it is asked (COLLECTOR_URL): relative addresses in
                 the document are relative to it
  --pages DIR    serves the built producer page from there
  --help         this text

COLLECTOR_TOKEN is what producers need; 16 characters or more. Without it the first start makes one and prints it once.
`;

export interface CommandOptions {
  readonly port: number;
  readonly host: string;
  readonly directory: string;
  readonly redisUrl: string | null;
  readonly origins: readonly string[];
  readonly pages: string | null;
  readonly publicUrl: string | null;
  /** Null: made at the first start. */
  readonly token: string | null;
}

const LEAST_TOKEN_CHARACTERS = 16;

/** Reads flags and environment; null when help was asked for. Throws a CommandError that says what to change. */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandOptions | null {
  const flags = readFlags(args);
  if (flags.help === true) return null;
  const from = (flag: string | undefined, name: string) => flag ?? given(environment[name]);
  const port = from(flags.port, 'PORT') ?? '8090';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new CommandError(`--port ${port}: a port is a whole number from 0 (any free one) to 65535.`);
  }
  const redisUrl = from(flags.redis, 'REDIS_URL') ?? null;
  if (redisUrl !== null && !/^rediss?:\/\/./.test(redisUrl)) {
    throw new CommandError('--redis: expected an address that begins with redis:// or rediss://.');
  }
  const token = given(environment['COLLECTOR_TOKEN']) ?? null;
  if (token !== null && (token.length < LEAST_TOKEN_CHARACTERS || /\s/.test(token))) {
    throw new CommandError(
      `COLLECTOR_TOKEN: at least ${LEAST_TOKEN_CHARACTERS} characters, without spaces; it can be guessed otherwise.`,
    );
  }
  const publicUrl = from(flags.url, 'COLLECTOR_URL') ?? null;
  if (publicUrl !== null && !isHttpUrl(publicUrl)) {
    throw new CommandError(`--url ${publicUrl}: expected an address like https://collector.example/.`);
  }
  return {
    port: Number(port),
    host: from(flags.host, 'HOST') ?? '127.0.0.1',
    directory: resolve(from(flags.dir, 'COLLECTOR_DIR') ?? '.cache/collector'),
    redisUrl,
    origins: readOrigins(from(flags.origins, 'COLLECTOR_ORIGINS') ?? ''),
    pages: flags.pages === undefined ? null : resolve(flags.pages),
    publicUrl,
    token,
  };
}

/** A variable that is set to nothing is not set. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        dir: { type: 'string' },
        redis: { type: 'string' },
        origins: { type: 'string' },
        pages: { type: 'string' },
        url: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

function readOrigins(list: string): string[] {
  return list
    .split(/[\s,]+/)
    .filter((text) => text !== '')
    .map((text) => {
      if (text === '*') return text;
      if (isHttpUrl(text)) return new URL(text).origin;
      throw new CommandError(`--origins ${text}: an origin is like https://listen.example.`);
    });
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
