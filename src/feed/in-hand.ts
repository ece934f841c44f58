import type { Slot } from '../hls/timeline.ts';
import type { SlotState } from './feed-snapshot.ts';
import { indexAt, indexFrom } from './slot-index.ts';

/**
 * Seconds that can be heard from `positionSeconds` on without another byte. A gap has no sound and ends nothing: the
 * player steps over it. What lies before `fromSequence` is not the listener's.
 */
export function secondsInHand(
  slots: readonly Slot[],
  state: (sequence: number) => SlotState['kind'],
  where: { readonly fromSequence: number; readonly positionSeconds: number },
): number {
  let end = where.positionSeconds;
  let seconds = 0;
  const first = Math.max(indexAt(slots, where.positionSeconds), indexFrom(slots, where.fromSequence));
  for (let index = first; index < slots.length; index += 1) {
    const slot = slots[index];
    if (slot === undefined) break;
    const slotEnd = slot.startSeconds + slot.durationSeconds;
    const kind = state(slot.sequence);
    if (kind !== 'held' && kind !== 'gap') break;
    if (kind === 'held') seconds += slotEnd - Math.max(end, slot.startSeconds);
    end = slotEnd;
  }
  return seconds;
}
