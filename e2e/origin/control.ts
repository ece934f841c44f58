import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { faultVocabulary } from './fault.ts';
import { toHar } from './har.ts';
import type { Origin } from './origin.ts';
import { readJson, RequestError } from './read-json.ts';
import { requestPath } from './request-path.ts';
import type { Scenario } from './scenario.ts';
import { parseAddedFaults, parseScenario, ScenarioError, scenarioNames } from './scenario.ts';
import { sendJson, sendText } from './send.ts';
import { streamNames } from './streams.ts';
import { UserError } from './user-error.ts';

const fresh = { 'Cache-Control': 'no-store' };

/** Whether a path is the origin's own and no part of the evening. */
export function isControl(path: string): boolean {
  return path === '/' || path.startsWith('/__origin/');
}

type Controlled = Pick<
  Origin,
  | 'state'
  | 'log'
  | 'begin'
  | 'streamUrl'
  | 'scenario'
  | 'faults'
  | 'addFaults'
  | 'endFault'
  | 'reset'
  | 'pathwayUrl'
>;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly origin: Controlled;
  /** What stands for `*` in the route. */
  readonly rest: string;
}

type Answering = (exchange: Exchange) => void | Promise<void>;

/** `METHOD /path`; `*` at the end stands for one more part. */
const routes: Readonly<Record<string, Answering>> = {
  'GET /': ({ response, origin }) =>
    sendText(response, 200, { 'Content-Type': 'text/plain; charset=utf-8', ...fresh }, overview(origin)),
  'GET /__origin/': ({ response }) => sendFile(response, 'page/page.html', 'text/html; charset=utf-8'),
  'GET /__origin/page.js': ({ response }) =>
    sendFile(response, 'page/page.js', 'text/javascript; charset=utf-8'),
  'GET /__origin/page.css': ({ response }) => sendFile(response, 'page/page.css', 'text/css; charset=utf-8'),
  'GET /__origin/switches.json': ({ response }) =>
    sendFile(response, 'page/switches.json', 'application/json'),
  'GET /__origin/scenario.schema.json': ({ response }) =>
    sendFile(response, 'scenario.schema.json', 'application/schema+json'),
  'GET /__origin/state': ({ response, origin }) => sendJson(response, 200, origin.state()),
  'GET /__origin/log': sendLog,
  'POST /__origin/begin': begin,
  'POST /__origin/reset': resetOrigin,
  'GET /__origin/scenarios': async ({ response }) => sendJson(response, 200, await scenarioNames()),
  'GET /__origin/scenario': ({ response, origin }) => sendJson(response, 200, origin.scenario()),
  'PUT /__origin/scenario': putScenario,
  'GET /__origin/vocabulary': ({ response }) => sendJson(response, 200, faultVocabulary),
  'GET /__origin/faults': ({ response, origin }) => sendJson(response, 200, origin.faults()),
  'POST /__origin/faults': addFaults,
  'DELETE /__origin/faults': endFaults,
  'DELETE /__origin/faults/*': endFault,
};

const controls = Object.keys(routes)
  .filter((route) => !/page\.|switches|GET \/$/.test(route))
  .join(', ');

/**
 * What can be asked of an origin over HTTP, never struck by faults (but not to be reached where `refuse` strikes). A
 * body that is wrong is answered with 400 and a sentence that names the field.
 */
export async function handleControl(
  request: IncomingMessage,
  response: ServerResponse,
  origin: Controlled,
): Promise<void> {
  const { path, query } = requestPath(request);
  const method = request.method ?? '';
  const { route, rest } = routeOf(method, path);
  if (route === undefined) {
    request.resume();
    sendJson(response, 404, { error: controls });
    return;
  }
  try {
    if (method !== 'GET') refuseStrangers(request);
    await route({ request, response, query, origin, rest });
  } catch (error) {
    answerMistake(error, response);
  }
}

function routeOf(
  method: string,
  path: string,
): { readonly route: Answering | undefined; readonly rest: string } {
  const exact = routes[`${method} ${path}`];
  if (exact !== undefined) return { route: exact, rest: '' };
  const cut = path.lastIndexOf('/') + 1;
  return { route: routes[`${method} ${path.slice(0, cut)}*`], rest: path.slice(cut) };
}

/** A page of somebody else's, open in the same browser, must not steer what is tested here. */
function refuseStrangers({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin === undefined) return;
  const from = URL.canParse(origin) ? new URL(origin) : null;
  const isOwn = from?.host === host || ['127.0.0.1', 'localhost', '[::1]'].includes(from?.hostname ?? '');
  if (!isOwn) throw new RequestError(403, `pages of ${origin} may not do that`);
}

