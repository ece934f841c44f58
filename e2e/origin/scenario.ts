import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { faultSchema } from './fault.ts';
import { fraction, positiveSeconds, seconds } from './schema-parts.ts';
import { errorCode, UserError } from './user-error.ts';

const whats = ['multivariant', 'media-playlist', 'init', 'segment', 'any'] as const;
const text = v.pipe(v.string('must be text'), v.nonEmpty('must not be empty'));

const faultEntrySchema = v.strictObject({
  /** Seconds since the evening began; without `toSeconds` for the rest of it. */
  fromSeconds: positiveSeconds,
  toSeconds: v.optional(positiveSeconds),
  match: v.strictObject({
    what: v.picklist(whats, `must be one of ${whats.join(', ')}`),
    rendition: v.optional(text),
    /** The whole path, in which `*` stands for anything. */
    path: v.optional(text),
  }),
  /** Share of the matching requests (for `refuse`: connections) that it strikes. */
  probability: v.optional(fraction, 1),
  fault: faultSchema,
});

const scenarioSchema = v.strictObject({
  name: v.pipe(text, v.regex(/^[a-z0-9-]+$/, 'must be small letters, digits and hyphens')),
  description: text,
  /** All chance follows from it. */
  seed: v.pipe(v.number('must be a whole number'), v.integer('must be a whole number')),
  playlist: v.optional(v.picklist(['sliding', 'event'], 'must be "sliding" or "event"'), 'sliding'),
  windowSegments: v.optional(
    v.pipe(
      v.number('must be a number of segments'),
      v.integer('must be a whole number of segments'),
      // RFC 8216bis 6.2.2: a live playlist holds at least three target durations.
      v.minValue(3, 'must be at least 3'),
    ),
    6,
  ),
  /** When the stream appears. Negative: it has been running when the evening begins. */
  startsAtSeconds: seconds,
  /** When the broadcast is over. Default: never. */
  endsAtSeconds: v.optional(v.nullable(positiveSeconds), null),
  scheduledStartSeconds: seconds,
  faults: v.array(faultEntrySchema, 'must be a list'),
});

/** What an origin does in the course of an evening. */
export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type FaultEntry = Scenario['faults'][number];

/** Checks a scenario from outside; `source` names it in the error. Throws a UserError that names every wrong field. */
export function parseScenario(value: unknown, source: string): Scenario {
  const result = v.safeParse(scenarioSchema, value);
  const mistakes = result.success ? contradictions(result.output) : result.issues.map(mistake);
  if (result.success && mistakes.length === 0) return result.output;
  throw new UserError([`${source} is not a valid scenario:`, ...mistakes].join('\n  '));
}

function mistake(issue: v.BaseIssue<unknown>): string {
  const field = fieldPath(issue.path ?? []);
  if (issue.expected === 'never') return `${field}: no such field`;
  if (issue.received === 'undefined') return `${field}: is missing`;
  return `${field}: ${issue.message} (it is ${issue.received})`;
}

/** `faults[2].match.what` */
function fieldPath(path: readonly { readonly key: unknown }[]): string {
  const parts = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return parts.join('').replace(/^\./, '') || 'scenario';
}

/** What no single field can tell. */
function contradictions(scenario: Scenario): string[] {
  return scenario.faults.flatMap(({ fromSeconds, toSeconds, match, probability, fault }, index) => {
    const found: string[] = [];
    if (toSeconds !== undefined && toSeconds <= fromSeconds) {
      found.push(
        `faults[${index}].toSeconds: must be later than fromSeconds (${toSeconds} is not after ${fromSeconds})`,
      );
    }
    if (fault.type !== 'refuse') return found;
    if (match.what !== 'any' || match.rendition !== undefined || match.path !== undefined) {
      found.push(
        `faults[${index}].match: a connection is refused before it asks for anything: only {"what": "any"}`,
      );
    }
    if (fault.at === 'listener' && probability !== 1) {
      found.push(`faults[${index}].probability: a listener is open or closed: only 1`);
    }
    return found;
  });
}

const directory = join(import.meta.dirname, 'scenarios');

/** The names of the scenarios that come with the origin, in alphabetical order. */
export async function scenarioNames(): Promise<string[]> {
  const files = await readdir(directory);
  return files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : [])).sort();
}

/**
 * Loads a scenario by its name, or by the path of a JSON file.
 * Throws a UserError: an unknown name lists the known ones, a wrong file says what is wrong with it.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const isPath = nameOrPath.endsWith('.json') || /[\\/]/.test(nameOrPath);
  if (!isPath) {
    const names = await scenarioNames();
    if (!names.includes(nameOrPath)) {
      throw new UserError(`There is no scenario "${nameOrPath}". There are: ${names.join(', ')}.`);
    }
  }
  const path = isPath ? nameOrPath : join(directory, `${nameOrPath}.json`);
  return parseScenario(parseJson(await readText(path), path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      EACCES: 'no permission',
      EISDIR: 'it is a directory',
    };
    const code = errorCode(error);
    throw new UserError(`Cannot read ${path}: ${reasons[code ?? ''] ?? code ?? String(error)}.`);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
