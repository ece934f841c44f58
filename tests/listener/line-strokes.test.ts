import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  neededForPastSeconds,
  pastStrokes,
  strokesBetween,
  windowAheadSeconds,
  windowForHand,
} from '../../src/listener/line-strokes.ts';
import type { FeedSnapshot } from '../../src/playback/engine.ts';

type Slot = FeedSnapshot['slots'][number];

function slots(states: readonly Slot['state'][], durationSeconds = 4): readonly Slot[] {
  return states.map((state, sequence) => ({
    sequence,
    startSeconds: sequence * durationSeconds,
    durationSeconds,
    state,
  }));
}

const held = { kind: 'held' } as const;
const wanted = { kind: 'wanted' } as const;
const gap = { kind: 'gap', reason: 'missing' } as const;
const fetching = { kind: 'fetching', fraction: 0.25 } as const;

describe('strokesBetween', () => {
  it('draws each segment with the share of it that is in hand', () => {
    expect(strokesBetween(slots([held, gap, fetching, wanted]), 0, 100)).toEqual([
      { key: 0, kind: 'held', startSeconds: 0, durationSeconds: 4, fraction: 1 },
      { key: 1, kind: 'gap', startSeconds: 4, durationSeconds: 4, fraction: 0 },
      { key: 2, kind: 'fetching', startSeconds: 8, durationSeconds: 4, fraction: 0.25 },
      { key: 3, kind: 'wanted', startSeconds: 12, durationSeconds: 4, fraction: 0 },
    ]);
  });

  it('draws a gap whatever made it, but not what the listener has jumped over', () => {
    const drawn = (['expired', 'missing', 'declared', 'undecodable', 'passed-over'] as const).map((reason) =>
      strokesBetween(slots([{ kind: 'gap', reason }]), 0, 4).map(({ kind }) => kind),
    );
    expect(drawn).toEqual([['gap'], ['gap'], ['gap'], ['gap'], []]);
  });

  it('draws what is in sight, even in part, and nothing that only touches it', () => {
    const drawn = strokesBetween(slots([held, held, held, held]), 4, 11);
    expect(drawn.map(({ key }) => key)).toEqual([1, 2]);
  });

  it('draws no more of a segment than the whole of it', () => {
    const [over, under] = strokesBetween(
      slots([
        { kind: 'fetching', fraction: 1.7 },
        { kind: 'fetching', fraction: -1 },
      ]),
      0,
      100,
    );
    expect([over?.fraction, under?.fraction]).toEqual([1, 0]);
  });

  it('draws neighbours that look alike as one when there are too many to tell apart', () => {
    const many = [
      ...Array<Slot['state']>(30).fill(held),
      gap,
      fetching,
      fetching,
      ...Array<Slot['state']>(30).fill(wanted),
    ];
    const drawn = strokesBetween(slots(many), 0, 1000);
    expect(
      drawn.map(({ kind, startSeconds, durationSeconds }) => [kind, startSeconds, durationSeconds]),
    ).toEqual([
      ['held', 0, 120],
      ['gap', 120, 4],
      ['fetching', 124, 4],
      ['fetching', 128, 4],
      ['wanted', 132, 120],
    ]);
  });

  it('keeps every second of the line, merged or not', () => {
    const state = fc.constantFrom<Slot['state']>(held, wanted, gap, fetching);
    fc.assert(
      fc.property(fc.array(state, { maxLength: 120 }), (states) => {
        const drawn = strokesBetween(slots(states), 0, 1000);
        const total = drawn.reduce((sum, stroke) => sum + stroke.durationSeconds, 0);
        expect(total).toBe(states.length * 4);
        expect(new Set(drawn.map(({ key }) => key)).size).toBe(drawn.length);
        if (states.includes(gap)) expect(drawn.some(({ kind }) => kind === 'gap')).toBe(true);
      }),
    );
  });
});

describe('windowAheadSeconds', () => {
  it.each([
    [0, 30],
    [24, 30],
    [27, 45],
    [100, 120],
    [20_000, 23_000],
  ])('shows what %d seconds need in %d', (needed, window) => {
    expect(windowAheadSeconds(null, needed)).toBeCloseTo(window, 6);
  });

  it('keeps its scale while that serves, in both directions', () => {
    expect(windowAheadSeconds(45, 24)).toBe(45);
    expect(windowAheadSeconds(45, 39)).toBe(45);
    expect(windowAheadSeconds(45, 40)).toBe(60);
    expect(windowAheadSeconds(120, 30)).toBe(45);
  });

  it('does not flutter: need that sways by a fifth changes the scale once', () => {
    const scales: number[] = [];
    let window: number | null = null;
    for (let step = 0; step < 50; step += 1) {
      window = windowAheadSeconds(window, step % 2 === 0 ? 36 : 43);
      if (window !== scales.at(-1)) scales.push(window);
    }
    expect(scales).toEqual([45, 60]);
  });

  it('always shows what is needed', () => {
    fc.assert(
      fc.property(
        fc.option(fc.double({ min: 30, max: 10_000, noNaN: true })),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        (previous, needed) => windowAheadSeconds(previous, needed) >= needed,
      ),
    );
  });
});

describe('pastStrokes', () => {
  const told = (strokes: ReturnType<typeof pastStrokes>) =>
    strokes.map(({ kind, startSeconds, endSeconds }) => [kind, startSeconds, endSeconds]);

  it('tells what is kept from what is only listed, and keeps a gap visible', () => {
    const known = slots([held, held, gap, held, held]).map((slot) => ({
      ...slot,
      startSeconds: slot.startSeconds + 100,
    }));
    expect(told(pastStrokes(known, 0, 40, 116))).toEqual([
      ['listed', 0, 40],
      ['kept', 40, 108],
      ['gap', 108, 112],
      ['kept', 112, 116],
    ]);
  });

  it('believes the slots more than the bound, and begins where one can begin', () => {
    expect(told(pastStrokes(slots([held, wanted, wanted, held]), 2, 0, 16))).toEqual([
      ['kept', 2, 4],
      ['listed', 4, 12],
      ['kept', 12, 16],
    ]);
  });

  it('does not draw what was jumped over as a loss', () => {
    const passed = { kind: 'gap', reason: 'passed-over' } as const;
    expect(told(pastStrokes(slots([held, passed]), 0, 0, 8))).toEqual([
      ['kept', 0, 4],
      ['listed', 4, 8],
    ]);
  });

  it('is nothing where there is no past', () => {
    expect(pastStrokes(slots([held]), 0, 0, 0)).toEqual([]);
    expect(told(pastStrokes([], 0, null, 8))).toEqual([['listed', 0, 8]]);
  });
});

describe('room for the past', () => {
  it('is asked for as half of what lies ahead, a minute at least, and never more than there is', () => {
    const past = (pastSeconds: number, aheadSeconds: number) =>
      Math.round((neededForPastSeconds(pastSeconds, aheadSeconds) * 0.3) / 0.7);
    expect([past(1000, 400), past(1000, 30), past(20, 400)]).toEqual([200, 60, 20]);
  });

  it('under a hand is enough to draw all of it in, up to half an hour, and never finer than before', () => {
    expect(windowForHand(60, 5, 20)).toBe(60);
    expect(windowForHand(60, 600, 20)).toBe(600);
    expect(windowForHand(60, 20_000, 20)).toBe(1800);
    expect(windowForHand(60, 10, 600)).toBeGreaterThan(600);
  });
});
