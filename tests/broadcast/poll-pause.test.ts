import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PollFacts, pollPauseMs } from '../../src/broadcast/poll-pause.ts';

const facts = (more: Partial<PollFacts> = {}): PollFacts => ({
  loaded: true,
  pollSeconds: null,
  failures: 0,
  joining: false,
  saving: false,
  degrade: 0,
  retryAfterMs: null,
  cachedErrorMs: null,
  ...more,
});
const ALMOST_ONE = 1 - Number.EPSILON;

describe('pollPauseMs', () => {
  it.each<[string, Partial<PollFacts>, number, number]>([
    ['twenty seconds, a fifth either way', {}, 16_000, 24_000],
    ['what the document asks for', { pollSeconds: 60 }, 48_000, 72_000],
    ['twenty seconds when it is wrong from the first', { loaded: false }, 16_000, 24_000],
    ['first failure before a document', { loaded: false, failures: 1 }, 1000, 2000],
    ['third failure before a document', { loaded: false, failures: 3 }, 1000, 8000],
    ['many failures before a document', { loaded: false, failures: 30 }, 1000, 30_000],
    ['first failure with a document', { failures: 1 }, 1000, 20_000],
    ['many failures with a document', { failures: 30 }, 1000, 80_000],
    ['Retry-After, spread', { failures: 1, retryAfterMs: 40_000 }, 40_000, 50_000],
    ['Retry-After, bounded', { failures: 1, retryAfterMs: 9_000_000 }, 120_000, 150_000],
    ['a cached error', { failures: 1, cachedErrorMs: 60_000 }, 60_000, 75_000],
    ['half as often at degrade 3', { degrade: 3 }, 32_000, 48_000],
    ['as usual at degrade 2', { degrade: 2 }, 16_000, 24_000],
    ['half as often to save data', { saving: true }, 32_000, 48_000],
    ['no less often where everybody is asked for that already', { saving: true, degrade: 4 }, 32_000, 48_000],
    ['never later than asked for while joining', { joining: true, degrade: 3, saving: true }, 16_000, 20_000],
    ['nor while joining and failing', { joining: true, failures: 30 }, 1000, 20_000],
    ['no Retry-After on a good answer', { retryAfterMs: 90_000, cachedErrorMs: 90_000 }, 16_000, 24_000],
  ])('%s', (_, more, least, most) => {
    expect(pollPauseMs(facts(more), () => 0)).toBe(least);
    expect(pollPauseMs(facts(more), () => ALMOST_ONE)).toBeCloseTo(most, 3);
  });

  it('is never under a second and never longer than it must be', () => {
    fc.assert(
      fc.property(
        fc.record({
          loaded: fc.boolean(),
          pollSeconds: fc.option(fc.integer({ min: 5, max: 3600 })),
          failures: fc.nat(1000),
          joining: fc.boolean(),
          saving: fc.boolean(),
          degrade: fc.nat(4),
          retryAfterMs: fc.option(fc.nat(1e9)),
          cachedErrorMs: fc.option(fc.nat(120_000)),
        }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (some, chance) => {
          const pause = pollPauseMs(some, () => chance);
          expect(pause).toBeGreaterThanOrEqual(1000);
          expect(pause).toBeLessThanOrEqual(Math.max(150_000, 8 * 1000 * (some.pollSeconds ?? 20)));
        },
      ),
    );
  });
});
