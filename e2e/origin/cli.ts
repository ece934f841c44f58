import { parseArgs } from 'node:util';
import { faultVocabulary } from './fault.ts';
import { scenarioJsonSchema } from './json-schema.ts';
import { parsePort } from './listen.ts';
import { createOrigin } from './origin.ts';
import { loadScenario, scenarioNames } from './scenario.ts';
import { runCommand, UserError } from './user-error.ts';

const help = `A live HLS origin with scripted faults.

  npm run origin -- [options]

  --scenario NAME   what happens: a name from --list, or the path of a scenario file (default: clean)
  --port N          where it listens (default: 8081; 0: any free port); further pathways take any free ports
  --seed N          another course of chance than the scenario's own
  --cors MODE       exposed (default), simple (no exposed headers) or none
  --list            the scenarios, one a line
  --faults          the faults that a scenario can have, one a line
  --schema          the JSON Schema of a scenario file
  --help            this text

The evening begins with the first request for a stream. While it runs, http://127.0.0.1:8081/__origin/ is a page with
the most common faults as switches and a plot of the requests. The same over HTTP:

  POST   /__origin/begin?restart=1&at=30      begins it again, thirty seconds on
  GET    /__origin/state                      where it stands
  GET    /__origin/log?lastSeconds=60         what was asked and answered, one JSON object a line; &format=har
  GET    /__origin/scenario                   what it plays
  PUT    /__origin/scenario                   another one: "NAME" or a whole scenario
  POST   /__origin/faults                     one more fault from now on, or a list of them
  DELETE /__origin/faults/N                   ends one; without N all
  POST   /__origin/reset                      back to before the beginning: {"scenario", "seed"}
`;

const corsModes = ['exposed', 'simple', 'none'] as const;

function readArguments() {
  try {
    return parseArgs({
      options: {
        scenario: { type: 'string', default: 'clean' },
        port: { type: 'string', default: '8081' },
        seed: { type: 'string' },
        cors: { type: 'string', default: 'exposed' },
        list: { type: 'boolean', default: false },
        faults: { type: 'boolean', default: false },
        schema: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

async function printScenarios(): Promise<void> {
  const scenarios = await Promise.all((await scenarioNames()).map((name) => loadScenario(name)));
  print(scenarios);
}

function print(rows: readonly { readonly name: string; readonly description: string }[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, description } of rows) process.stdout.write(`${name.padEnd(width)}  ${description}\n`);
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given.help) {
    process.stdout.write(help);
    return;
  }
  if (given.list) {
    await printScenarios();
    return;
  }
  if (given.faults) {
    print(faultVocabulary);
    return;
  }
  if (given.schema) {
    process.stdout.write(scenarioJsonSchema());
    return;
  }
  const cors = corsModes.find((mode) => mode === given.cors);
  if (cors === undefined)
    throw new UserError(`--cors ${given.cors}: must be one of ${corsModes.join(', ')}.`);
  if (given.seed !== undefined && !/^-?\d+$/.test(given.seed)) {
    throw new UserError(`--seed ${given.seed}: must be a whole number.`);
  }
  const seed = given.seed === undefined ? {} : { seed: Number(given.seed) };
  const origin = await createOrigin({ scenario: given.scenario, port: parsePort(given.port), cors, ...seed });
  const others = origin.state().pathways.slice(1);
  const lines = [
    `Mock origin: ${origin.url}/`,
    ...others.map(({ id, url }) => `Pathway ${id}: ${url}/`),
    `Stream: ${origin.streamUrl()}`,
    `Switches: ${origin.url}/__origin/`,
    'Ready',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const stop = () => void origin.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

await runCommand(main);
