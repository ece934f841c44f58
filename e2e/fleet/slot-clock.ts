import type { Clock } from '../../src/network/clock.ts';

interface Slot {
  readonly callbacks: Set<{ readonly callback: () => void }>;
  readonly cancel: () => void;
}

/** A twentieth of a second is not heard by anybody who does not exist; half of that is close to real timers. */
const SLOT_MS = 25;

/**
 * A Clock for many owners: what is due within the same slot of time shares one timer of the clock below, and so the
 * number of real timers depends on how far ahead anybody looks, not on how many do. Timers are never early, and at
 * most one slot late; within a slot they fire in the order in which they were set.
 */
export function createSlotClock(base: Clock, slotMs = SLOT_MS): Clock {
  const slots = new Map<number, Slot>();

  const openSlot = (index: number): Slot => {
    const callbacks: Slot['callbacks'] = new Set();
    const onDue = () => {
      slots.delete(index);
      for (const timer of callbacks) {
        callbacks.delete(timer);
        timer.callback();
      }
    };
    const slot = { callbacks, cancel: base.setTimer(onDue, index * slotMs - base.now()) };
    slots.set(index, slot);
    return slot;
  };

  return {
    now: () => base.now(),
    wallNow: () => base.wallNow(),
    setTimer(callback, delayMs) {
      const index = Math.ceil((base.now() + Math.max(0, delayMs)) / slotMs);
      const slot = slots.get(index) ?? openSlot(index);
      const timer = { callback };
      slot.callbacks.add(timer);
      return () => {
        if (!slot.callbacks.delete(timer) || slot.callbacks.size > 0 || slots.get(index) !== slot) return;
        slots.delete(index);
        slot.cancel();
      };
    },
  };
}
