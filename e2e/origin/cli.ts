import { parseArgs } from 'node:util';
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
  --help            this text

The evening begins with the first request for a stream. POST /__origin/begin?restart=1 begins it again,
GET /__origin/state tells where it stands, GET /__origin/log what was asked and answered, one JSON object a line.
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
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

async function printScenarios(): Promise<void> {
  const scenarios = await Promise.all((await scenarioNames()).map((name) => loadScenario(name)));
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  for (const { name, description } of scenarios)
    process.stdout.write(`${name.padEnd(width)}  ${description}\n`);
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
    'Ready',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const stop = () => void origin.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

await runCommand(main);
