import { parseArgs } from 'node:util';
import { UserError } from '../origin/user-error.ts';
import { players as allPlayers, type Player } from './players.ts';
import type { Entry } from './scenario-list.ts';

export const help = `Plays the same evenings on Holdline and on other players, and measures what is heard.

  npm run bench -- [options]

  --scenario A,B    which evenings (default: all but the outages without an end)
  --players X,Y     which players (default: all): ${allPlayers.map(({ id }) => id).join(', ')}
  --seeds N         how many courses of chance of each evening (default: 1)
  --at-once N       how many evenings at the same time; measure with 1, try out with more (default: 1)
  --write-readme    puts date, command and summary into README.md
  --help            this text

Results (JSON, SVG, Markdown) are left in e2e/bench/results/. Ctrl-C ends it with what has been measured so far.
`;

export interface BenchOptions {
  readonly entries: readonly Entry[];
  readonly players: readonly Player[];
  readonly seeds: number;
  readonly atOnce: number;
  readonly writeReadme: boolean;
}

/** Reads the command line; null: only the help was wanted. Throws a UserError that says what to change. */
export function readOptions(args: readonly string[], entries: readonly Entry[]): BenchOptions | null {
  const given = readArguments(args);
  if (given.help) return null;
  return {
    entries: chosen('--scenario', given.scenario, entries, ({ name }) => name),
    players: chosen('--players', given.players, allPlayers, ({ id }) => id),
    seeds: countOf('--seeds', given.seeds),
    atOnce: countOf('--at-once', given['at-once']),
    writeReadme: given['write-readme'],
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string' },
        players: { type: 'string' },
        seeds: { type: 'string', default: '1' },
        'at-once': { type: 'string', default: '1' },
        'write-readme': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

/** Those that the list names, in its own order; all of them without a list. */
function chosen<T>(
  option: string,
  list: string | undefined,
  all: readonly T[],
  nameOf: (item: T) => string,
): readonly T[] {
  if (list === undefined) return all;
  return list.split(',').map((name) => {
    const found = all.find((item) => nameOf(item) === name.trim());
    if (found !== undefined) return found;
    throw new UserError(`${option}: there is no "${name.trim()}". There are: ${all.map(nameOf).join(', ')}.`);
  });
}

function countOf(option: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UserError(`${option} ${text}: must be a whole number from 1.`);
}
