/** Join times are counted in steps of six hundredths: as exact as a plot can show. */
const JOIN_BINS = 160;
const LEAST_JOIN_SECONDS = 0.1;
const JOIN_STEP = 1.06;
/** So many seconds make one column of the join times. */
export const JOIN_COLUMN_SECONDS = 10;

/** What happened, second by second: sums, so that those of several crowds can be added. */
export interface Counts {
  readonly offered: Float64Array;
  readonly refusals: Float64Array;
  readonly answered: Float64Array;
  readonly queued: Float64Array;
  /** Changes in how many hear. */
  readonly playingChanges: Float64Array;
  /** How many came to hear, by column of JOIN_COLUMN_SECONDS and join time; see joinMedians. */
  readonly joinTimes: Float64Array;
}

/** What happens in a simulated evening, second by second. Changes may be told late, of seconds that have passed. */
export interface Series {
  /** What the origin has seen in one step of time: requests, refusals among them, and what waits at its end. */
  origin(atSeconds: number, offered: number, refused: number, answered: number, queued: number): void;
  /** Each of the following is a change in how many there are. */
  playing(atSeconds: number, by: number): void;
  /** Joined, and not sent away since. */
  heardFirst(atSeconds: number, by: number): void;
  letIn(atSeconds: number, by: number): void;
  pressed(atSeconds: number): void;
  left(atSeconds: number): void;
  joined(atSeconds: number, joinSeconds: number): void;
  /** Sums of the changes up to the end of that second. */
  now(second: number): Gauges;
  readonly counts: Counts;
}

interface Gauges {
  readonly pressed: number;
  readonly letIn: number;
  readonly heardFirst: number;
  readonly playing: number;
  readonly left: number;
}

export function createSeries(seconds: number): Series {
  const array = () => new Float64Array(seconds + 1);
  const offered = array();
  const refusals = array();
  const answered = array();
  const queued = array();
  const changes = { pressed: array(), letIn: array(), heardFirst: array(), playing: array(), left: array() };
  const columns = Math.ceil(seconds / JOIN_COLUMN_SECONDS) + 1;
  const joinTimes = new Float64Array(columns * JOIN_BINS);
  const binOf = (atSeconds: number) => Math.min(seconds, Math.max(0, Math.floor(atSeconds)));
  const change = (into: Float64Array, atSeconds: number, by: number) => {
    const bin = binOf(atSeconds);
    into[bin] = (into[bin] ?? 0) + by;
  };
  const sumTo = (of: Float64Array, second: number) => {
    let sum = 0;
    for (let bin = 0; bin <= second; bin += 1) sum += of[bin] ?? 0;
    return sum;
  };
  return {
    origin(at, asked, refused, done, waiting) {
      change(offered, at, asked);
      change(refusals, at, refused);
      change(answered, at, done);
      queued[binOf(at)] = Math.max(queued[binOf(at)] ?? 0, waiting);
    },
    playing: (at, by) => change(changes.playing, at, by),
    heardFirst: (at, by) => change(changes.heardFirst, at, by),
    letIn: (at, by) => change(changes.letIn, at, by),
    pressed: (at) => change(changes.pressed, at, 1),
    left: (at) => change(changes.left, at, 1),
    joined(at, joinSeconds) {
      const bin = Math.floor(Math.log(Math.max(1, joinSeconds / LEAST_JOIN_SECONDS)) / Math.log(JOIN_STEP));
      const cell = Math.floor(binOf(at) / JOIN_COLUMN_SECONDS) * JOIN_BINS + Math.min(JOIN_BINS - 1, bin);
      joinTimes[cell] = (joinTimes[cell] ?? 0) + 1;
    },
    now: (second) => ({
      pressed: sumTo(changes.pressed, second),
      letIn: sumTo(changes.letIn, second),
      heardFirst: sumTo(changes.heardFirst, second),
      playing: sumTo(changes.playing, second),
      left: sumTo(changes.left, second),
    }),
    counts: { offered, refusals, answered, queued, playingChanges: changes.playing, joinTimes },
  };
}

export function addedCounts(all: readonly Counts[]): Counts {
  const added = (of: (counts: Counts) => Float64Array): Float64Array => {
    const [first = new Float64Array(), ...others] = all.map(of);
    return first.map((count, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), count));
  };
  return {
    offered: added((counts) => counts.offered),
    refusals: added((counts) => counts.refusals),
    answered: added((counts) => counts.answered),
    queued: added((counts) => counts.queued),
    playingChanges: added((counts) => counts.playingChanges),
    joinTimes: added((counts) => counts.joinTimes),
  };
}

/** For each column of JOIN_COLUMN_SECONDS the median join time of those who came to hear in it; null for nobody. */
export function joinMedians({ joinTimes }: Counts): (number | null)[] {
  return Array.from({ length: joinTimes.length / JOIN_BINS }, (_, column) => {
    const cells = joinTimes.subarray(column * JOIN_BINS, (column + 1) * JOIN_BINS);
    const half = cells.reduce((sum, count) => sum + count, 0) / 2;
    let sum = 0;
    for (const [bin, count] of cells.entries()) {
      sum += count;
      if (half > 0 && sum >= half) return LEAST_JOIN_SECONDS * JOIN_STEP ** (bin + 0.5);
    }
    return null;
  });
}
