import type { JoinRules } from '../../src/broadcast/admission.ts';
import { createOrigin, type Totals } from './origin.ts';
import { createPeople, type People, Word } from './people.ts';
import { createCrowd, type PolicyName } from './policies.ts';
import { createRandom } from './random.ts';
import { type Counts, createSeries, type Series } from './series.ts';
import { STEADY_REQUESTS_PER_SECOND } from './stream.ts';
import { createTimeWheel } from './time-wheel.ts';

/** A quarter of a second: a fraction of every wait that there is. */
const STEP_SECONDS = 0.25;
/** Longer than any wait: a Retry-After of two minutes with its spread. */
const WHEEL_SECONDS = 200;

export interface Evening {
  readonly listeners: number;
  readonly seed: number;
  /** All press Listen, evenly, within so many seconds. */
  readonly pressSeconds: number;
  /** Until then the origin carries `share` of the listeners, afterwards all of them. */
  readonly overloadSeconds: number;
  readonly share: number;
  /** What the capacity is above the plain need of those that it carries, as a share of it. */
  readonly headroom: number;
  /** How long it is watched after the end of the overload. */
  readonly afterSeconds: number;
  readonly retryAfterMs: number | null;
  /** Number of the first of these listeners, where they are a part of a larger crowd: tickets are drawn by it. */
  readonly firstListener: number;
}

/** Decides on joining while an evening goes on; see `Evening`. */
export interface AdmissionSource {
  /** What the broadcast document said for whoever looks at this time. */
  rulesAt(atSeconds: number): JoinRules;
  /** Of the document; the usual pace when it does not say. */
  readonly pollSeconds?: number;
  /** Called at the end of each second, with the figures up to then. */
  second?(second: number, series: Series): void;
}

export interface Simulated {
  readonly evening: Evening;
  readonly policy: PolicyName;
  readonly seconds: number;
  readonly counts: Counts;
  readonly people: Fates;
  readonly totals: Totals;
  /** Visits to listeners. */
  readonly visits: number;
}

/** What became of everybody. */
type Fates = Pick<People, 'pressedAt' | 'firstSoundAt' | 'heardSeconds'>;

/** From when to when it is counted who hears everything: two minutes are given to whatever has to settle. */
export const SETTLED_AFTER_SECONDS = 120;

/** Answers a second that the origin can give at this time. */
export function capacityAt(evening: Evening, atSeconds: number): number {
  const carried = atSeconds < evening.overloadSeconds ? evening.share : 1;
  return carried * evening.listeners * STEADY_REQUESTS_PER_SECOND * (1 + evening.headroom);
}

/** Plays one evening with one policy, in virtual time. The same arguments give the same evening. */
export function simulate(
  evening: Evening,
  policy: PolicyName,
  admission: AdmissionSource | null = null,
): Simulated {
  const seconds = secondsOf(evening, policy, admission);
  for (;;) {
    const { done, value } = seconds.next();
    if (done === true) return value;
  }
}

/** The same, with a rest after each second: told is how many have passed. */
export function* secondsOf(
  evening: Evening,
  policy: PolicyName,
  admission: AdmissionSource | null,
): Generator<number, Simulated, void> {
  const seconds = evening.overloadSeconds + evening.afterSeconds;
  const random = createRandom(evening.seed);
  const series = createSeries(seconds);
  const people = createPeople(evening.listeners, series, {
    from: Math.min(SETTLED_AFTER_SECONDS, evening.overloadSeconds),
    to: evening.overloadSeconds,
  });
  const origin = createOrigin(random);
  const wheel = createTimeWheel({ stepSeconds: STEP_SECONDS, spanSeconds: WHEEL_SECONDS, random });
  const visitOne = createCrowd(policy, {
    people,
    series,
    origin,
    wheel,
    random,
    retryAfterMs: evening.retryAfterMs,
    rulesAt: admission === null ? null : (at) => admission.rulesAt(at),
    pollSeconds: admission?.pollSeconds ?? null,
    firstListener: evening.firstListener,
  });
  for (let id = 0; id < evening.listeners; id += 1) {
    const at = random() * evening.pressSeconds;
    people.f[people.base(id) + Word.wakeAt] = at;
    wheel.schedule(id, people.f[people.base(id) + Word.wakeAt] ?? at);
  }

  let visits = 0;
  let slotEnd = 0;
  const visit = (id: number) => {
    const at = people.f[people.base(id) + Word.wakeAt] ?? 0;
    // A wait that was longer than the wheel.
    if (at >= slotEnd) {
      wheel.schedule(id, at);
      return;
    }
    visits += 1;
    visitOne(id);
  };
  // Kept, or the look would be left out.
  const touched = new Int32Array(1);
  const touch = (id: number) => {
    touched[0] = people.glance(id);
  };
  let before = origin.totals();
  const steps = Math.round(seconds / STEP_SECONDS);
  for (let step = 0; step < steps; step += 1) {
    const now = step * STEP_SECONDS;
    slotEnd = now + STEP_SECONDS;
    origin.begin(STEP_SECONDS, capacityAt(evening, now));
    wheel.runSlot(now, visit, touch);
    origin.end();
    const totals = origin.totals();
    series.origin(
      now,
      totals.offered - before.offered,
      totals.refused - before.refused,
      totals.answered - before.answered,
      totals.queued,
    );
    before = totals;
    if (slotEnd % 1 === 0) {
      admission?.second?.(slotEnd - 1, series);
      yield slotEnd;
    }
  }
  for (let id = 0; id < evening.listeners; id += 1) people.advance(id, seconds);
  const { pressedAt, firstSoundAt, heardSeconds } = people;
  return {
    evening,
    policy,
    seconds,
    counts: series.counts,
    people: { pressedAt, firstSoundAt, heardSeconds },
    totals: origin.totals(),
    visits,
  };
}
