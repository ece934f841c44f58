import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRequestLimiter } from '../../e2e/origin/request-limiter.ts';

/** What is said to requests at these milliseconds. */
function course(times: readonly number[], requestsPerSecond = 2, burst = 2): (number | null)[] {
  const limiter = createRequestLimiter({ requestsPerSecond, burst });
  return times.map((atMs) => limiter.ask('somebody', atMs));
}

it.each([
  { why: 'saves a burst, and no more', times: [0, 9000, 9000, 9000], expected: [null, null, null, 1] },
  { why: 'lets its rate through', times: [0, 0, 500, 1000, 1500], expected: [null, null, null, null, null] },
  {
    why: 'keeps whom it refuses out until then',
    times: [0, 0, 1, 999, 1000],
    expected: [null, null, 1, 1, 1],
  },
  { why: 'lets in at the time it said', times: [0, 0, 0, 1000, 1000], expected: [null, null, 1, null, null] },
  // One token of debt for each that came too early: -1 at 300, two at 400, then no more than a burst.
  {
    why: 'makes whoever comes early wait longer',
    times: [0, 0, 0, 300, 400, 500, 600],
    expected: [null, null, 1, 1, 2, 2, 2],
  },
  {
    why: 'takes nothing for what was under way',
    times: [0, 0, 0, 100, 200, 250, 1000],
    expected: [null, null, 1, 1, 1, 1, null],
  },
])('$why', ({ times, expected }) => {
  expect(course(times)).toEqual(expected);
});

it('states whole seconds until there is a token, at a slow rate too', () => {
  expect(course([0, 0, 4000], 0.25, 1)).toEqual([null, 4, null]);
  expect(course([0, 1500, 4000, 4500], 0.25, 1)).toEqual([null, 3, 4, 8]);
});

it('always lets in whoever keeps to what it said', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.nat(3000), { maxLength: 60 }),
      (rate, burst, pausesMs) => {
        const limiter = createRequestLimiter({ requestsPerSecond: rate, burst });
        let atMs = 0;
        for (const pauseMs of pausesMs) {
          atMs += pauseMs;
          const waitSeconds = limiter.ask('somebody', atMs);
          if (waitSeconds === null) continue;
          expect(waitSeconds).toBeGreaterThanOrEqual(1);
          atMs += waitSeconds * 1000;
          expect(limiter.ask('somebody', atMs)).toBeNull();
        }
      },
    ),
  );
});
