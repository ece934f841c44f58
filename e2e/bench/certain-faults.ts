import type { FaultEntry, Scenario } from '../origin/scenario.ts';
import { isActive } from '../origin/strikes.ts';

/** What a client asks for on its way to sound. */
export type Need = 'multivariant' | 'media-playlist' | 'init' | 'segment';

/** What a fault that strikes for certain does to a client that knows of it and tries in every way there is. */
type Effect =
  | { readonly kind: 'none' }
  /** No request succeeds. */
  | { readonly kind: 'blocks' }
  /** Headers come so many seconds late, at best. */
  | { readonly kind: 'delays'; readonly seconds: number }
  /** All answers together carry no more. */
  | { readonly kind: 'throttles'; readonly bitsPerSecond: number }
  /** Each answer carries no more. */
  | { readonly kind: 'slows'; readonly bitsPerSecond: number }
  /** A media playlist tells of the broadcast as it was then, in seconds since the evening began. */
  | { readonly kind: 'shows'; readonly asOfSecond: (second: number) => number };

const nothing: Effect = { kind: 'none' };
const blocks: Effect = { kind: 'blocks' };

/** A field of a fault, where it is a number; else the other. */
function numberIn(fault: object, field: string, other: number): number {
  const value: unknown = Object.entries(fault).find(([name]) => name === field)?.[1];
  return typeof value === 'number' ? value : other;
}

/** Whether some of every body gets through before it is cut, so that a resumed one is whole in the end. */
function yieldsSome(fault: object): boolean {
  const after: unknown = Object.entries(fault).find(([name]) => name === 'after')?.[1];
  return (
    typeof after === 'object' && after !== null && Object.values(after).some((value) => Number(value) > 0)
  );
}

/** By the name of the fault. One that is not named here does not limit a perfect client. */
const effects: Readonly<Record<string, (fault: object, entry: FaultEntry) => Effect>> = {
  'not-found': () => blocks,
  status: () => blocks,
  malformed: () => blocks,
  empty: () => blocks,
  refuse: () => blocks,
  reset: (fault) => (yieldsSome(fault) ? nothing : blocks),
  truncate: (fault) => (yieldsSome(fault) ? nothing : blocks),
  'stalled-body': (fault) => {
    if (yieldsSome(fault)) return nothing;
    const seconds = numberIn(fault, 'seconds', Infinity);
    return Number.isFinite(seconds) ? { kind: 'delays', seconds } : blocks;
  },
  hang: (fault) => {
    const seconds = numberIn(fault, 'seconds', Infinity);
    return Number.isFinite(seconds) ? { kind: 'delays', seconds } : blocks;
  },
  // Whoever asks often enough gets the quickest answer there is.
  latency: (fault) => ({
    kind: 'delays',
    seconds: Math.max(0, numberIn(fault, 'ms', 0) - numberIn(fault, 'jitterMs', 0)) / 1000,
  }),
  throttle: (fault) => ({ kind: 'throttles', bitsPerSecond: numberIn(fault, 'bitsPerSecond', Infinity) }),
  trickle: (fault) => ({ kind: 'slows', bitsPerSecond: numberIn(fault, 'bitsPerSecond', Infinity) }),
  stale: (_, { fromSeconds }) => ({ kind: 'shows', asOfSecond: () => fromSeconds }),
  older: (fault) => ({ kind: 'shows', asOfSecond: (second) => second - numberIn(fault, 'bySeconds', 0) }),
};

/** What stands between a perfect client and one kind of answer at one moment, on one pathway. */
export interface Passage {
  readonly open: boolean;
  readonly delaySeconds: number;
  /** Of all answers together; Infinity: as much as one likes. */
  readonly sharedBps: number;
  /** Of each answer. */
  readonly eachBps: number;
  /** The second of the evening that a media playlist tells of. */
  readonly asOfSecond: number;
}

function concerns({ match }: FaultEntry, need: Need, pathway: string): boolean {
  const named: unknown = Object.entries(match).find(([name]) => name === 'pathway')?.[1];
  if (named !== undefined && named !== pathway) return false;
  // What strikes one rendition or one path leaves others to a client that knows of it.
  return (
    (match.what === 'any' || match.what === need) && match.rendition === undefined && match.path === undefined
  );
}

/** Faults that strike by chance are left out: who asks again at the right moment is not struck. */
export function passageAt(scenario: Scenario, need: Need, pathway: string, second: number): Passage {
  const clear: Passage = {
    open: true,
    delaySeconds: 0,
    sharedBps: Infinity,
    eachBps: Infinity,
    asOfSecond: second,
  };
  return scenario.faults
    .filter((entry) => entry.probability >= 1 && isActive(entry, second) && concerns(entry, need, pathway))
    .map((entry) => effects[entry.fault.type]?.(entry.fault, entry) ?? nothing)
    .reduce((passage, effect) => narrowed(passage, effect, second, need), clear);
}

function narrowed(passage: Passage, effect: Effect, second: number, need: Need): Passage {
  switch (effect.kind) {
    case 'none':
      return passage;
    case 'blocks':
      return { ...passage, open: false };
    case 'delays':
      return { ...passage, delaySeconds: passage.delaySeconds + effect.seconds };
    case 'throttles':
      return { ...passage, sharedBps: Math.min(passage.sharedBps, effect.bitsPerSecond) };
    case 'slows':
      return { ...passage, eachBps: Math.min(passage.eachBps, effect.bitsPerSecond) };
    case 'shows':
      return need === 'media-playlist'
        ? { ...passage, asOfSecond: Math.min(passage.asOfSecond, effect.asOfSecond(second)) }
        : passage;
  }
}
