import type { JoinRules } from '../../src/broadcast/admission.ts';
import type { Random } from '../../src/network/random.ts';
import type { Origin } from './origin.ts';
import type { People } from './people.ts';
import type { Series } from './series.ts';
import type { TimeWheel } from './time-wheel.ts';

/** There and back over a good line. Seconds. */
export const ROUND_TRIP_SECONDS = 0.08;

/** What a crowd lives in. */
export interface World {
  readonly people: People;
  readonly series: Series;
  readonly origin: Origin;
  readonly wheel: TimeWheel;
  readonly random: Random;
  readonly firstListener: number;
  /** Whether refusals carry a Retry-After, milliseconds; null for none. */
  readonly retryAfterMs: number | null;
  /** What the broadcast document asks for, and said of joining when whoever looks now was given it; null: there is no admission. */
  readonly pollSeconds: number | null;
  readonly rulesAt: ((atSeconds: number) => JoinRules) | null;
}

/** Does what one listener does when they are due. */
export type Visit = (id: number) => void;
