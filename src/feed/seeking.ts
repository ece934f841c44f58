import { isGap, type Slot, type Track } from '../hls/timeline.ts';
import { seekPlace, type SeekPlace, type SeekSlot } from './seek-place.ts';
import type { SegmentSource } from './segment-source.ts';
import type { ShownPlaylist } from './shown-playlist.ts';
import { indexAt, indexFrom, slotOf } from './slot-index.ts';

export interface SeekingOptions {
  slots(): readonly Slot[];
  readonly segments: Pick<SegmentSource, 'state' | 'held' | 'forgetUnlisted'>;
  readonly shown: Pick<ShownPlaylist, 'firstSequence' | 'lists' | 'hasBegun' | 'restart'>;
  /** What the newest playlist of the pathway that is followed lists. */
  followed(): Track | undefined;
  joinSequence(): number | null;
  /** The listener is given everything from this slot on. */
  setJoin(slot: Slot): void;
}

/** Going to places that the player's playlist may not have: before it, or far after it. */
export interface Seeking {
  place(positionSeconds: number): SeekPlace | null;
  /** Fetches from there on from now on. */
  goTo(positionSeconds: number): void;
  /** Begins the player's playlist anew at this place: for a new player only, for numbers may go back. */
  beginAt(positionSeconds: number): void;
  /** The first moment that can be heard; null while there is none. */
  fromSeconds(): number | null;
}

export function createSeeking(options: SeekingOptions): Seeking {
  const { segments, shown } = options;

  const isOffered = (slot: Slot): boolean => {
    const track = options.followed();
    return track !== undefined && slot.sequence >= track.firstSequence && !isGap(slot);
  };
  const seekSlot = (slot: Slot): SeekSlot => {
    const { sequence, startSeconds, durationSeconds } = slot;
    const state = segments.state(sequence);
    return {
      startSeconds,
      durationSeconds,
      state,
      isOffered: isOffered(slot),
      isListed: shown.lists(sequence),
      isLost: state.kind === 'fetching' && segments.held(sequence) !== null,
    };
  };
  function* seekSlots(slots: readonly Slot[]): Iterable<SeekSlot> {
    for (const slot of slots) yield seekSlot(slot);
  }

  const slotAt = (positionSeconds: number): Slot | undefined => {
    const slots = options.slots();
    return slots[Math.min(slots.length - 1, indexAt(slots, positionSeconds))];
  };
  const goTo = (positionSeconds: number) => {
    const slot = slotAt(positionSeconds);
    const join = options.joinSequence();
    if (slot === undefined || join === null) return;
    if (slot.sequence < join || !shown.hasBegun()) options.setJoin(slot);
  };

  return {
    place(positionSeconds) {
      const slots = options.slots();
      if (options.joinSequence() === null) return null;
      const from = indexAt(slots, positionSeconds);
      return (
        seekPlace(seekSlots(slots.slice(from)), positionSeconds) ??
        seekPlace(seekSlots(slots), positionSeconds)
      );
    },
    goTo,
    beginAt(positionSeconds) {
      goTo(positionSeconds);
      const slot = slotAt(positionSeconds);
      if (slot === undefined || !shown.hasBegun()) return;
      segments.forgetUnlisted();
      shown.restart(slot.sequence);
    },
    fromSeconds() {
      const slots = options.slots();
      const listed = options.followed();
      const join = options.joinSequence();
      if (join === null) return null;
      const first = seekSlots(slots);
      for (const slot of first) {
        if (seekPlace([slot], slot.startSeconds) !== null) return slot.startSeconds;
      }
      const sequence = Math.min(join, listed?.firstSequence ?? join);
      return (slotOf(slots, sequence) ?? slots[indexFrom(slots, join)])?.startSeconds ?? null;
    },
  };
}
