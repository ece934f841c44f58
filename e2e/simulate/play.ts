import { admissionOf } from './admission-cases.ts';
import type { CaseName } from './options.ts';
import type { PolicyName } from './policies.ts';
import { type Evening, type Simulated, simulate } from './simulation.ts';

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

export interface PartUsage {
  readonly cpuSeconds: number;
  /** The most that it has had. */
  readonly memoryBytes: number;
}

/** What a process that plays a part tells. */
export type PartMessage =
  | { readonly kind: 'second'; readonly second: number }
  | { readonly kind: 'played'; readonly played: Played; readonly usage: PartUsage };
