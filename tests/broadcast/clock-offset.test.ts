import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSample,
  type ClockSample,
  clockOffsetMs,
  isWorthTelling,
} from '../../src/broadcast/clock-offset.ts';

const NOW = 1_790_000_000_000;
/** An answer of a host whose clock is ahead by `offsetMs`, seen through a Date of whole seconds. */
const sample = (offsetMs: number, { tripMs = 100, agedMs = 0, atMs = NOW } = {}): ClockSample => ({
  sentAtMs: atMs,
  receivedAtMs: atMs + tripMs,
  dateMs: Math.floor((atMs + tripMs / 2 + offsetMs - agedMs) / 1000) * 1000,
});
const collect = (...samples: ClockSample[]) => samples.reduce<readonly ClockSample[]>(addSample, []);

describe('clockOffsetMs', () => {
  it('knows nothing without samples', () => {
    expect(clockOffsetMs([])).toBeNull();
  });

  it.each([[0], [90_000], [-3_600_000]])('finds an offset of %d ms to a second', (offsetMs) => {
    expect(Math.abs((clockOffsetMs([sample(offsetMs)]) ?? NaN) - offsetMs)).toBeLessThanOrEqual(500);
  });

  it('takes half the round trip off', () => {
    const slow = sample(0, { tripMs: 4000 });
    expect(Math.abs(clockOffsetMs([slow]) ?? NaN)).toBeLessThanOrEqual(500);
  });

  it('is not misled by an answer that a cache has kept', () => {
    const samples = collect(sample(5000), sample(5000, { agedMs: 20_000 }), sample(5000, { agedMs: 9_000 }));
    expect(clockOffsetMs(samples)).toBe(clockOffsetMs([sample(5000)]));
  });

  it('prefers a quick answer to a slow one', () => {
    const quick = sample(0, { tripMs: 20 });
    expect(clockOffsetMs(collect(sample(0, { tripMs: 3000 }), quick))).toBe(clockOffsetMs([quick]));
  });

  it('forgets the time before the computer’s clock was set', () => {
    const before = sample(3_600_000);
    const after = Array.from({ length: 5 }, () => sample(0));
    expect(clockOffsetMs(collect(before, ...after.slice(1)))).toBeGreaterThan(3_000_000);
    expect(Math.abs(clockOffsetMs(collect(before, ...after)) ?? NaN)).toBeLessThanOrEqual(500);
  });

  it('is right to a second and half the best round trip, whatever the others were', () => {
    const trips = fc.record({
      tripMs: fc.integer({ min: 0, max: 8000 }),
      agedMs: fc.integer({ min: 0, max: 60_000 }),
      atMs: fc.integer({ min: NOW, max: NOW + 100_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(trips, { maxLength: 4 }),
        fc.integer({ min: -1e7, max: 1e7 }),
        (others, offsetMs) => {
          const good = sample(offsetMs, { tripMs: 80 });
          const found =
            clockOffsetMs(collect(...others.map((other) => sample(offsetMs, other)), good)) ?? NaN;
          const worst = Math.max(80, ...others.map((other) => other.tripMs));
          expect(Math.abs(found - offsetMs)).toBeLessThanOrEqual(1000 + worst);
        },
      ),
    );
  });
});

describe('isWorthTelling', () => {
  it.each([
    [0, null, true],
    [100, 0, false],
    [249, 0, false],
    [250, 0, true],
    [-250, 0, true],
  ])('%d after %s: %s', (offsetMs, toldMs, expected) => {
    expect(isWorthTelling(offsetMs, toldMs)).toBe(expected);
  });
});
