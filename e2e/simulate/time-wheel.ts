import type { Random } from '../../src/network/random.ts';

/** Ids of one slot are kept in pieces of this size, which are used again: no slot keeps room for its busiest moment. */
const CHUNK = 8192;

/** Who is due when, in virtual time: a calendar queue over slots of `stepSeconds` (R. Brown, CACM 31, 1988). */
export interface TimeWheel {
  /** Calls on `id` at this time; one that has passed is the present slot. Times beyond the wheel are its last slot. */
  schedule(id: number, atSeconds: number): void;
  /**
   * Visits everybody in the slot that begins at this time, in the order of their coming, begun at a random place: who
   * came first into a slot must not always be served first. Those who come into it meanwhile are visited too.
   */
  runSlot(fromSeconds: number, visit: (id: number) => void): void;
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

  return {
    schedule(id, atSeconds) {
      const slot = Math.floor(atSeconds / stepSeconds);
      add(Math.max(present, Math.min(slot, present + slots - 1)) % slots, id);
    },
    runSlot(fromSeconds, visit) {
      present = Math.round(fromSeconds / stepSeconds);
      const slot = present % slots;
      const list = chunks[slot] ?? [];
      const first = counts[slot] ?? 0;
      const begin = Math.floor(random() * first);
      for (let index = begin; index < first; index += 1) visit(idAt(list, index));
      for (let index = 0; index < begin; index += 1) visit(idAt(list, index));
      for (let index = first; index < (counts[slot] ?? 0); index += 1) visit(idAt(list, index));
      counts[slot] = 0;
      free.push(...list);
      list.length = 0;
    },
  };
}
