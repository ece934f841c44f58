import type { Random } from '../../src/network/random.ts';

/** When the presses of Listen come. */
export type Arrivals =
  /** Evenly by chance over so many seconds. */
  | { readonly kind: 'spread'; readonly seconds: number }
  /** As a crowd comes to something announced for then (seconds from now; negative: it has begun). */
  | { readonly kind: 'crowd'; readonly scheduledInSeconds: number };

/** One person who will come, decided beforehand. */
export interface Visitor {
  /** Seconds from the fleet's start to the press of Listen. */
  readonly arrivesInSeconds: number;
  /** How long they try to join before they leave; null: as long as it takes. Honest waiting does not count. */
  readonly patienceSeconds: number | null;
}

export interface VisitorFacts {
  readonly count: number;
  readonly arrivals: Arrivals;
  /** Share, 0 to 1, of those who leave as viewers of videos do; the rest have come for this talk, and stay. */
  readonly impatientShare: number;
  readonly random: Random;
}

/** Viewers begin to leave after 2 s of start delay, 5.8 % more with each further second (Krishnan and Sitaraman, IMC 2012). */
const PATIENT_FOR_SECONDS = 2;
const LEAVING_PER_SECOND = 0.058;

/** A third is there before the scheduled time, ... */
const EARLY_SHARE = 0.3;
/** ... the later the more: by half for each quarter of a minute. */
const EARLY_MEAN_SECONDS = 20;
/** Half press when the clock strikes, or within seconds of it. */
const PUNCTUAL_SHARE = 0.5;
const PUNCTUAL_MEAN_SECONDS = 10;
/** The rest hear of it, and come by and by. */
const LATE_SECONDS = 150;

/** Who comes when, in order of arrival: the same for the same random numbers. */
export function planVisitors({ count, arrivals, impatientShare, random }: VisitorFacts): readonly Visitor[] {
  return Array.from({ length: count }, () => ({
    arrivesInSeconds: Math.max(0, arrival(arrivals, random)),
    patienceSeconds: random() < impatientShare ? patience(random) : null,
  })).sort((one, other) => one.arrivesInSeconds - other.arrivesInSeconds);
}

function arrival(arrivals: Arrivals, random: Random): number {
  if (arrivals.kind === 'spread') return random() * arrivals.seconds;
  const { scheduledInSeconds } = arrivals;
  const kind = random();
  if (kind < EARLY_SHARE) return scheduledInSeconds - exponential(EARLY_MEAN_SECONDS, random);
  const punctual = scheduledInSeconds + exponential(PUNCTUAL_MEAN_SECONDS, random);
  return kind < EARLY_SHARE + PUNCTUAL_SHARE ? punctual : scheduledInSeconds + random() * LATE_SECONDS;
}

function patience(random: Random): number {
  return PATIENT_FOR_SECONDS + exponential(-1 / Math.log(1 - LEAVING_PER_SECOND), random);
}

/** `random` may be 0, never 1. */
function exponential(mean: number, random: Random): number {
  return -mean * Math.log(1 - random());
}
