import { capacityAt, type Simulated } from './simulation.ts';
import { joinMedians } from './series.ts';
import { SETTLED_AFTER_SECONDS } from './simulation.ts';
import { STEADY_REQUESTS_PER_SECOND } from './stream.ts';

/** The first ten seconds of a crowd are not counted: nobody can have been told anything yet. */
const COUNTED_FROM_SECONDS = 10;
/** A peak is a mean over so many seconds: with few listeners single ones are chance. */
const MEAN_SECONDS = 5;
const EVERYTHING = 0.99;
/** A join needs a multivariant playlist, a media playlist, an init section and a segment. */
const LEAST_REQUESTS_TO_JOIN = 4;

/** How an admission moved. */
interface AdmissionCourse {
  /** From two minutes on to the end of the overload, over its mean there. */
  readonly leastOverMean: number;
  readonly mostOverMean: number;
  /** From the end of the overload until everybody is let in; null for never. */
  readonly fullSeconds: number | null;
}

/** How one evening went. Shares are of all who pressed Listen; times in seconds. */
export interface Figures {
  readonly policy: string;
  readonly listeners: number;
  readonly peakOfferedOverCapacity: number;
  readonly leastGoodputOverCapacity: number;
  /** Of the time from two minutes on to the end of the overload, 99 % with sound. */
  readonly hearEverything: number;
  readonly hearSomething: number;
  readonly joinP50Seconds: number | null;
  readonly joinP95Seconds: number | null;
  /** From the end of the overload until 99 % listen; null for never. */
  readonly recoverySeconds: number | null;
  readonly leastRecoverySeconds: number;
  /** Still more is asked than the origin can give in the last minute. */
  readonly metastable: boolean;
  readonly listeningAtEnd: number;
  /** Of an admission that moves; null where nothing moves it. */
  readonly admission: AdmissionCourse | null;
  readonly secondSeries: {
    readonly offered: readonly number[];
    readonly goodput: readonly number[];
    readonly queueSeconds: readonly number[];
    readonly listening: readonly number[];
    /** Columns of ten seconds. */
    readonly joinMedianSeconds: readonly (number | null)[];
    readonly admission: readonly number[] | null;
  };
}

export function figuresOf(simulated: Simulated, fractions: readonly number[] | null): Figures {
  const { evening, counts, people, seconds, policy } = simulated;
  const { listeners, overloadSeconds } = evening;
  const perSecond = (of: (second: number) => number) => Array.from({ length: seconds }, (_, at) => of(at));
  const offered = perSecond((at) => (counts.offered[at] ?? 0) / capacityAt(evening, at));
  const goodput = perSecond((at) => (counts.answered[at] ?? 0) / capacityAt(evening, at));
  const listening = runningSum(counts.playingChanges, seconds).map((count) => count / listeners);
  const meanUntil = (of: readonly number[], at: number) =>
    of.slice(Math.max(0, at - MEAN_SECONDS + 1), at + 1).reduce((sum, value) => sum + value, 0) /
    MEAN_SECONDS;
  const counted = perSecond((at) => at).filter((at) => at >= COUNTED_FROM_SECONDS + MEAN_SECONDS);
  const overloaded = counted.filter((at) => at < overloadSeconds && meanUntil(offered, at) >= 1);
  const recovered = listening.findIndex((share, at) => at >= overloadSeconds && share >= EVERYTHING);
  const span = Math.max(0, overloadSeconds - Math.min(SETTLED_AFTER_SECONDS, overloadSeconds));
  const joinTimes = people.firstSoundAt
    .map((at, id) => at - (people.pressedAt[id] ?? 0))
    .filter((_, id) => (people.firstSoundAt[id] ?? -1) >= 0)
    .sort();
  const quantile = (share: number) =>
    joinTimes.length === 0 ? null : (joinTimes[Math.floor(share * (joinTimes.length - 1))] ?? null);
  const shareOf = (of: (id: number) => boolean) => {
    let sum = 0;
    for (let id = 0; id < listeners; id += 1) if (of(id)) sum += 1;
    return sum / listeners;
  };
  const capacity = capacityAt(evening, overloadSeconds);
  const before = listening[overloadSeconds - 1] ?? 0;
  return {
    policy,
    listeners,
    peakOfferedOverCapacity: Math.max(...counted.map((at) => meanUntil(offered, at))),
    leastGoodputOverCapacity: Math.min(1, ...overloaded.map((at) => meanUntil(goodput, at))),
    hearEverything: shareOf((id) => (people.heardSeconds[id] ?? 0) >= EVERYTHING * span),
    hearSomething: shareOf((id) => {
      const at = people.firstSoundAt[id] ?? -1;
      return at >= 0 && at < overloadSeconds;
    }),
    joinP50Seconds: quantile(0.5),
    joinP95Seconds: quantile(0.95),
    recoverySeconds: recovered < 0 ? null : recovered - overloadSeconds,
    leastRecoverySeconds: leastRecovery(before, capacity / listeners),
    metastable: counted.slice(-60).every((at) => meanUntil(offered, at) > 1),
    listeningAtEnd: listening.at(-1) ?? 0,
    admission: fractions === null ? null : courseOf(fractions, overloadSeconds),
    secondSeries: {
      offered,
      goodput,
      queueSeconds: perSecond((at) => (counts.queued[at] ?? 0) / capacityAt(evening, at)),
      listening,
      joinMedianSeconds: joinMedians(counts),
      admission: fractions === null ? null : fractions.slice(0, seconds),
    },
  };
}

function courseOf(fractions: readonly number[], overloadSeconds: number): AdmissionCourse {
  const settled = fractions.slice(Math.min(SETTLED_AFTER_SECONDS, overloadSeconds - 1), overloadSeconds);
  const mean = settled.reduce((sum, fraction) => sum + fraction, 0) / settled.length;
  const fullAt = fractions.findIndex((fraction, at) => at >= overloadSeconds && fraction >= 1);
  return {
    leastOverMean: Math.min(...settled) / mean,
    mostOverMean: Math.max(...settled) / mean,
    fullSeconds: fullAt < 0 ? null : fullAt - overloadSeconds,
  };
}

/**
 * The seconds that any client needs at least: who listens takes the plain need of a listener, and all of the rest goes
 * into joins of four requests each. `capacity` in answers a second for each listener.
 */
function leastRecovery(listening: number, capacity: number): number {
  const step = 0.05;
  let share = listening;
  for (let at = 0; at < 600; at += step) {
    if (share >= EVERYTHING) return Math.round(at);
    share += (step * (capacity - share * STEADY_REQUESTS_PER_SECOND)) / LEAST_REQUESTS_TO_JOIN;
  }
  return 600;
}

function runningSum(changes: Float64Array, seconds: number): number[] {
  let sum = 0;
  return Array.from({ length: seconds }, (_, at) => (sum += changes[at] ?? 0));
}
