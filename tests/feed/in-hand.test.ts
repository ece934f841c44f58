import { describe, expect, it } from 'vitest';
import type { SlotState } from '../../src/feed/feed-snapshot.ts';
import { secondsInHand } from '../../src/feed/in-hand.ts';
import type { Slot } from '../../src/hls/timeline.ts';

/** Four-second slots from number 10 and second 0 on, one a letter: held, gap, wanted. */
function inHand(states: string, positionSeconds: number, fromSequence = 0): number {
  const kinds: Record<string, SlotState['kind']> = { h: 'held', g: 'gap', w: 'wanted' };
  const slots = Array.from(
    states,
    (_, index) => ({ sequence: 10 + index, startSeconds: index * 4, durationSeconds: 4 }) as Slot,
  );
  return secondsInHand(slots, (sequence) => kinds[states[sequence - 10] ?? ''] ?? 'wanted', {
    fromSequence,
    positionSeconds,
  });
}

describe('secondsInHand', () => {
  it.each([
    ['hhhw', 0, 12],
    ['hhhw', 5, 7],
    ['hhwh', 0, 8],
    // What was given up is stepped over, and is no sound.
    ['hghw', 1, 7],
    ['ghhw', 2, 8],
    ['whhh', 0, 0],
    ['hhhh', 16, 0],
    ['', 3, 0],
  ])('%s from %d s on: %d s', (states, positionSeconds, seconds) => {
    expect(inHand(states, positionSeconds)).toBe(seconds);
  });

  it('leaves out what lies before the listener joined', () => {
    expect(inHand('hhhh', 0, 12)).toBe(8);
  });
});
