import { describe, expect, it } from 'vitest';
import type { FeedSnapshot } from '../../src/feed/feed-snapshot.ts';
import { afterGaps, liveJump } from '../../src/playback/live-jump.ts';

const feed = (states: string): Pick<FeedSnapshot, 'slots' | 'edgeSeconds'> => ({
  edgeSeconds: states.length * 4,
  slots: Array.from(states, (letter, sequence) => ({
    sequence,
    startSeconds: sequence * 4,
    durationSeconds: 4,
    state:
      letter === 'h'
        ? { kind: 'held' }
        : letter === 'f'
          ? { kind: 'fetching', fraction: 0.5 }
          : letter === 'g'
            ? { kind: 'gap', reason: 'missing' }
            : { kind: 'wanted' },
  })),
});

describe('liveJump', () => {
  it.each([
    [
      'what is in hand is jumped over at once',
      'hhhhhhhhhh',
      2,
      12,
      { targetSeconds: 28, passOverSeconds: [] },
    ],
    ['within a held segment to the second', 'hhhhhhhhhh', 2, 13, { targetSeconds: 27, passOverSeconds: [] }],
    [
      'what is not in hand on the way is passed over',
      'hhgwfwwwww',
      2,
      12,
      { targetSeconds: 28, passOverSeconds: [14, 18, 22, 26] },
    ],
    [
      'what has to be fetched is fetched from its beginning',
      'hhhhhhhwww',
      2,
      10,
      { targetSeconds: 28, passOverSeconds: [] },
    ],
    ['who is there already stays', 'hhhhhhhhhh', 27.5, 12, null],
    ['who is nearer than that stays', 'hhhhhhhhhh', 35, 12, null],
  ] as const)('%s', (_name, states, from, distance, expected) => {
    expect(liveJump(feed(states), from, distance)).toEqual(expected);
  });
  it('leads nowhere without an edge', () => {
    expect(liveJump({ slots: [], edgeSeconds: null }, 0, 12)).toBeNull();
    expect(liveJump({ slots: [], edgeSeconds: 20 }, 0, 12)).toBeNull();
  });
});

describe('afterGaps', () => {
  it.each([
    ['a held place stays', 'hghh', 2, 2],
    ['a gap leads to its end', 'hgghh', 5, 12],
    ['so does the moment at which it begins', 'hgghh', 4, 12],
    ['gaps up to the end lead there', 'hgg', 4, 12],
    ['a place beyond all stays', 'hgg', 30, 30],
  ])('%s', (_name, states, from, expected) => {
    expect(afterGaps(feed(states), from)).toBe(expected);
  });
});
