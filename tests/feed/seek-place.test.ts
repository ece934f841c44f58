import { describe, expect, it } from 'vitest';
import { seekPlace, type SeekSlot } from '../../src/feed/seek-place.ts';

const states = {
  /** Held and listed. */
  H: { state: { kind: 'held' }, isListed: true },
  /** Held, but not in the player's playlist. */
  h: { state: { kind: 'held' } },
  w: { state: { kind: 'wanted' }, isOffered: true },
  /** Not in hand, and offered by nobody any more. */
  x: { state: { kind: 'wanted' } },
  f: { state: { kind: 'fetching', fraction: 0 } },
  g: { state: { kind: 'gap', reason: 'missing' }, isListed: true, isOffered: true },
  p: { state: { kind: 'gap', reason: 'passed-over' }, isListed: true, isOffered: true },
  q: { state: { kind: 'gap', reason: 'passed-over' }, isListed: true },
  /** Was in hand, and its bytes are gone: still offered, or not. */
  L: { state: { kind: 'fetching', fraction: 0 }, isListed: true, isLost: true, isOffered: true },
  l: { state: { kind: 'fetching', fraction: 0 }, isLost: true },
} as const satisfies Record<string, Partial<SeekSlot>>;

const slotsOf = (letters: string): SeekSlot[] =>
  Array.from(letters, (letter, index) => ({
    startSeconds: index * 4,
    durationSeconds: 4,
    isOffered: false,
    isListed: false,
    isLost: false,
    ...states[letter as keyof typeof states],
  }));

describe('seekPlace', () => {
  it.each([
    ['in what the player has', 'HHH', 5, 5, true],
    ['in what is held elsewhere', 'hhH', 5, 5, false],
    ['to be fetched', 'HwH', 5, 5, false],
    ['on its way', 'HfH', 5, 5, false],
    ['a gap is passed over', 'HggH', 5, 12, true],
    ['what nobody offers is passed over', 'xxwH', 1, 8, false],
    ['what was passed over once is fetched', 'HpH', 5, 5, false],
    ['unless nobody offers it', 'HqH', 5, 8, true],
    ['the player asks for what is lost', 'HLH', 5, 5, true],
    ['what is lost for good is passed over', 'HlH', 5, 8, true],
    ['before everything', 'HH', -9, 0, true],
    ['after everything', 'HH', 90, 7.5, true],
    ['after everything but gaps', 'Hgx', 9, 3.5, true],
  ])('%s', (_name, letters, wanted, positionSeconds, isListed) => {
    expect(seekPlace(slotsOf(letters), wanted)).toEqual({ positionSeconds, isListed });
  });

  it.each(['', 'g', 'gxlq'])('nothing can be heard in "%s"', (letters) => {
    expect(seekPlace(slotsOf(letters), 0)).toBeNull();
  });
});
