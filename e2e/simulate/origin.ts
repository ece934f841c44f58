import type { Random } from '../../src/network/random.ts';

/** A refusal is made by the same machine: it costs this share of an answer. */
export const REFUSAL_COST = 1 / 20;
/** What may wait, in seconds of the capacity: whoever stands longer in a line than that has gone. */
const QUEUE_SECONDS = 0.5;

/** An origin with finite capacity for all clients together. */
export interface Origin {
  /** Somebody comes, with one request or several at the same moment. */
  arrive(): void;
  /** The seconds that an answer waits in the queue, or -1 for a refusal. */
  ask(): number;
  /**
   * Begins a stretch of time, with so many answers a second. What it can do in it is spread over as many arrivals as
   * there were in the stretch before: they come at every moment of it, in no order.
   */
  begin(seconds: number, capacity: number): void;
  /** The stretch is over: what is left of its work is done. */
  end(): void;
  /** Of all requests: `offered` = `answered` + `refused` + `queued`. */
  totals(): Totals;
}

export interface Totals {
  readonly offered: number;
  readonly answered: number;
  readonly refused: number;
  readonly queued: number;
}

/** Places of the origin's numbers. In an array: a variable of a closure is a new object at each change. */
const At = {
  capacity: 0,
  room: 1,
  queued: 2,
  /** Answers that refusals have cost and that are still to be paid for. */
  refusing: 3,
  offered: 4,
  refused: 5,
  answered: 6,
  /** Answers' worth of work that is left of this stretch. */
  able: 7,
  /** And how much of it is done between two arrivals. */
  between: 8,
  arrivals: 9,
} as const;

export function createOrigin(random: Random): Origin {
  const numbers = new Float64Array(10);
  const of = (at: number) => numbers[at] ?? 0;

  function work(amount: number): void {
    const done = Math.min(amount, of(At.able));
    numbers[At.able] = of(At.able) - done;
    const refusing = Math.min(done, of(At.refusing));
    numbers[At.refusing] = of(At.refusing) - refusing;
    const answering = Math.min(done - refusing, of(At.queued));
    numbers[At.queued] = of(At.queued) - answering;
    numbers[At.answered] = of(At.answered) + answering;
  }

  return {
    arrive() {
      // Between two who know nothing of each other passes any time: a Poisson process.
      work(-Math.log(1 - random()) * of(At.between));
      numbers[At.arrivals] = of(At.arrivals) + 1;
    },
    ask() {
      numbers[At.offered] = of(At.offered) + 1;
      const queued = of(At.queued);
      if (queued + 1 <= of(At.room) + 1e-9 || of(At.queued) === 0) {
        numbers[At.queued] = queued + 1;
        return (queued + 1) / of(At.capacity);
      }
      numbers[At.refused] = of(At.refused) + 1;
      numbers[At.refusing] = of(At.refusing) + REFUSAL_COST;
      return -1;
    },
    begin(seconds, capacity) {
      numbers[At.capacity] = capacity;
      numbers[At.room] = capacity * QUEUE_SECONDS;
      numbers[At.able] = capacity * seconds;
      numbers[At.between] = of(At.arrivals) === 0 ? 0 : of(At.able) / of(At.arrivals);
      numbers[At.arrivals] = 0;
    },
    end() {
      work(of(At.able));
      // What it could not even refuse in time, it has dropped.
      numbers[At.refusing] = 0;
    },
    totals: () => ({
      offered: of(At.offered),
      answered: of(At.answered),
      refused: of(At.refused),
      queued: of(At.queued),
    }),
  };
}