function answerMistake(error: unknown, response: ServerResponse): void {
  if (error instanceof RequestError) {
    // What is still to come of the body is not read.
    if (error.status === 413) response.setHeader('Connection', 'close');
    sendJson(response, error.status, { error: error.message });
  } else if (error instanceof ScenarioError) {
    sendJson(response, 400, { error: error.mistakes.join('\n'), mistakes: error.mistakes });
  } else if (error instanceof UserError) {
    sendJson(response, 400, { error: error.message });
  } else throw error;
}

async function sendFile(response: ServerResponse, name: string, contentType: string): Promise<void> {
  const text = await readFile(join(import.meta.dirname, name), 'utf8');
  sendText(response, 200, { 'Content-Type': contentType, ...fresh }, text);
}

/** `format=har` as an HTTP Archive, else one JSON object a line; `lastSeconds=N`: only what began in the last N. */
function sendLog({ response, query, origin }: Exchange): void {
  const { beganAt, elapsedSeconds } = origin.state();
  const last = numberIn(query, 'lastSeconds', Infinity);
  const format = query.get('format') ?? 'ndjson';
  if (!['ndjson', 'har'].includes(format)) throw new RequestError(400, 'format: must be ndjson or har');
  const nowMs = elapsedSeconds * 1000;
  const entries = origin.log().filter(({ atMs }) => atMs >= nowMs - last * 1000);
  if (format === 'har') {
    const beganAtWallMs = beganAt === null ? 0 : Date.parse(beganAt);
    sendJson(response, 200, toHar(entries, { beganAtWallMs, nowMs, urlOf: origin.pathwayUrl }));
    return;
  }
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  sendText(response, 200, { 'Content-Type': 'application/x-ndjson', ...fresh }, lines.join(''));
}

function begin({ request, response, query, origin }: Exchange): void {
  request.resume();
  const atSeconds = numberIn(query, 'at', 0);
  const restart = ['1', 'true', ''].includes(query.get('restart') ?? 'no');
  origin.begin({ restart, atSeconds });
  sendJson(response, 200, origin.state());
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number))
    throw new RequestError(400, `${name}: must be a number of seconds`);
  return number;
}

/** Back to before the beginning: `{"scenario"?, "seed"?}`, the scenario by its name or written out. */
async function resetOrigin({ request, response, origin }: Exchange): Promise<void> {
  const body = (await readJson(request)) ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new RequestError(400, 'the body must be {"scenario", "seed"}');
  }
  const { scenario, seed, ...others } = body as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new RequestError(400, `${unknown}: no such field`);
  if (seed !== undefined && !Number.isInteger(seed)) {
    throw new RequestError(400, 'seed: must be a whole number');
  }
  await origin.reset({
    ...(scenario === undefined ? {} : { scenario: await named(scenario) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  });
  sendJson(response, 200, origin.state());
}

async function putScenario({ request, response, origin }: Exchange): Promise<void> {
  await origin.reset({ scenario: await named(await readJson(request)) });
  sendJson(response, 200, origin.state());
}

/** One that comes with the origin, by its name, or one that is written out. Files are not read for others. */
async function named(scenario: unknown): Promise<Scenario | string> {
  if (typeof scenario !== 'string') return parseScenario(scenario, 'the body');
  const names = await scenarioNames();
  if (names.includes(scenario)) return scenario;
  throw new RequestError(400, `scenario: there is none named "${scenario}"; there are: ${names.join(', ')}`);
}

/** One entry or a list; without `fromSeconds` from now on. It begins the evening if it has not begun. */
async function addFaults({ request, response, origin }: Exchange): Promise<void> {
  const body = await readJson(request);
  origin.begin();
  const entries = parseAddedFaults(body, origin.scenario(), origin.state().elapsedSeconds);
  const added = origin.addFaults(entries);
  sendJson(
    response,
    201,
    origin.faults().filter(({ index }) => added.includes(index)),
  );
}

function endFaults({ request, response, origin }: Exchange): void {
  request.resume();
  for (const { index } of origin.faults()) origin.endFault(index);
  sendJson(response, 200, origin.faults());
}

function endFault({ request, response, origin, rest }: Exchange): void {
  request.resume();
  const isThere = /^\d{1,9}$/.test(rest) && origin.endFault(Number(rest));
  if (!isThere) throw new RequestError(404, `there is no fault ${rest}`);
  sendJson(response, 200, origin.faults()[Number(rest)] ?? {});
}

function overview({ state, streamUrl }: Pick<Origin, 'state' | 'streamUrl'>): string {
  const { scenario, description } = state();
  const streams = streamNames.map((name) => streamUrl(name));
  return ['Mock origin', `${scenario}: ${description}`, '', ...streams, '', controls, ''].join('\n');
}
