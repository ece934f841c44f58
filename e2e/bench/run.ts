import { setMaxListeners } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { browserExecutable, launchArguments } from '../fixtures/browser.ts';
import { servePage } from '../fixtures/page-server.ts';
import { loadMediaLibrary, type MediaLibrary } from '../origin/media-library.ts';
import { runCommand, UserError } from '../origin/user-error.ts';
import { chartOf } from './chart.ts';
import { playEvening } from './evening.ts';
import { limitOf } from './limit.ts';
import { help, readOptions, type BenchOptions } from './options.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { servePeers } from './peer-server.ts';
import { withBlock } from './readme.ts';
import { allEntries, type Entry } from './scenario-list.ts';
import { summariesOf } from './summary.ts';
import { asMarkdown, asText, tableOf } from './table.ts';

const resultsFolder = join(import.meta.dirname, 'results');
/** Only this machine: a player that would fetch something from elsewhere finds nobody, at once and always. */
const loopbackOnly = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1';
/** Above it the machine was too busy to say what was heard. */
const longestGapSeconds = 1;

interface Round {
  readonly entry: Entry;
  /** 0: the scenario's own seed. */
  readonly turn: number;
}

interface Stage {
  readonly browser: Browser;
  readonly pageUrl: string;
  readonly peersUrl: string;
  readonly library: MediaLibrary;
  readonly signal: AbortSignal;
}

/** `npm run bench`: see help. Installed and built must be what it needs; bench.mjs sees to that. */
export async function runBench(args: readonly string[]): Promise<void> {
  await runCommand(async () => {
    const options = readOptions(args, await allEntries());
    if (options === null) process.stdout.write(help);
    else await measure(options, `npm run bench${args.length === 0 ? '' : ` -- ${args.join(' ')}`}`);
  });
}

async function measure(options: BenchOptions, command: string): Promise<void> {
  const controller = new AbortController();
  // Every page of an evening listens to it.
  setMaxListeners(0, controller.signal);
  const interrupt = () => controller.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const executablePath = browserExecutable();
  const [website, peers] = await Promise.all([servePage(), servePeers()]);
  const browser = await chromium.launch({
    args: [...launchArguments, loopbackOnly],
    handleSIGINT: false,
    handleSIGTERM: false,
    ...(executablePath === null ? {} : { executablePath }),
  });
  const outcomes: Outcome[] = [];
  try {
    await checkCodec(browser);
    const stage: Stage = {
      browser,
      pageUrl: website.url,
      peersUrl: peers.url,
      library: await loadMediaLibrary(),
      signal: controller.signal,
    };
    const rounds = Array.from({ length: options.seeds }, (_, turn) =>
      options.entries.map((entry): Round => ({ entry, turn })),
    ).flat();
    const total = rounds.length;
    let done = 0;
    const say = (line: string) => process.stderr.write(`${line}\n`);
    await Promise.all(
      Array.from({ length: options.atOnce }, async () => {
        for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
          const played = await playRound(round, options, stage);
          outcomes.push(...played);
          for (const { player, crash } of played) if (crash !== null) say(`${player}: ${crash}`);
          done += 1;
          say(`${done} of ${total}  ${progressOf(round, played)}`);
        }
      }),
    );
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    const version = browser.version();
    await Promise.all([browser.close(), website.stop(), peers.stop()]);
    if (outcomes.length > 0) await report(options, outcomes, { command, version });
  }
}

/** Throws a UserError where the renditions to choose from cannot be decoded. */
async function checkCodec(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const hasAac = await page.evaluate(() => MediaSource.isTypeSupported('audio/mp4; codecs="mp4a.40.2"'));
  await page.close();
  if (!hasAac) throw new UserError('This browser has no AAC: name another one in HOLDLINE_CHROMIUM.');
}

async function playRound({ entry, turn }: Round, options: BenchOptions, stage: Stage): Promise<Outcome[]> {
  const { scenario, lengthSeconds } = entry;
  const seed = scenario.seed + 1000 * turn;
  const lowestBps = Math.min(...[...stage.library.values()].map(({ averageBps }) => averageBps));
  const limit = limitOf(scenario, { lengthSeconds, lowestBps });
  const recordings = await playEvening({ ...stage, entry, seed, players: options.players });
  const { library } = stage;
  return recordings.map((recording) => outcomeOf(recording, { entry, seed, limit, library }));
}

function progressOf({ entry }: Round, outcomes: readonly Outcome[]): string {
  const figures = outcomes.map(({ player, ratioOverLimit, isAliveAtEnd, crash }) => {
    const mark = crash === null ? (isAliveAtEnd ? '' : '†') : '†!';
    return `${player} ${ratioOverLimit.toFixed(2)}${mark}`;
  });
  const slowest = Math.max(...outcomes.map(({ slowestSampleSeconds }) => slowestSampleSeconds));
  const limit = outcomes[0]?.limitRatio.toFixed(2) ?? '';
  const busy = slowest > longestGapSeconds ? `  (no sample for ${slowest.toFixed(1)} s)` : '';
  return `${entry.name.padEnd(24)} limit ${limit}  ${figures.join(' · ')}${busy}`;
}

/** Prints the tables and leaves the files. */
async function report(
  options: BenchOptions,
  outcomes: readonly Outcome[],
  { command, version }: { readonly command: string; readonly version: string },
): Promise<void> {
  const { players } = options;
  const scenarios = options.entries
    .map(({ name }) => name)
    .filter((name) => outcomes.some(({ scenario }) => scenario === name));
  const date = new Date().toISOString().slice(0, 10);
  const machine = `Chromium ${version} · ${cpus().length} processors`;
  const counted = `${scenarios.length} scenarios, ${outcomes.length} evenings`;
  const perScenario = scenarios.map((name) => ({
    name,
    table: tableOf(
      summariesOf(
        players,
        outcomes.filter(({ scenario }) => scenario === name),
      ),
    ),
  }));
  const overall = tableOf(summariesOf(players, outcomes));
  const markdown = [
    `# What each player let a listener hear`,
    `${date} · \`${command}\` · ${machine}`,
    asMarkdown(overall),
    ...perScenario.flatMap(({ name, table }) => [`## ${name}`, asMarkdown(table)]),
    '',
  ].join('\n\n');
  await mkdir(resultsFolder, { recursive: true });
  await Promise.all([
    writeFile(
      join(resultsFolder, 'bench.json'),
      `${JSON.stringify({ date, command, version, outcomes }, null, 2)}\n`,
    ),
    writeFile(
      join(resultsFolder, 'bench.svg'),
      chartOf(players, scenarios, outcomes, `${date} · ${counted} · ${machine}`),
    ),
    writeFile(join(resultsFolder, 'bench.md'), markdown),
  ]);
  for (const { name, table } of perScenario) process.stdout.write(`\n${name}\n${asText(table)}\n`);
  process.stdout.write(`\nall ${scenarios.length}\n${asText(overall)}\n`);
  if (options.writeReadme) {
    const readme = join(import.meta.dirname, '../../README.md');
    const block = `Measured on ${date} with \`${command}\` (Chromium ${version}, ${cpus().length} processors, ${scenarios.length} scenarios):\n\n${asMarkdown(overall)}`;
    await writeFile(readme, withBlock(await readFile(readme, 'utf8'), block));
  }
}
