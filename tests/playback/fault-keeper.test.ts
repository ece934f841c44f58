import { beforeEach, expect, it } from 'vitest';
import type { FeedSnapshot } from '../../src/feed/feed-snapshot.ts';
import type { Feed } from '../../src/feed/feed.ts';
import { createFaultKeeper, type FaultKeeper } from '../../src/playback/fault-keeper.ts';
import { MOST_FAULTS_IN_SILENCE } from '../../src/playback/media-recovery.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';

let clock: FakeClock;
let keeper: FaultKeeper;
let gaps: Set<number>;

/** Five segments of four seconds, all held in "top"; "low" is the other rendition. */
const feed: Pick<Feed, 'snapshot' | 'giveUp'> = {
  snapshot: (): FeedSnapshot => ({
    ...emptyFeedSnapshot,
    renditions: ['low', 'top'].map((id) => ({ id, bandwidthBps: 1, codecs: null })),
    slots: [0, 1, 2, 3, 4].map((sequence) => ({
      sequence,
      startSeconds: sequence * 4,
      durationSeconds: 4,
      state: gaps.has(sequence) ? { kind: 'gap', reason: 'undecodable' } : { kind: 'held' },
    })),
  }),
  giveUp(seconds: number) {
    const sequence = Math.floor(seconds / 4);
    if (gaps.has(sequence) || sequence > 4) return null;
    gaps.add(sequence);
    return 'top';
  },
};

beforeEach(() => {
  clock = createFakeClock();
  keeper = createFaultKeeper(clock);
  gaps = new Set();
});

const take = (atSeconds: number | null, playheadSeconds: number) =>
  keeper.take(feed, atSeconds, playheadSeconds).recovery.kind;

it('a fault that the decoder meets just before a segment begins costs that segment', () => {
  expect([take(null, 7.65), take(null, 7.65)]).toEqual(['recover', 'skip']);
  expect([...gaps]).toEqual([2]);
});

it('where that did not help, the segment at the playhead goes, then the next one', () => {
  for (let fault = 0; fault < 4; fault += 1) take(null, 7.65);
  expect([...gaps]).toEqual([2, 1, 3]);
});

it('a known segment is the one that goes', () => {
  take(14, 3);
  take(14, 3);
  expect([...gaps]).toEqual([3]);
});

it('a rendition that fails place after place is left, but the last one is not', () => {
  for (const seconds of [2, 2, 6, 6, 10, 10]) take(seconds, 0);
  const renditions = [{ id: 'low' }, { id: 'top' }];
  expect(keeper.playable(renditions)).toEqual([{ id: 'low' }]);
  expect(keeper.avoid(feed, 'low')).toBe(false);
  expect(keeper.playable(renditions)).toEqual(renditions);
});

it('sound between the faults is what keeps it from giving up; leaps are none', () => {
  const decisions = (moved: readonly number[]) => {
    keeper = createFaultKeeper(clock);
    return Array.from({ length: MOST_FAULTS_IN_SILENCE + 2 }, (_, index) => {
      for (const seconds of moved) keeper.moved(seconds);
      return take(index * 40, 0);
    });
  };
  expect(decisions([])).toContain('give-up');
  expect(decisions([4, -2, 0.3])).toContain('give-up');
  expect(decisions([0.25, 0.25, 0.25, 0.25])).not.toContain('give-up');
});
