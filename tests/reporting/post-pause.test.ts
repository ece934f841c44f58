import { describe, expect, it } from 'vitest';
import { afterPost, type PostOutcome } from '../../src/reporting/post-pause.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

const answered = (status: number, retryAfterMs: number | null = null): PostOutcome => ({
  kind: 'answered',
  status,
  retryAfterMs,
});
const least = () => 0;
const most = () => 1 - 2 ** -32;

describe('afterPost', () => {
  it.each([200, 202, 204])('%i: taken', (status) => {
    expect(afterPost(answered(status), 1, least)).toEqual({ kind: 'taken' });
  });

  it('410: over, whatever else it says', () => {
    expect(afterPost(answered(410, 5000), 1, least)).toEqual({ kind: 'over' });
  });

  it.each([400, 404, 413, 415, 429, 500, 503])('%i: dropped, and a pause with full jitter', (status) => {
    expect(afterPost(answered(status), 1, least)).toEqual({ kind: 'dropped', pauseMs: 0 });
    const { pauseMs } = afterPost(answered(status), 1, most) as { pauseMs: number };
    expect(pauseMs).toBeCloseTo(2000, 0);
  });

  it('no answer: the same', () => {
    expect(afterPost({ kind: 'unanswered' }, 1, () => 0.5)).toEqual({ kind: 'dropped', pauseMs: 1000 });
  });

  it('waits up to twice as long after each failure, and never more than a minute', () => {
    const pauses = Array.from({ length: 9 }, (_, index) => afterPost(answered(503), index + 1, () => 0.5));
    expect(pauses.map((after) => (after.kind === 'dropped' ? after.pauseMs : null))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('keeps Retry-After, and spreads those who were told the same', () => {
    const random = seededRandom(1);
    const pauses = Array.from({ length: 500 }, () => afterPost(answered(429, 20_000), 1, random));
    const waits = pauses.map((after) => (after.kind === 'dropped' ? after.pauseMs : 0));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(25_000);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(4000);
  });
});
