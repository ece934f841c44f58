import { existsSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePort } from '../origin/listen.ts';
import type { Scenario } from '../origin/scenario.ts';
import { loadScenario } from '../origin/scenario.ts';
import { errorCode, UserError } from '../origin/user-error.ts';

/** What is broadcast. */
export type Source =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'stream'; readonly url: string }
  | { readonly kind: 'input'; readonly input: Input };

/** What ffmpeg reads. */
export type Input =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'url'; readonly url: string };

export interface DemoOptions {
  readonly source: Source;
  readonly port: number;
  /** How many virtual listeners come besides whoever opens the page. */
  readonly listeners: number;
  /** A page that is built already; null: build it. */
  readonly pageDirectory: string | null;
}

/** Reads the command line. Throws a UserError whose message says what to change. */
export async function readOptions(args: readonly string[]): Promise<DemoOptions> {
  const given = readArguments(args);
  const sources = (['scenario', 'stream', 'input'] as const).filter((name) => given[name] !== undefined);
  if (sources.length > 1) {
    throw new UserError(`Choose one of ${sources.map((name) => `--${name}`).join(' and ')}.`);
  }
  const pageDirectory = given.page === undefined ? null : resolve(given.page);
  if (pageDirectory !== null && !existsSync(join(pageDirectory, 'index.html'))) {
    throw new UserError(`--page ${pageDirectory}: there is no index.html in it.`);
  }
  const port = parsePort(given.port);
  if (port > 65_533) throw new UserError(`--port ${port}: the two after it are needed too.`);
  return { source: await sourceOf(given), port, listeners: listenersOf(given.listeners), pageDirectory };
}

/** Enough for figures that mean something, few enough for one processor of a laptop. */
const USUAL_LISTENERS = 300;
const MOST_LISTENERS = 2000;

function listenersOf(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= MOST_LISTENERS) return count;
  throw new UserError(`--listeners ${text}: expected a whole number from 0 to ${MOST_LISTENERS}.`);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string' },
        stream: { type: 'string' },
        input: { type: 'string' },
        port: { type: 'string', default: '8080' },
        page: { type: 'string' },
        listeners: { type: 'string', default: String(USUAL_LISTENERS) },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

async function sourceOf({ scenario, stream, input }: ReturnType<typeof readArguments>): Promise<Source> {
  if (stream !== undefined) return { kind: 'stream', url: checkUrl('--stream', stream) };
  if (input !== undefined) return { kind: 'input', input: await inputOf(input) };
  return { kind: 'scenario', scenario: await loadScenario(scenario ?? 'choked-start') };
}

function checkUrl(option: string, text: string): string {
  if (!URL.canParse(text))
    throw new UserError(`${option} ${text}: this is no URL. One begins with https:// or http://.`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UserError(`${option} ${text}: only http:// and https:// addresses can be used.`);
  }
  return url.href;
}

/** Two letters or more before `://`: a Windows drive is no scheme. */
async function inputOf(text: string): Promise<Input> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return { kind: 'url', url: checkUrl('--input', text) };
  const path = resolve(text);
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    const reason = errorCode(error) === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new UserError(`--input ${text}: ${reason}.`);
  }
  if (!(await stat(path)).isFile()) throw new UserError(`--input ${text}: this is not a file.`);
  return { kind: 'file', path };
}
