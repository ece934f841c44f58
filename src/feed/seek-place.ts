import type { SlotState } from './feed-snapshot.ts';

/** Where playing can begin, in seconds of the feed's timeline. */
export interface SeekPlace {
  readonly positionSeconds: number;
  /** The player's playlist has it: it only needs to be sent there. Else it needs a playlist that begins there. */
  readonly isListed: boolean;
}

export interface SeekSlot {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly state: SlotState;
  /** The pathway that is followed still lists it, and has it. */
  readonly isOffered: boolean;
  /** Part of the playlist that the player has. */
  readonly isListed: boolean;
  /** It was in hand, and is fetched anew when the player asks for it. */
  readonly isLost: boolean;
}

/** A moment this close to the end of what can be heard is no moment to begin at. */
const LAST_SECONDS = 0.5;

/**
 * The first sound at or after a moment: what is lost for good is passed over, and so is what nobody offers any more.
 * Where nothing follows, the last that can be heard; null when there is none at all. `slots` are in order of time.
 */
export function seekPlace(slots: Iterable<SeekSlot>, wantedSeconds: number): SeekPlace | null {
  let before: SeekSlot | null = null;
  for (const slot of slots) {
    if (!canBeHeard(slot)) continue;
    const endSeconds = slot.startSeconds + slot.durationSeconds;
    if (endSeconds > wantedSeconds)
      return { positionSeconds: Math.max(wantedSeconds, slot.startSeconds), isListed: isReady(slot) };
    before = slot;
  }
  if (before === null) return null;
  const { startSeconds, durationSeconds } = before;
  return {
    positionSeconds: Math.max(startSeconds, startSeconds + durationSeconds - LAST_SECONDS),
    isListed: isReady(before),
  };
}

/** In hand, on its way, or to be had. What the listener once went past may be wanted after all. */
function canBeHeard({ state, isOffered, isLost }: SeekSlot): boolean {
  switch (state.kind) {
    case 'held':
      return true;
    case 'fetching':
      return isOffered || !isLost;
    case 'wanted':
      return isOffered;
    case 'gap':
      return state.reason === 'passed-over' && isOffered;
  }
}

function isReady({ state, isListed, isLost }: SeekSlot): boolean {
  return isListed && (state.kind === 'held' || isLost);
}
