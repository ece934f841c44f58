import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { contradictions } from './contradictions.ts';
import { scenarioSchema } from './scenario-schema.ts';
import { errorCode, UserError } from './user-error.ts';

/** What an origin does in the course of an evening. */
export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type FaultEntry = Scenario['faults'][number];
export type Steering = NonNullable<Scenario['steering']>;

/** Checks a scenario from outside; `source` names it in the error. Throws a UserError that names every wrong field. */
export function parseScenario(value: unknown, source: string): Scenario {
  const result = v.safeParse(scenarioSchema, value);
  const mistakes = result.success ? contradictions(result.output) : result.issues.map(mistake);
  if (result.success && mistakes.length === 0) return result.output;
  throw new ScenarioError(source, mistakes);
}

/** A scenario that is none, with a sentence for each wrong field. */
export class ScenarioError extends UserError {
  readonly mistakes: readonly string[];
  constructor(source: string, mistakes: readonly string[]) {
    super([`${source} is not a valid scenario:`, ...mistakes].join('\n  '));
    this.mistakes = mistakes;
  }
}

/**
 * Checks entries that are to be added to a scenario at that second: one or a list, without `fromSeconds` from then on.
 * Throws a ScenarioError, which counts them from 0.
 */
export function parseAddedFaults(value: unknown, scenario: Scenario, second: number): readonly FaultEntry[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const faults = list.map((entry) =>
    typeof entry === 'object' && entry !== null ? { fromSeconds: second, ...entry } : entry,
  );
  return parseScenario({ ...scenario, faults }, 'the body').faults;
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
