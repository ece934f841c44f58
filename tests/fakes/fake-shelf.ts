import type { SegmentShelf } from '../../src/feed/segment-shelf.ts';

export interface FakeShelf extends SegmentShelf {
  readonly held: ReadonlyMap<string, Uint8Array>;
  bytes(): number;
  isClosed(): boolean;
  /** As a browser does when the disk runs full. */
  evict(): void;
  /** From now on nothing is ever answered. */
  hang(): void;
}

/** A shelf in memory that is full at `capacityBytes`. */
export function createFakeShelf(capacityBytes = Infinity): FakeShelf {
  const held = new Map<string, Uint8Array>();
  let closed = false;
  let hanging = false;
  const bytes = () => [...held.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const answer = <T>(value: T): Promise<T> =>
    hanging ? new Promise<T>(() => undefined) : Promise.resolve(value);
  return {
    held,
    bytes,
    isClosed: () => closed,
    put(name, body) {
      if (bytes() + body.byteLength > capacityBytes) return answer(false);
      held.set(name, body);
      return answer(true);
    },
    get: (name) => answer(held.get(name) ?? null),
    drop(names) {
      for (const name of names) held.delete(name);
    },
    close() {
      closed = true;
      held.clear();
    },
    evict: () => held.clear(),
    hang() {
      hanging = true;
    },
  };
}
