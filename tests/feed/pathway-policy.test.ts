import { describe, expect, it } from 'vitest';
import {
  choosePathway,
  FAILURES_TO_LEAVE,
  pathwayForAttempt,
  type PathwayChoiceFacts,
  type PathwayFacts,
} from '../../src/feed/pathway-policy.ts';

const nowMs = 100_000;
const healthy = (id: string): PathwayFacts => ({
  id,
  failures: 0,
  closedUntilMs: null,
  avoidUntilMs: -Infinity,
  isDenied: false,
});
const failing = (id: string, closedForMs: number, more: Partial<PathwayFacts> = {}): PathwayFacts => ({
  ...healthy(id),
  failures: FAILURES_TO_LEAVE,
  closedUntilMs: nowMs + closedForMs,
  ...more,
});
/** It was left; its circuit half-opens after so long. */
const resting = (id: string, forMs: number): PathwayFacts => ({
  ...healthy(id),
  failures: FAILURES_TO_LEAVE,
  avoidUntilMs: nowMs + forMs,
});
const denied = (id: string): PathwayFacts => ({
  ...healthy(id),
  avoidUntilMs: nowMs + 60_000,
  isDenied: true,
});
const choose = (
  pathways: readonly PathwayFacts[],
  currentId: string,
  more: Partial<PathwayChoiceFacts> = {},
) => choosePathway({ pathways, currentId, nowMs, spreadUntilMs: -Infinity, comfortable: true, ...more });

describe('choosePathway', () => {
  it.each<[string, PathwayFacts[], string, Partial<PathwayChoiceFacts>, string]>([
    ['stays where it goes well', [healthy('a'), healthy('b')], 'a', {}, 'a'],
    [
      'one failure is bad luck',
      [{ ...healthy('a'), failures: 1, closedUntilMs: nowMs + 5000 }, healthy('b')],
      'a',
      {},
      'a',
    ],
    ['leaves after two', [failing('a', 5000), healthy('b')], 'a', {}, 'b'],
    [
      'where all rest, the one whose rest ends first',
      [{ ...healthy('a'), avoidUntilMs: nowMs + 30_000 }, resting('b', 20_000)],
      'a',
      {},
      'b',
    ],
    [
      'but not one whose gate is closed',
      [{ ...healthy('a'), avoidUntilMs: nowMs + 30_000 }, failing('b', 1, { avoidUntilMs: nowMs + 20_000 })],
      'a',
      {},
      'a',
    ],
    [
      'leaves what it is to avoid',
      [{ ...healthy('a'), avoidUntilMs: nowMs + 1 }, healthy('b')],
      'a',
      {},
      'b',
    ],
    ['not before its moment', [failing('a', 5000), healthy('b')], 'a', { spreadUntilMs: nowMs + 1 }, 'a'],
    ['at its moment', [failing('a', 5000), healthy('b')], 'a', { spreadUntilMs: nowMs }, 'b'],
    ['to the most preferred of the others', [failing('a', 0), healthy('b'), healthy('c')], 'a', {}, 'b'],
    [
      'past one that is shut',
      [failing('a', 0), { ...healthy('b'), closedUntilMs: nowMs + 1 }, healthy('c')],
      'a',
      {},
      'c',
    ],
    ['not back while that one rests', [resting('a', 1), healthy('b')], 'b', {}, 'b'],
    ['back for a trial after its rest', [resting('a', 0), healthy('b')], 'b', {}, 'a'],
    ['back only with enough in hand', [resting('a', 0), healthy('b')], 'b', { comfortable: false }, 'b'],
    ['back to one that never failed', [healthy('a'), healthy('b')], 'b', {}, 'a'],
    ['never forward without need', [healthy('a'), healthy('b'), healthy('c')], 'b', {}, 'a'],
    ['none usable: a rested one', [resting('a', 0), failing('b', 0)], 'b', {}, 'a'],
    ['none usable: the soonest', [failing('a', 9000), failing('b', 4000), failing('c', 6000)], 'a', {}, 'b'],
    ['none usable and all alike: where it is', [failing('a', 4000), failing('b', 4000)], 'b', {}, 'b'],
    ['never to one that denies, however open', [failing('a', 9000), denied('b')], 'a', {}, 'a'],
    ['away from one that denies, to one that fails', [failing('a', 9000), denied('b')], 'b', {}, 'a'],
    ['all deny: where it is', [denied('a'), denied('b')], 'b', {}, 'b'],
    ['a pathway that is gone: the first usable', [failing('a', 0), healthy('b')], 'x', {}, 'b'],
    ['a pathway that is gone, none usable: the first', [failing('a', 9), failing('b', 1)], 'x', {}, 'a'],
  ])('%s', (_name, pathways, currentId, more, expected) => {
    expect(choose(pathways, currentId, more)).toBe(expected);
  });
});

describe('pathwayForAttempt', () => {
  it.each<[string, PathwayFacts[], string, string[], string | null]>([
    ['the present one', [healthy('a'), healthy('b')], 'b', [], 'b'],
    ['past it while it is shut', [healthy('a'), failing('b', 2000)], 'b', [], 'a'],
    ['beside an attempt that waits there', [healthy('a'), healthy('b')], 'a', ['a'], 'b'],
    ['where all are being asked, the present one', [healthy('a'), healthy('b')], 'a', ['a', 'b'], 'a'],
    ['the soonest of those that are shut', [failing('a', 5000), failing('b', 2000)], 'a', [], 'b'],
    ['the present one of equals', [failing('a', 2000), failing('b', 2000)], 'b', [], 'b'],
    ['not one that denies', [denied('a'), failing('b', 2000)], 'a', [], 'b'],
    ['one that denies where there is no other', [denied('a')], 'a', [], 'a'],
    ['nowhere', [], 'a', [], null],
  ])('%s', (_name, candidates, currentId, beside, expected) => {
    expect(pathwayForAttempt(candidates, { currentId, nowMs, beside })).toBe(expected);
  });
});
