import { describe, expect, it } from 'vitest';
import { longestWaits } from '../../e2e/simulate/jitter-table.ts';
import { fullJitter } from '../../src/network/backoff.ts';

describe('the waits as a table', () => {
  it.each([
    { baseMs: 500, capMs: 500 },
    { baseMs: 500, capMs: 6_000 },
    { baseMs: 500, capMs: 8_000 },
  ])('are those of fullJitter: %j', (limits) => {
    const waits = longestWaits(limits);
    for (const chance of [0, 0.1, 0.5, 0.999])
      for (let failures = 0; failures < 256; failures += 1)
        expect((waits[failures] ?? NaN) * chance * 1000).toBeCloseTo(
          fullJitter(failures, limits, () => chance),
          6,
        );
  });
});
