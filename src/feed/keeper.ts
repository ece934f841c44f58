import type { Clock } from '../network/clock.ts';
import type { Slot } from '../hls/timeline.ts';
import { fetchAheadSeconds, planKeeping, type KeepingLimits, type KeptSegment } from './keeping.ts';
import type { SegmentShelf } from './segment-shelf.ts';
import type { SegmentSource } from './segment-source.ts';
import { indexAt } from './slot-index.ts';

/** Writes at a time: what arrives meanwhile waits in memory. */
const MOST_WRITES = 2;
/** A disk that takes longer is as good as none. */
const READ_PATIENCE_MS = 5_000;

export interface KeeperOptions {
  readonly clock: Clock;
  readonly limits: KeepingLimits;
  /** Ends it all, and gives the room on the shelf back. */
  readonly signal: AbortSignal;
  /** Called once, when memory runs short; null or a rejection: there is none. */
  openShelf(): Promise<SegmentShelf | null>;
  slots(): readonly Slot[];
  readonly segments: Pick<SegmentSource, 'held' | 'letGo' | 'forget' | 'restore'>;
  /** The player has been told of it, and may ask for it. */
  isShown(sequence: number): boolean;
  /** Nothing before this number is kept any more. */
  forgetBefore(sequence: number): void;
  /** What was in hand is in hand no more, and cannot be had again. */
  onLost(sequence: number): void;
}

type KeptAt = Pick<
  Parameters<typeof fetchAheadSeconds>[0],
  'positionSeconds' | 'windowFromSeconds' | 'mostAheadSeconds'
>;

/** Carries out what `planKeeping` decides. */
export interface Keeper {
  /** Call when a segment has come, when the window has slid, and when the listener is in another segment. */
  update(at: KeptAt): void;
  /** Other bytes have taken the place of these. */
  replaced(sequences: readonly number[]): void;
  /** How far from the segment at the playhead on to fetch. */
  aheadSeconds(): number;
  /** The bytes of a segment that is or was in hand; null when there is no getting at them any more. */
  body(sequence: number): Uint8Array | Promise<Uint8Array | null> | null;
}

type ShelfState =
  | { readonly kind: 'unopened' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly shelf: SegmentShelf }
  | { readonly kind: 'none' };

export function createKeeper(options: KeeperOptions): Keeper {
  const { clock, segments, signal } = options;
  let limits = options.limits;
  let state: ShelfState = limits.shelfBytes > 0 ? { kind: 'unopened' } : { kind: 'none' };
  let at: KeptAt = { positionSeconds: 0, windowFromSeconds: null };
  let aheadSeconds = 0;
  const writing = new Set<number>();
  let forgottenBefore: number | null = null;
  /** What has been put there and was not found missing. */
  const shelved = new Set<number>();

  const kept = (): KeptSegment[] =>
    options.slots().flatMap(({ sequence, startSeconds, durationSeconds }) => {
      const held = segments.held(sequence);
      if (held === null || (held.body === null && !shelved.has(sequence))) return [];
      const place = held.body === null ? 'shelf' : 'memory';
      return [{ sequence, startSeconds, durationSeconds, bytes: held.bytes, place } as const];
    });

  const noShelf = () => {
    state = { kind: 'none' };
    limits = { ...limits, shelfBytes: 0 };
  };

  const open = () => {
    state = { kind: 'opening' };
    const opened = options.openShelf().catch(() => null);
    void opened.then((shelf) => {
      if (signal.aborted) shelf?.close();
      else {
        if (shelf === null) noShelf();
        else state = { kind: 'open', shelf };
        look();
      }
    });
  };

  const write = async (shelf: SegmentShelf, sequence: number): Promise<void> => {
    const held = segments.held(sequence);
    if (held?.body == null) return;
    writing.add(sequence);
    const done = await shelf.put(String(sequence), held.body);
    writing.delete(sequence);
    if (signal.aborted) return;
    if (segments.held(sequence) !== held) {
      // Dropped while it was written.
      shelf.drop([String(sequence)]);
    } else if (done) {
      shelved.add(sequence);
      segments.letGo(sequence, 'shelved');
    } else {
      // Full before its limit: from now on the limit is what is there.
      const there = kept().reduce((sum, { place, bytes }) => sum + (place === 'shelf' ? bytes : 0), 0);
      limits = { ...limits, shelfBytes: there };
    }
    look();
  };

  const look = () => {
    const plan = planKeeping(kept(), at.positionSeconds, limits);
    aheadSeconds = fetchAheadSeconds({ ...at, plan });
    for (const sequence of plan.toShelf) {
      if (state.kind === 'unopened') open();
      if (state.kind !== 'open' || writing.size >= MOST_WRITES) break;
      if (!writing.has(sequence)) void write(state.shelf, sequence);
    }
    drop(new Set(plan.drop));
  };

  const drop = (dropped: ReadonlySet<number>) => {
    const slots = options.slots();
    const here = slots[indexAt(slots, at.positionSeconds)];
    const oldest = slots.find(({ sequence }) => segments.held(sequence) !== null && !dropped.has(sequence));
    // Never what is at the playhead, even if it is a hole: it must be known as one to be left.
    const from = Math.min(oldest?.sequence ?? Infinity, here?.sequence ?? Infinity);
    for (const sequence of dropped) {
      if (sequence < from) continue;
      if (options.isShown(sequence)) segments.letGo(sequence, 'lost');
      else segments.forget(sequence);
    }
    if (state.kind === 'open') {
      const gone = [...shelved].filter((sequence) => sequence < from || dropped.has(sequence));
      for (const sequence of gone) shelved.delete(sequence);
      if (gone.length > 0) state.shelf.drop(gone.map(String));
    }
    const [first] = slots;
    if (first === undefined || from === Infinity || from === forgottenBefore) return;
    forgottenBefore = from;
    if (from > first.sequence) options.forgetBefore(from);
  };

  /** From the shelf, else anew from the origin. */
  const fetched = async (sequence: number, bytes: number): Promise<Uint8Array | null> => {
    const found = state.kind === 'open' && shelved.has(sequence) ? await read(state.shelf, sequence) : null;
    if (found?.byteLength === bytes) return found;
    shelved.delete(sequence);
    const restored = await segments.restore(sequence);
    if (restored === null && !signal.aborted) options.onLost(sequence);
    return restored;
  };

  const read = (shelf: SegmentShelf, sequence: number) =>
    new Promise<Uint8Array | null>((resolve) => {
      const finish = (bytes: Uint8Array | null) => {
        cancel();
        signal.removeEventListener('abort', giveUp);
        resolve(bytes);
      };
      const giveUp = () => finish(null);
      const cancel = clock.setTimer(giveUp, READ_PATIENCE_MS);
      signal.addEventListener('abort', giveUp, { once: true });
      void shelf.get(String(sequence)).then(finish);
    });

  signal.addEventListener(
    'abort',
    () => {
      if (state.kind === 'open') state.shelf.close();
    },
    { once: true },
  );

  return {
    update(next) {
      at = next;
      if (!signal.aborted) look();
    },
    replaced(sequences) {
      const gone = sequences.filter((sequence) => shelved.delete(sequence));
      if (state.kind === 'open' && gone.length > 0) state.shelf.drop(gone.map(String));
    },
    aheadSeconds: () => aheadSeconds,
    body(sequence) {
      const held = segments.held(sequence);
      return held === null ? null : (held.body ?? fetched(sequence, held.bytes));
    },
  };
}
