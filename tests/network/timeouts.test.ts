import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeaderTimes, headerTimeoutMs, onHeaders, onTimeout } from '../../src/network/timeouts.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

function afterHeaders(...samplesMs: readonly number[]) {
  return samplesMs.reduce(onHeaders, createHeaderTimes());
}

describe('headerTimeoutMs', () => {
  it('begins with eight seconds and does not trust a few quick answers', () => {
    expect(headerTimeoutMs(createHeaderTimes())).toBe(8000);
    expect(headerTimeoutMs(afterHeaders(20, 20, 20))).toBe(8000);
  });

  it('leaves a hung request of a quick origin after four seconds', () => {
    expect(headerTimeoutMs(afterHeaders(...Array<number>(20).fill(50)))).toBe(4000);
  });

  it('follows a slow origin, up to twenty seconds', () => {
    expect(headerTimeoutMs(afterHeaders(4000))).toBe(12_000);
    expect(headerTimeoutMs(afterHeaders(...Array<number>(20).fill(15_000)))).toBe(20_000);
  });

  it('grows by half with every timeout, and returns with the first answer', () => {
    let times = afterHeaders(...Array<number>(20).fill(50));
    const seen = [];
    for (let tick = 1; tick < 12; tick += 2) {
      times = onTimeout(times, tick, tick + 1);
      seen.push(headerTimeoutMs(times));
    }
    expect(seen).toEqual([6000, 9000, 13_500, 20_000, 20_000, 20_000]);
    expect(headerTimeoutMs(onHeaders(times, 50))).toBe(4000);
  });

  it('counts requests that timed out together once', () => {
    let times = createHeaderTimes();
    for (let i = 0; i < 4; i++) times = onTimeout(times, 1 + i, 11 + i);
    expect(headerTimeoutMs(times)).toBe(12_000);
  });

  it('never aborts an origin that needs 2.5 ± 2 s', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      let times = createHeaderTimes();
      for (let i = 0; i < 2000; i++) {
        const neededMs = 500 + 4000 * random();
        expect(neededMs).toBeLessThan(headerTimeoutMs(times));
        times = onHeaders(times, neededMs);
      }
    }
  });

  it('stays within its bounds whatever happens', () => {
    const event = fc.oneof(fc.nat(60_000), fc.constant('timeout' as const));
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let times = createHeaderTimes();
        events.forEach((what, i) => {
          times = what === 'timeout' ? onTimeout(times, 2 * i, 2 * i + 1) : onHeaders(times, what);
          expect(headerTimeoutMs(times)).toBeGreaterThanOrEqual(4000);
          expect(headerTimeoutMs(times)).toBeLessThanOrEqual(20_000);
        });
      }),
    );
  });
});
