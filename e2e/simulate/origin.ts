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

export function createOrigin(): Origin {
  let capacity = 0;
  let room = 0;
  let queued = 0;
  /** Work that refusals have made, in answers. */
  let refusing = 0;
  let offered = 0;
  let refused = 0;
  let answered = 0;

  return {
    ask() {
      offered += 1;
      if (queued < room) {
        queued += 1;
        return queued / capacity;
      }
      refused += 1;
      refusing += REFUSAL_COST;
      return -1;
    },
    step(seconds, next) {
      const able = capacity * seconds;
      // What it cannot even refuse in time, it drops.
      const left = Math.max(0, able - refusing);
      const done = Math.min(queued, left);
      queued -= done;
      answered += done;
      refusing = 0;
      capacity = next;
      room = capacity * QUEUE_SECONDS;
    },
    totals: () => ({ offered, answered, refused, queued }),
  };
}
