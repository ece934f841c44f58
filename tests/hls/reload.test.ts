import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStale, nextReloadMs, type ReloadFacts } from '../../src/hls/reload.ts';

const facts = (more: Partial<ReloadFacts> = {}): ReloadFacts => ({
  targetDurationSeconds: 4,
  changed: true,
  lastSegmentDurationSeconds: 4,
  elapsedSinceRequestMs: 0,
  unchangedForMs: 0,
  urgent: false,
  stretch: 1,
  ...more,
});

describe('nextReloadMs', () => {
  it.each([
    ['a target duration after a change', {}, 4000],
    ['counted from the request', { elapsedSinceRequestMs: 1500 }, 2500],
    ['at once when that has passed', { elapsedSinceRequestMs: 9000 }, 0],
    ['half of it when unchanged', { changed: false }, 2000],
    ['also at the end of what is allowed', { changed: false, unchangedForMs: 9000 }, 2000],
    ['more rarely when stale', { changed: false, unchangedForMs: 20_000 }, 5000],
    [
      'not more rarely than usual while little is in hand',
      { changed: false, unchangedForMs: 60_000, urgent: true },
      4000,
    ],
    ['but not too rarely', { changed: false, unchangedForMs: 600_000 }, 10_000],
    [
      'nor oftener than a long target duration',
      { targetDurationSeconds: 15, changed: false, unchangedForMs: 600_000 },
      15_000,
    ],
    ['not hurried by a short last segment', { lastSegmentDurationSeconds: 1 }, 4000],
    ['waiting for one that is too long', { lastSegmentDurationSeconds: 5 }, 5000],
    ['not taken in by one that cannot be', { lastSegmentDurationSeconds: 500 }, 6000],
  ])('%s', (_, more, expected) => {
    expect(nextReloadMs(facts(more), () => 0)).toBe(expected);
  });

  it('adds up to a fifth by chance', () => {
    expect(nextReloadMs(facts(), () => 0.5)).toBeCloseTo(4400);
    expect(nextReloadMs(facts(), () => 0.999_999)).toBeCloseTo(4800, 1);
  });

  it('adds next to nothing while little is in hand', () => {
    expect(nextReloadMs(facts({ urgent: true }), () => 0.999_999)).toBeCloseTo(4080, 1);
  });

  it('never asks earlier than the RFC allows, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.record({
          targetDurationSeconds: fc.integer({ min: 1, max: 60 }),
          changed: fc.boolean(),
          lastSegmentDurationSeconds: fc.double({ min: 0, max: 100, noNaN: true }),
          elapsedSinceRequestMs: fc.integer({ min: 0, max: 100_000 }),
          unchangedForMs: fc.integer({ min: 0, max: 1_000_000 }),
          urgent: fc.boolean(),
          stretch: fc.double({ min: 1, max: 4, noNaN: true }),
        }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (some, chance) => {
          const least = some.targetDurationSeconds * (some.changed ? 1000 : 500);
          const sinceRequest = nextReloadMs(some, () => chance) + some.elapsedSinceRequestMs;
          expect(sinceRequest).toBeGreaterThanOrEqual(least - 1e-6);
        },
      ),
    );
  });
});

describe('isStale', () => {
  it.each([
    [4, 0, false],
    [4, 6_000, false],
    [4, 9_400, false],
    [4, 9_401, true],
    [10, 22_000, false],
    [10, 22_001, true],
  ])('target duration %d s, unchanged for %d ms: %s', (targetDurationSeconds, unchangedForMs, stale) => {
    expect(isStale({ targetDurationSeconds, unchangedForMs })).toBe(stale);
  });
});

describe('a slower pace that producers ask for', () => {
  it.each<[string, Partial<ReloadFacts>, number]>([
    ['after a change', {}, 8_000],
    ['with nothing new', { changed: false }, 4_000],
    ['but with little in hand at the usual pace', { urgent: true }, 4_000],
  ])('%s', (_, more, expected) => {
    expect(nextReloadMs(facts({ stretch: 2, ...more }), () => 0)).toBe(expected);
  });
});
