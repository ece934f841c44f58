import { describe, expect, it } from 'vitest';
import { steady, type Shown } from '../../src/listener/steady.ts';

describe('steady', () => {
  const shown: Shown<string> = { value: 'overloaded', about: 'trouble', sinceMs: 1000 };

  it('shows the first value at once', () => {
    expect(steady(null, 'stalled', 'trouble', 500, 8000)).toEqual({
      value: 'stalled',
      about: 'trouble',
      sinceMs: 500,
    });
  });

  it('holds a value against the next one for a while, then gives way to it', () => {
    expect(steady(shown, 'timed-out', 'trouble', 8999, 8000)).toBe(shown);
    expect(steady(shown, 'timed-out', 'trouble', 9000, 8000)).toEqual({
      value: 'timed-out',
      about: 'trouble',
      sinceMs: 9000,
    });
  });

  it('gives way at once to what is about something else', () => {
    expect(steady(shown, null, 'calm', 1001, 8000)).toEqual({ value: null, about: 'calm', sinceMs: 1001 });
  });

  it('is the same object for as long as the value is the same', () => {
    expect(steady(shown, 'overloaded', 'trouble', 99_999, 8000)).toBe(shown);
  });

  it('changes at most every eight seconds, whatever comes', () => {
    const failures = ['overloaded', 'timed-out', 'unreachable'];
    let state: Shown<string> | null = null;
    const changesAtSecond: number[] = [];
    for (let second = 0; second < 60; second += 1) {
      const next: Shown<string> = steady(state, failures[second % 3] ?? '', 'trouble', second * 1000, 8000);
      if (next !== state) changesAtSecond.push(second);
      state = next;
    }
    expect(changesAtSecond).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  });
});
