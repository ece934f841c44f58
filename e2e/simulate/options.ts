import { parseArgs } from 'node:util';
import { UserError } from '../origin/user-error.ts';
import { type PolicyName, policyNames } from './policies.ts';

const caseNames = ['overload', 'admission', 'automatic'] as const;
export type CaseName = (typeof caseNames)[number];

export interface SimulateOptions {
  readonly listeners: number;
  readonly caseName: CaseName;
  readonly policies: readonly PolicyName[];
  readonly seed: number;
  readonly retryAfterSeconds: number | null;
  readonly headroom: number;
  readonly share: number;
  /** The crowd and the origin are divided into so many, played at the same time. */
  readonly parts: number;
  readonly out: string;
}

const FEWEST = 1_000;
const MOST = 8_000_000;
/** From so many on an evening takes minutes, and is played in two threads where nothing says otherwise. */
const MANY = 1_000_000;
const MOST_PARTS = 16;

export const help = `Up to eight million listeners on paper: the project's own policies against an origin with finite capacity, in virtual time.

  npm run simulate -- [options]

  --listeners N     ${String(FEWEST)} to ${String(MOST)} (default: 100000)
  --case NAME       overload (default): nobody helps
                    admission: the producer admits what the origin can carry, and everybody when it is back
                    automatic: the collector's controller moves the admission
  --policy NAME     all (default), or one of ${policyNames.join(', ')}; admission is Holdline's only
  --retry-after S   every refusal says Retry-After: S (default: none)
  --share P         of the listeners whom the origin can carry during the overload, 0.01 to 1 (default: 0.1)
  --headroom P      what the origin can do above the plain need of those that it carries, 0 to 1 (default: 0.1)
  --parts N         the crowd in N parts at the same time, each before as large a part of the origin, as servers behind a
                    load balancer are (default: 1, from a million listeners on 2)
  --seed N          another course of chance (default: 1)
  --out DIR         where the figures and plots go (default: e2e/simulate/results)
  --help            this text

All press Listen within a minute; the origin carries a tenth of them (--share) for ten minutes, then all.
`;

/** Reads the command line; null: the help was asked for. Throws a UserError whose message says what to change. */
export function readOptions(args: readonly string[]): SimulateOptions | null {
  const given = readArguments(args);
  if (given.help) return null;
  const caseName = caseNames.find((name) => name === given.case);
  if (caseName === undefined)
    throw new UserError(`--case ${given.case}: must be one of ${caseNames.join(', ')}.`);
  const named = policyNames.find((name) => name === given.policy);
  if (named === undefined && given.policy !== 'all')
    throw new UserError(`--policy ${given.policy}: must be all, or one of ${policyNames.join(', ')}.`);
  if (caseName !== 'overload' && named !== undefined && named !== 'holdline')
    throw new UserError(`--case ${caseName}: only Holdline keeps to an admission; leave out --policy.`);
  const everybody = caseName === 'overload' ? policyNames : (['holdline'] as const);
  const retryAfter = given['retry-after'];
  const listeners = number('--listeners', given.listeners, FEWEST, MOST, true);
  const parts = given.parts === undefined ? null : number('--parts', given.parts, 1, MOST_PARTS, true);
  return {
    listeners,
    parts: parts ?? (listeners >= MANY ? 2 : 1),
    caseName,
    policies: named === undefined ? everybody : [named],
    seed: number('--seed', given.seed, 0, 2 ** 31 - 1, true),
    retryAfterSeconds: retryAfter === undefined ? null : number('--retry-after', retryAfter, 0, 120, false),
    headroom: number('--headroom', given.headroom, 0, 1, false),
    share: number('--share', given.share, 0.01, 1, false),
    out: given.out,
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        listeners: { type: 'string', default: '100000' },
        case: { type: 'string', default: 'overload' },
        policy: { type: 'string', default: 'all' },
        'retry-after': { type: 'string' },
        parts: { type: 'string' },
        headroom: { type: 'string', default: '0.1' },
        share: { type: 'string', default: '0.1' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string', default: 'e2e/simulate/results' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

function number(option: string, text: string, least: number, most: number, whole: boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? 'a whole number' : 'a number';
  throw new UserError(`${option} ${text}: must be ${kind} from ${String(least)} to ${String(most)}.`);
}
