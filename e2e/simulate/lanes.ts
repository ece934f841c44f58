import { NEVER, type People, Word } from './people.ts';

/** Segments that are asked for at a time, each at a pace of its own (MAX_FETCHING in src/feed/segment-source.ts). */
const LANES = 4;
/** Bits of a mask that are places. */
const PLACES = 31;

/** Which segments somebody asks for, how often each has failed and when it may be asked for again. */
export interface Lanes {
  /** Gives the free lanes to the first segments up to this one that are neither in hand nor given up nor in a lane. */
  fill(base: number, knownEdge: number): void;
  segment(base: number, lane: number): number;
  dueAt(base: number, lane: number): number;
  /** When the first of them may be asked for; NEVER where there is none. */
  firstDueAt(base: number): number;
  /** The lane of the segment that is needed soonest; -1 where there is none. */
  soonest(base: number): number;
  /** The lane of the first segment that may be asked for now, but for those in `asked` (a bit each); -1 for none. */
  next(base: number, now: number, asked: number): number;
  /** One more failure; how many in a row. */
  failed(base: number, lane: number): number;
  wait(base: number, lane: number, until: number): void;
  /** Waits, and what has failed up to now does not count any more. */
  waitAnew(base: number, lane: number, until: number): void;
  free(base: number, lane: number): void;
}

export function createLanes({ f, i, b }: People): Lanes {
  const tries = (base: number, lane: number) => b[(base + Word.laneTries) * 4 + lane] ?? 0;
  const setTries = (base: number, lane: number, count: number) => {
    b[(base + Word.laneTries) * 4 + lane] = count;
  };
  /** Distance from the first segment that is needed. */
  const placeOf = (base: number, lane: number) =>
    ((b[(base + Word.laneSegments) * 4 + lane] ?? 0) - (i[base + Word.neededFrom] ?? 0)) & 0xff;

  return {
    fill(base, knownEdge) {
      const neededFrom = i[base + Word.neededFrom] ?? 0;
      const settled = (i[base + Word.mask] ?? 0) | (i[base + Word.gaps] ?? 0);
      let taken = settled;
      let used = 0;
      for (let lane = 0; lane < LANES; lane += 1) {
        if (tries(base, lane) === 0) continue;
        const place = placeOf(base, lane);
        // In hand, given up, or before what is needed.
        if (place >= PLACES || (settled & (1 << place)) !== 0) setTries(base, lane, 0);
        else {
          taken |= 1 << place;
          used += 1;
        }
      }
      const last = Math.min(PLACES - 1, knownEdge - neededFrom);
      for (let place = 0; place <= last && used < LANES; place += 1) {
        if ((taken & (1 << place)) !== 0) continue;
        let lane = 0;
        while (tries(base, lane) !== 0) lane += 1;
        setTries(base, lane, 1);
        b[(base + Word.laneSegments) * 4 + lane] = (neededFrom + place) & 0xff;
        f[base + Word.laneDueAt + lane] = -NEVER;
        used += 1;
      }
    },
    segment: (base, lane) => (i[base + Word.neededFrom] ?? 0) + placeOf(base, lane),
    dueAt: (base, lane) => f[base + Word.laneDueAt + lane] ?? 0,
    firstDueAt(base) {
      let first = NEVER;
      for (let lane = 0; lane < LANES; lane += 1)
        if (tries(base, lane) > 0) first = Math.min(first, f[base + Word.laneDueAt + lane] ?? 0);
      return first;
    },
    soonest(base) {
      let soonest = -1;
      let least = PLACES;
      for (let lane = 0; lane < LANES; lane += 1) {
        if (tries(base, lane) === 0) continue;
        const place = placeOf(base, lane);
        if (place >= least) continue;
        least = place;
        soonest = lane;
      }
      return soonest;
    },
    next(base, now, asked) {
      let next = -1;
      let least = PLACES;
      for (let lane = 0; lane < LANES; lane += 1) {
        if (tries(base, lane) === 0 || (asked & (1 << lane)) !== 0) continue;
        if ((f[base + Word.laneDueAt + lane] ?? 0) > now) continue;
        const place = placeOf(base, lane);
        if (place >= least) continue;
        least = place;
        next = lane;
      }
      return next;
    },
    failed(base, lane) {
      const failures = Math.min(254, tries(base, lane));
      setTries(base, lane, failures + 1);
      return failures;
    },
    wait(base, lane, until) {
      f[base + Word.laneDueAt + lane] = until;
    },
    waitAnew(base, lane, until) {
      setTries(base, lane, 1);
      f[base + Word.laneDueAt + lane] = until;
    },
    free: (base, lane) => setTries(base, lane, 0),
  };
}
