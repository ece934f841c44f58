import type { AdmissionFigures } from '../../src/collector/admission-controller.ts';
import { admissionOf, movedAdmission } from './admission-cases.ts';
import type { CaseName } from './options.ts';
import type { PolicyName } from './policies.ts';
import { type Evening, secondsOf, type Simulated, simulate } from './simulation.ts';

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

export function play({ evening, policy, caseName }: Play, onSecond?: (second: number) => void): Played {
  const admission = admissionOf(caseName, evening);
  const simulated = simulate(evening, policy, admission, onSecond);
  return { simulated, fractions: admission?.fractions ?? null };
}

/** The same for a part of a crowd: what moves the admission of all is asked after each look at this part. */
export async function playPart(
  { evening, policy, caseName }: Play,
  judge: (figures: AdmissionFigures) => Promise<number>,
  onSecond: (second: number) => void,
): Promise<Played> {
  const moved = caseName === 'automatic' ? movedAdmission() : null;
  const admission = moved ?? admissionOf(caseName, evening);
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
