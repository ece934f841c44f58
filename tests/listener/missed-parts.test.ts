import { describe, expect, it } from 'vitest';
import {
  hearMissed,
  missedAt,
  missedParts,
  missedSeconds,
  nextMissed,
} from '../../src/listener/missed-parts.ts';

const missed = missedParts([
  { startSeconds: 0, endSeconds: 95 },
  { startSeconds: 1210, endSeconds: 1330 },
]);

describe('what was missed', () => {
  it('is offered part by part', () => {
    expect(missedSeconds(missed)).toBe(215);
    expect(nextMissed(missed, null)).toBe(0);
    expect(nextMissed(missed, 0)).toBe(1);
    const heard = hearMissed(missed, 93.2, 93.7);
    expect(nextMissed(heard, null)).toBe(1);
    const both = hearMissed(heard, 1329.8, 1330.3);
    expect(nextMissed(both, null)).toBeNull();
  });

  it('is heard by hearing its end, not by jumping over it or standing there', () => {
    expect(hearMissed(missed, 50, 50.5)).toBe(missed);
    expect(hearMissed(missed, 50, 400)).toBe(missed);
    expect(hearMissed(missed, 94, 94)).toBe(missed);
    expect(hearMissed(missed, 94, 90)).toBe(missed);
    expect(hearMissed(missed, 96, 97)).toBe(missed);
    expect(hearMissed(missed, 94.8, 96.8).heard).toEqual(new Set([0]));
  });

  it.each([
    [0, 0],
    [94.9, 0],
    [95, null],
    [1250, 1],
  ])('at %d s the playhead is in part %s', (seconds, part) => {
    expect(missedAt(missed, seconds)).toBe(part);
  });
});
