import type { AdmissionFigures } from '../../src/collector/admission-controller.ts';
import { admissionOf, createJudge, movedAdmission } from './admission-cases.ts';
import type { CaseName } from './options.ts';
import type { PolicyName } from './policies.ts';
import { type Evening, secondsOf, type Simulated } from './simulation.ts';

/** One policy in one case. */
export interface Play {
  readonly evening: Evening;
  readonly policy: PolicyName;
  readonly caseName: CaseName;
}

/** An evening, and what the admission was at each second; null where there was none. */
export interface Played {
  readonly simulated: Simulated;
  readonly fractions: readonly number[] | null;
}

export interface PlayTools {
  /** The admission after a look at this crowd: where it is a part of one, whatever has seen all of it. */
  readonly judge?: (figures: AdmissionFigures) => number | Promise<number>;
  readonly onSecond?: (second: number) => void;
}

/** Plays it, with a controller of its own where nothing else judges. */
export async function play(
  { evening, policy, caseName }: Play,
  { judge = createJudge(), onSecond = () => undefined }: PlayTools = {},
): Promise<Played> {
  const moved = caseName === 'automatic' ? movedAdmission() : null;
  const admission = caseName === 'automatic' ? moved : admissionOf(caseName, evening);
  const seconds = secondsOf(evening, policy, admission);
  for (;;) {
    const { done, value } = seconds.next();
    if (done === true) return { simulated: value, fractions: admission?.fractions ?? null };
    const figures = moved?.figures() ?? null;
    if (figures !== null) moved?.move(await judge(figures));
    onSecond(value);
  }
}

export interface PartUsage {
  readonly cpuSeconds: number;
  /** The most that it has had. */
  readonly memoryBytes: number;
}

/** What a process that plays a part is told: first what to play, then the admission after each look. */
export type PartOrder =
  { readonly kind: 'play'; readonly part: Play } | { readonly kind: 'admission'; readonly fraction: number };

/** What it tells. */
export type PartMessage =
  | { readonly kind: 'second'; readonly second: number }
  /** To be answered with the admission. */
  | { readonly kind: 'look'; readonly figures: AdmissionFigures }
  | { readonly kind: 'played'; readonly played: Played; readonly usage: PartUsage };
