import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { AdmissionFigures } from '../../src/collector/admission-controller.ts';
import { buildOneFile } from '../one-file.ts';
import { UserError } from '../origin/user-error.ts';
import { addedFigures, createJudge } from './admission-cases.ts';
import type { PartMessage, PartOrder, PartUsage, Play, Played } from './play.ts';
import { addedCounts } from './series.ts';
import type { Evening, Simulated } from './simulation.ts';

/** Far from any seed that a person gives, so that no part is another evening's whole. */
const SEED_STEP = 0x1000_0000;

/** The same evening for one of several parts of the crowd: what the origin can do is divided as the listeners are. */
export function partOf(evening: Evening, part: number, parts: number): Evening {
  const first = Math.floor((evening.listeners * part) / parts);
  const next = Math.floor((evening.listeners * (part + 1)) / parts);
  return {
    ...evening,
    listeners: next - first,
    firstListener: evening.firstListener + first,
    seed: (evening.seed + part * SEED_STEP) | 0,
  };
}

/** Plays an evening in `parts` processes, and adds up what they have seen. */
export async function simulateInParts(
  { parts, ...whole }: Play & { readonly parts: number },
  onSecond: (second: number) => void,
): Promise<Played & { readonly usage: PartUsage }> {
  const program = await buildOneFile(join(import.meta.dirname, 'part-process.ts'));
  const judge = together(parts);
  // Without one of them the others would wait for ever.
  const over = new AbortController();
  const all = await Promise.all(
    Array.from({ length: parts }, (_, part) =>
      playElsewhere(
        program.path,
        { ...whole, evening: partOf(whole.evening, part, parts) },
        { judge, onSecond: part === 0 ? onSecond : () => undefined, signal: over.signal },
      ),
    ),
  ).finally(() => {
    over.abort();
    return program.remove();
  });
  const sum = (of: (usage: PartUsage) => number) => all.reduce((total, { usage }) => total + of(usage), 0);
  return {
    simulated: joined(
      whole.evening,
      all.map(({ played }) => played.simulated),
    ),
    fractions: all[0]?.played.fractions ?? null,
    usage: {
      cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
      memoryBytes: sum(({ memoryBytes }) => memoryBytes),
    },
  };
}

/** One controller for the whole crowd: it looks when all parts have come to the same second, and all are told the same. */
function together(parts: number): (figures: AdmissionFigures) => Promise<number> {
  const judge = createJudge();
  let waiting: { readonly figures: AdmissionFigures; readonly tell: (fraction: number) => void }[] = [];
  return (figures) =>
    new Promise((tell) => {
      waiting.push({ figures, tell });
      if (waiting.length < parts) return;
      const all = waiting;
      waiting = [];
      const fraction = judge(addedFigures(all.map((one) => one.figures)));
      for (const one of all) one.tell(fraction);
    });
}

function playElsewhere(
  program: string,
  part: Play,
  on: {
    readonly judge: (figures: AdmissionFigures) => Promise<number>;
    readonly onSecond: (second: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly played: Played; readonly usage: PartUsage }> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { execArgv: [], serialization: 'advanced', signal: on.signal });
    const order = (message: PartOrder) => child.send(message);
    child.on('message', (message: PartMessage) => {
      switch (message.kind) {
        case 'second':
          on.onSecond(message.second);
          return;
        case 'look':
          void on.judge(message.figures).then((fraction) => order({ kind: 'admission', fraction }));
          return;
        case 'played':
          resolve(message);
      }
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(
        new UserError(
          `A part of the crowd ended before its time (${signal ?? `code ${String(code)}`}). A million listeners take a fifth of a gigabyte: is there enough?`,
        ),
      ),
    );
    order({ kind: 'play', part });
  });
}

/** Several parts as one crowd. */
export function joined(evening: Evening, parts: readonly Simulated[]): Simulated {
  const [first] = parts;
  if (first === undefined) throw new RangeError('a crowd has at least one part');
  const sum = (of: (part: Simulated) => number) => parts.reduce((total, part) => total + of(part), 0);
  const everybody = (of: (part: Simulated) => Float32Array): Float32Array<ArrayBuffer> => {
    const values = new Float32Array(evening.listeners);
    let at = 0;
    for (const part of parts) {
      values.set(of(part), at);
      at += of(part).length;
    }
    return values;
  };
  return {
    evening,
    policy: first.policy,
    seconds: first.seconds,
    counts: addedCounts(parts.map(({ counts }) => counts)),
    people: {
      pressedAt: everybody(({ people }) => people.pressedAt),
      firstSoundAt: everybody(({ people }) => people.firstSoundAt),
      heardSeconds: everybody(({ people }) => people.heardSeconds),
    },
    totals: {
      offered: sum(({ totals }) => totals.offered),
      answered: sum(({ totals }) => totals.answered),
      refused: sum(({ totals }) => totals.refused),
      queued: sum(({ totals }) => totals.queued),
    },
    visits: sum(({ visits }) => visits),
  };
}
