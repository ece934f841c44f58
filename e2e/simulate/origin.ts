/** A refusal is made by the same machine: it costs this share of an answer. */
export const REFUSAL_COST = 1 / 20;
/** What may wait, in seconds of the capacity: whoever stands longer in a line than that has gone. */
const QUEUE_SECONDS = 0.5;

/** An origin with finite capacity for all clients together. */
export interface Origin {
  /** The seconds that an answer waits in the queue, or -1 for a refusal. */
  ask(): number;
  /** Lets time pass. `capacity` in answers a second from now on. */
  step(seconds: number, capacity: number): void;
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
const At = { capacity: 0, room: 1, queued: 2, refusing: 3, offered: 4, refused: 5, answered: 6 } as const;

export function createOrigin(): Origin {
  const numbers = new Float64Array(7);
  const of = (at: number) => numbers[at] ?? 0;

  return {
    ask() {
      numbers[At.offered] = of(At.offered) + 1;
      const queued = of(At.queued);
      if (queued < of(At.room)) {
        numbers[At.queued] = queued + 1;
        return (queued + 1) / of(At.capacity);
      }
      numbers[At.refused] = of(At.refused) + 1;
      numbers[At.refusing] = of(At.refusing) + REFUSAL_COST;
      return -1;
    },
    step(seconds, next) {
      const able = of(At.capacity) * seconds;
      // What it cannot even refuse in time, it drops.
      const left = Math.max(0, able - of(At.refusing));
      const done = Math.min(of(At.queued), left);
      numbers[At.queued] = of(At.queued) - done;
      numbers[At.answered] = of(At.answered) + done;
      numbers[At.refusing] = 0;
      numbers[At.capacity] = next;
      numbers[At.room] = next * QUEUE_SECONDS;
    },
    totals: () => ({
      offered: of(At.offered),
      answered: of(At.answered),
      refused: of(At.refused),
      queued: of(At.queued),
    }),
  };
}
