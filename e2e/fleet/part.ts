import type { Clock } from '../../src/network/clock.ts';
import type { Fetch } from '../../src/network/attempt.ts';
import { attachReporting } from './attach-reporting.ts';
import { startCrowd } from './crowd.ts';
import { startFleet, type Fleet, type FleetEvent } from './fleet.ts';
import type { Attendance } from './fleet-snapshot.ts';
import type { Usage } from './report.ts';
import { seededRandom } from './seeded-random.ts';

/** What one of a fleet's processes is to do. */
export interface FleetPart {
  readonly address: { readonly kind: 'document' | 'stream'; readonly url: string };
  readonly listeners: number;
  /** How many listeners there are in the parts before: names go on. */
  readonly listenersBefore: number;
  readonly arrivalSeconds: number | null;
  readonly impatientShare: number;
  readonly seed: number;
  /** How often it tells where everybody is. */
  readonly everyMs: number;
}

/** What it is told. */
export type PartOrder = { readonly kind: 'begin'; readonly part: FleetPart } | { readonly kind: 'end' };

/** What it tells. */
export type PartReport =
  | {
      readonly kind: 'figures';
      readonly everybody: readonly Attendance[];
      /** Since the figures before. */
      readonly usage: Usage;
      readonly usageInAll: Usage;
    }
  | { readonly kind: 'said'; readonly sentence: string };

const fetchHere: Fetch = (url, init) => fetch(url, init);

/** The listeners of one part, in real time. */
export function startPart(part: FleetPart, clock: Clock, say: (sentence: string) => void): Fleet {
  const { address, arrivalSeconds, impatientShare, listeners, listenersBefore, seed } = part;
  const common = {
    count: listeners,
    firstListener: listenersBefore + 1,
    impatientShare,
    clock,
    random: seededRandom(seed),
    fetch: fetchHere,
    attachReporting,
    onEvent(event: FleetEvent) {
      if (event.type === 'refused')
        say(`${event.origin} is named, and not asked: a fleet goes to this computer only.`);
    },
  };
  return arrivalSeconds === null
    ? startCrowd({
        ...common,
        documentUrl: address.url,
        onEvening: (id) => say(`The crowd comes to ${id}.`),
      })
    : startFleet({ ...common, address, arrivals: { kind: 'spread', seconds: arrivalSeconds } });
}
