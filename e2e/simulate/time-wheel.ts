import type { Random } from '../../src/network/random.ts';

/** Ids of one slot are kept in pieces of this size, which are used again: no slot keeps room for its busiest moment. */
const CHUNK = 8192;
/** So many neighbours (2¹²) are visited together: their records stay in a processor's nearer memory. */
const NEIGHBOURS_BITS = 12;
/** Records that are fetched from memory at once, before their visits: one after the other each would be waited for. */
const TOUCHED = 32;

/** Who is due when, in virtual time: a calendar queue over slots of `stepSeconds` (R. Brown, CACM 31, 1988). */
export interface TimeWheel {
  /** Calls on `id` at this time; one that has passed is the present slot. Times beyond the wheel are its last slot. */
  schedule(id: number, atSeconds: number): void;
  /**
   * Visits everybody in the slot that begins at this time, neighbours together, begun at a random place: nobody must
   * always be served first. Ids mean nothing, so that is as fair as any other order, and several times as fast where
   * there are millions. Those who come into the slot meanwhile are visited too.
   */
  runSlot(fromSeconds: number, visit: (id: number) => void, touch: (id: number) => void): void;
}

export function createTimeWheel(options: {
  readonly stepSeconds: number;
  /** Longest wait. */
  readonly spanSeconds: number;
  readonly random: Random;
}): TimeWheel {
  const { stepSeconds, random } = options;
  const slots = Math.ceil(options.spanSeconds / stepSeconds) + 2;
  const chunks: Int32Array[][] = Array.from({ length: slots }, () => []);
  const counts = new Int32Array(slots);
  const free: Int32Array[] = [];
  let present = 0;
  let sorted = new Int32Array(CHUNK);
  let starts = new Int32Array(1);

  const add = (slot: number, id: number) => {
    const count = counts[slot] ?? 0;
    const list = chunks[slot] ?? [];
    const offset = count % CHUNK;
    if (offset === 0) list.push(free.pop() ?? new Int32Array(CHUNK));
    const chunk = list[list.length - 1];
    if (chunk !== undefined) chunk[offset] = id;
    counts[slot] = count + 1;
  };
  const idAt = (list: readonly Int32Array[], index: number) =>
    list[Math.floor(index / CHUNK)]?.[index % CHUNK] ?? 0;

  /** The first `count` of a list into `sorted`, neighbours together: a counting sort of their numbers' upper bits. */
  const sort = (list: readonly Int32Array[], count: number) => {
    if (sorted.length < count) sorted = new Int32Array(2 * count);
    starts.fill(0);
    for (let index = 0; index < count; index += 1) {
      const group = (idAt(list, index) >> NEIGHBOURS_BITS) + 1;
      if (group >= starts.length) {
        const longer = new Int32Array(2 * group);
        longer.set(starts);
        starts = longer;
      }
      starts[group] = (starts[group] ?? 0) + 1;
    }
    for (let group = 1; group < starts.length; group += 1)
      starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
    for (let index = 0; index < count; index += 1) {
      const id = idAt(list, index);
      const group = id >> NEIGHBOURS_BITS;
      const at = starts[group] ?? 0;
      sorted[at] = id;
      starts[group] = at + 1;
    }
  };

  const visitAll = (from: number, to: number, visit: (id: number) => void, touch: (id: number) => void) => {
    for (let begin = from; begin < to; begin += TOUCHED) {
      const end = Math.min(to, begin + TOUCHED);
      for (let index = begin; index < end; index += 1) touch(sorted[index] ?? 0);
      for (let index = begin; index < end; index += 1) visit(sorted[index] ?? 0);
    }
  };

  return {
    schedule(id, atSeconds) {
      const slot = Math.floor(atSeconds / stepSeconds);
      add(Math.max(present, Math.min(slot, present + slots - 1)) % slots, id);
    },
    runSlot(fromSeconds, visit, touch) {
      present = Math.round(fromSeconds / stepSeconds);
      const slot = present % slots;
      const list = chunks[slot] ?? [];
      const first = counts[slot] ?? 0;
      const begin = Math.floor(random() * first);
      sort(list, first);
      visitAll(begin, first, visit, touch);
      visitAll(0, begin, visit, touch);
      for (let index = first; index < (counts[slot] ?? 0); index += 1) visit(idAt(list, index));
      counts[slot] = 0;
      free.push(...list);
      list.length = 0;
    },
  };
}
