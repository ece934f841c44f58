import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { buildOneFile } from '../one-file.ts';
import { UserError } from '../origin/user-error.ts';
import { fleetSnapshot, type Attendance, type FleetSnapshot } from './fleet-snapshot.ts';
import type { FleetPart, PartOrder, PartReport } from './part.ts';
import type { Usage } from './report.ts';

/** So many sessions throw away much that is hardly used: young objects are given more room, and are looked through more rarely. */
const NODE_ARGS = ['--max-semi-space-size=64'];

/** Far from any seed that a person gives, so that no part is another fleet's first. */
const SEED_STEP = 0x1000_0000;

/** A fleet in several processes. */
export interface FleetParts {
  /** Where everybody was when the parts last told. */
  snapshot(): FleetSnapshot;
  /** What the parts had taken then since they told before, together. */
  usage(): Usage;
  /** And since the start. */
  usageInAll(): Usage;
  /** Rejects with a UserError when one of them ends by itself. */
  readonly trouble: Promise<never>;
  /** All pages are closed; resolves when the last figures are there. */
  stop(): Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  everybody: readonly Attendance[];
  usage: Usage;
  usageInAll: Usage;
  /** How often it has told. */
  rounds: number;
}

const nothing: Usage = { coreShare: 0, memoryBytes: 0, lateMs: 0 };

export interface PartsEvents {
  /** Each of the parts may say the same. */
  said(sentence: string): void;
  /** All parts have told where everybody is, once more. */
  told(): void;
}

/** Divides the listeners into `processes` parts of about the same size. */
export async function startParts(
  whole: Omit<FleetPart, 'listenersBefore'>,
  processes: number,
  on: PartsEvents,
): Promise<FleetParts> {
  const program = await buildOneFile(join(import.meta.dirname, 'part-process.ts'));
  let isStopping = false;
  let fail: (error: UserError) => void = () => undefined;
  const trouble = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Nobody may be waiting for it any more.
  trouble.catch(() => undefined);

  const start = (index: number): Running => {
    const listenersBefore = Math.floor((whole.listeners * index) / processes);
    const listeners = Math.floor((whole.listeners * (index + 1)) / processes) - listenersBefore;
    const seed = (whole.seed + index * SEED_STEP) >>> 0;
    const part: FleetPart = { ...whole, listeners, listenersBefore, seed };
    const child = fork(program.path, { execArgv: NODE_ARGS, serialization: 'advanced' });
    const running: Running = {
      child,
      everybody: Array.from({ length: listeners }, (): Attendance => ({ kind: 'coming' })),
      usage: nothing,
      usageInAll: nothing,
      rounds: 0,
    };
    child.on('message', (report: PartReport) => {
      if (report.kind === 'said') on.said(report.sentence);
      if (report.kind !== 'figures') return;
      running.everybody = report.everybody;
      running.usage = report.usage;
      running.usageInAll = report.usageInAll;
      running.rounds += 1;
      if (parts.every(({ rounds }) => rounds >= running.rounds)) on.told();
    });
    child.once('error', (error) => fail(new UserError(`A part of the fleet cannot run: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (!isStopping)
        fail(new UserError(`A part of the fleet has ended by itself (${String(signal ?? code)}).`));
    });
    send(child, { kind: 'begin', part });
    return running;
  };
  const parts = Array.from({ length: processes }, (_, index) => start(index));

  return {
    snapshot: () => fleetSnapshot(parts.flatMap(({ everybody }) => everybody)),
    usage: () => together(parts.map(({ usage }) => usage)),
    usageInAll: () => together(parts.map(({ usageInAll }) => usageInAll)),
    trouble,
    async stop() {
      isStopping = true;
      await Promise.all(parts.map(({ child }) => ended(child)));
      await program.remove();
    },
  };
}

function together(all: readonly Usage[]): Usage {
  return all.reduce(
    (sum, { coreShare, memoryBytes, lateMs }) => ({
      coreShare: sum.coreShare + coreShare,
      memoryBytes: sum.memoryBytes + memoryBytes,
      lateMs: Math.max(sum.lateMs, lateMs),
    }),
    nothing,
  );
}

function send(child: ChildProcess, order: PartOrder): void {
  // Whoever has gone is told of by its exit.
  child.send(order, () => undefined);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  send(child, { kind: 'end' });
  await exit;
}
