import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Figures, figuresOf } from './figures.ts';
import { help, readOptions, type SimulateOptions } from './options.ts';
import { simulateInParts } from './parts.ts';
import { plotsOf } from './plot.ts';
import { type PolicyName, policyTitles } from './policies.ts';
import type { Evening } from './simulation.ts';
import { admissionWords, tableOf } from './table.ts';

/** The case that the project's figures are about. */
export function eveningOf(
  options: Pick<SimulateOptions, 'listeners' | 'seed' | 'share' | 'headroom' | 'retryAfterSeconds'>,
): Evening {
  const { listeners, seed, share, headroom, retryAfterSeconds } = options;
  return {
    listeners,
    seed,
    headroom,
    pressSeconds: 60,
    overloadSeconds: 600,
    share,
    afterSeconds: 240,
    retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * 1000,
    firstListener: 0,
  };
}

/** The command behind `npm run simulate`. Throws a UserError for what the person can put right. */
export async function runSimulate(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(help);
    return;
  }
  const evening = eveningOf(options);
  const all: { name: PolicyName; figures: Figures }[] = [];
  for (const name of options.policies) {
    const beganMs = performance.now();
    const { simulated, fractions, usage } = await simulateInParts(
      { evening, policy: name, caseName: options.caseName, parts: options.parts },
      (second) => {
        if (process.stderr.isTTY && second % 10 === 0)
          process.stderr.write(`\r${policyTitles[name]}: ${String(second)} s `);
      },
    );
    all.push({ name, figures: figuresOf(simulated, fractions) });
    const tookSeconds = (performance.now() - beganMs) / 1000;
    process.stderr.write(
      `${process.stderr.isTTY ? '\r' : ''}${policyTitles[name]}: ${(simulated.visits / 1e6).toFixed(1)} million visits, ${(simulated.totals.offered / 1e6).toFixed(1)} million requests in ${tookSeconds.toFixed(0)} s (${usage.cpuSeconds.toFixed(0)} s of a processor), at most ${(usage.memoryBytes / 1e6).toFixed(0)} MB\n`,
    );
  }
  await mkdir(options.out, { recursive: true });
  for (const [name, svg] of plotsOf(all, evening.overloadSeconds))
    await writeFile(join(options.out, `${options.caseName}-${name}.svg`), svg);
  await writeFile(
    join(options.out, `${options.caseName}.json`),
    `${JSON.stringify({ case: options.caseName, evening, figures: all.map(({ figures }) => rounded(figures)) })}\n`,
  );
  process.stdout.write(`${tableOf(all)}\n`);
  for (const { figures } of all) {
    const words = admissionWords(figures, evening.share);
    if (words !== null) process.stdout.write(`\n${words}\n`);
  }
}

/** Four digits are what a figure is worth. */
function rounded(figures: Figures): unknown {
  return JSON.parse(
    JSON.stringify(figures, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
    ),
  );
}
