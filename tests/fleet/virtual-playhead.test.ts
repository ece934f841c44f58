import { expect, it } from 'vitest';
import { moveOn } from '../../e2e/fleet/virtual-playhead.ts';
import type { SlotState, SlotView } from '../../src/feed/feed-snapshot.ts';

const held: SlotState = { kind: 'held' };
const gap: SlotState = { kind: 'gap', reason: 'missing' };
const wanted: SlotState = { kind: 'wanted' };

/** Slots of 4 s from 100 s on, numbered from 10. */
function slotsOf(...states: readonly SlotState[]): readonly SlotView[] {
  return states.map((state, index) => ({
    sequence: 10 + index,
    startSeconds: 100 + 4 * index,
    durationSeconds: 4,
    state,
  }));
}

it.each([
  ['within a segment', slotsOf(held, wanted), 101, 2, { positionSeconds: 103, heardSeconds: 2 }],
  ['into the next', slotsOf(held, held), 103, 2, { positionSeconds: 105, heardSeconds: 2 }],
  ['up to what is not there yet', slotsOf(held, wanted), 103, 2, { positionSeconds: 104, heardSeconds: 1 }],
  [
    'not over what is not there yet',
    slotsOf(wanted, held),
    100,
    2,
    { positionSeconds: 100, heardSeconds: 0 },
  ],
  ['over a gap', slotsOf(held, gap, gap, held), 103, 2, { positionSeconds: 113, heardSeconds: 2 }],
  [
    'not into a gap that nothing follows',
    slotsOf(held, gap),
    103,
    2,
    { positionSeconds: 104, heardSeconds: 1 },
  ],
  ['nowhere without slots', [], 103, 2, { positionSeconds: 103, heardSeconds: 0 }],
])('moves %s', (_, slots, from, seconds, expected) => {
  expect(moveOn(slots, from, seconds)).toEqual(expected);
});

it('stops before what the player has not been told of', () => {
  const slots = slotsOf(held, held, held);
  expect(moveOn(slots, 100, 10, 11)).toEqual({ positionSeconds: 108, heardSeconds: 8 });
  expect(moveOn(slots, 100, 10, 12)).toEqual({ positionSeconds: 110, heardSeconds: 10 });
});
