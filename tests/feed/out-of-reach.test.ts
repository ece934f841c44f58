import { describe, expect, it } from 'vitest';
import { outOfReach, type ReachFacts } from '../../src/feed/out-of-reach.ts';

const sought = (sequence: number, ...pathwayIds: string[]) => ({
  sequence,
  startSeconds: sequence * 4,
  pathwayIds,
});
const facts: ReachFacts = {
  sought: [sought(8, 'a')],
  followedUntil: 12,
  followedId: 'b',
  isFailing: (id) => id === 'a' || id === 'c',
  positionSeconds: 32,
  targetDurationSeconds: 4,
};

describe('outOfReach', () => {
  it.each<[string, Partial<ReachFacts>, number[]]>([
    ['what only a dead pathway has, and the living one has passed', {}, [8]],
    ['all of several', { sought: [sought(8, 'a'), sought(9, 'a', 'c')] }, [8, 9]],
    ['not what the followed pathway has', { sought: [sought(8, 'a', 'b')] }, []],
    ['not what another pathway has that does', { sought: [sought(8, 'a', 'd')] }, []],
    ['not before the followed pathway lists what comes after', { followedUntil: null }, []],
    ['not what comes after all that it lists', { sought: [sought(12, 'a')] }, []],
    ['not what nobody needs for a while', { positionSeconds: 27.9 }, []],
    ['in time for the player to know', { positionSeconds: 28 }, [8]],
    ['not what is declared missing: that is known without it', { sought: [sought(8)] }, []],
  ])('%s', (_name, changes, expected) => {
    expect(outOfReach({ ...facts, ...changes })).toEqual(expected);
  });

  it('a pathway fails that will let nothing start for a target duration', () => {
    const asked: number[] = [];
    outOfReach({ ...facts, isFailing: (_id, forMs) => asked.push(forMs) > 0 });
    expect(asked).toEqual([4000]);
  });
});
