import { parseArgs } from 'node:util';
import { UserError } from '../origin/user-error.ts';
import { isLoopback } from './loopback.ts';

/** What the listeners listen to. */
type FleetSource =
  | { readonly kind: 'document' | 'stream'; readonly url: string }
  /** A mock origin of its own, in another process. */
  | { readonly kind: 'scenario'; readonly name: string };

export interface FleetCliOptions {
  readonly source: FleetSource;
  readonly listeners: number;
  /** Arrivals are spread over so many seconds; null: as a crowd comes to the document's scheduled start. */
  readonly arrivalSeconds: number | null;
  readonly impatientShare: number;
  readonly seed: number;
  /** Null: until it is told to end. */
  readonly seconds: number | null;
  /** The listeners are divided into so many. */
  readonly processes: number;
}

/** As many as two cores can be without being the bottleneck themselves. */
const MOST_LISTENERS = 2_000;
/** From so many on one process is too slow where the evening is bad. */
const MANY = 500;
const MOST_PROCESSES = 8;
const LONGEST_SECONDS = 6 * 3600;

export const help = `Virtual listeners: whole sessions of the real client, without a decoder.

  npm run fleet -- --document URL | --stream URL | --scenario NAME [options]

  --document URL    the address of a broadcast document
  --stream URL      the address of a stream
  --scenario NAME   a mock origin of its own that plays this (npm run origin -- --list)
  --listeners N     how many (default: 100; at most ${String(MOST_LISTENERS)})
  --arrivals S      they press Listen within S seconds (default: 10), or
  --arrivals crowd  as a crowd comes: around the scheduled start of the document
  --impatient P     share of those who leave when joining takes long, 0 to 1 (default: 0.1)
  --seed N          another course of chance (default: 1)
  --seconds N       ends after so long (default: Ctrl+C ends it)
  --processes N     the listeners in N processes (default: 1, for more than ${String(MANY)} listeners 2)
  --help            this text

Only addresses of this computer are asked, whatever a document or a playlist names.
`;

/** Reads the command line; null: the help was asked for. Throws a UserError whose message says what to change. */
export function readOptions(args: readonly string[]): FleetCliOptions | null {
  const given = readArguments(args);
  if (given.help) return null;
  const source = sourceOf(given);
  const arrivalSeconds =
    given.arrivals === 'crowd' ? null : number('--arrivals', given.arrivals, 0, LONGEST_SECONDS);
  if (arrivalSeconds === null && source.kind !== 'document')
    throw new UserError('--arrivals crowd: needs a scheduled start, and so a --document.');
  const listeners = whole('--listeners', given.listeners, 1, MOST_LISTENERS);
  const processes = given.processes ?? (listeners > MANY ? '2' : '1');
  return {
    source,
    listeners,
    processes: whole('--processes', processes, 1, Math.min(MOST_PROCESSES, listeners)),
    arrivalSeconds,
    impatientShare: number('--impatient', given.impatient, 0, 1),
    seed: whole('--seed', given.seed, 0, 2 ** 32 - 1),
    seconds: given.seconds === undefined ? null : number('--seconds', given.seconds, 1, LONGEST_SECONDS),
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        document: { type: 'string' },
        stream: { type: 'string' },
        scenario: { type: 'string' },
        listeners: { type: 'string', default: '100' },
        arrivals: { type: 'string', default: '10' },
        impatient: { type: 'string', default: '0.1' },
        seed: { type: 'string', default: '1' },
        seconds: { type: 'string' },
        processes: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

function sourceOf({ document, stream, scenario }: ReturnType<typeof readArguments>): FleetSource {
  const sources: FleetSource[] = [];
  if (document !== undefined) sources.push({ kind: 'document', url: address('--document', document) });
  if (stream !== undefined) sources.push({ kind: 'stream', url: address('--stream', stream) });
  if (scenario !== undefined) sources.push({ kind: 'scenario', name: scenario });
  const [source, other] = sources;
  if (source === undefined || other !== undefined)
    throw new UserError('Choose one of --document, --stream and --scenario. See --help.');
  return source;
}

function address(option: string, text: string): string {
  if (!URL.canParse(text))
    throw new UserError(`${option} ${text}: this is no URL. One begins with http:// or https://.`);
  if (!isLoopback(text)) {
    throw new UserError(
      `${option} ${text}: a fleet is a load; it goes to http(s) addresses of this computer only (127.0.0.1, localhost).`,
    );
  }
  return new URL(text).href;
}

function number(option: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= least && value <= most))
    throw new UserError(`${option} ${text}: must be a number from ${String(least)} to ${String(most)}.`);
  return value;
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = number(option, text, least, most);
  if (!Number.isInteger(value)) throw new UserError(`${option} ${text}: must be a whole number.`);
  return value;
}
