import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fetchAheadSeconds,
  planKeeping,
  type KeepingLimits,
  type KeptSegment,
} from '../../src/feed/keeping.ts';

/** One segment of four seconds and a hundred bytes a letter: m in memory, s on the shelf. */
const segments = (places: string, bytes = 100): KeptSegment[] =>
  Array.from(places, (letter, sequence) => ({
    sequence,
    startSeconds: sequence * 4,
    durationSeconds: 4,
    bytes,
    place: letter === 's' ? 'shelf' : 'memory',
  }));
const limits = (memory: number, shelf: number, count = 1000): KeepingLimits => ({
  memoryBytes: memory * 100,
  shelfBytes: shelf * 100,
  segments: count,
});

describe('planKeeping', () => {
  it.each([
    ['all that there is room for stays', 'mmmmmm', 12, limits(12, 4), [], []],
    [
      'from three quarters on, what was heard longest ago moves',
      'mmmmmmmmmmmm',
      24,
      limits(12, 4),
      [0, 1, 2],
      [],
    ],
    ['without a shelf, memory is used to the full', 'mmmmmmmmmmmm', 24, limits(12, 0), [], []],
    ['and what was heard longest ago is dropped', 'mmmmmmmmmmmmm', 24, limits(12, 0), [], [0]],
    [
      'a full shelf drops its oldest for what comes',
      'ssssmmmmmmmmmmmm',
      48,
      limits(12, 4),
      [4, 5, 6],
      [0, 1, 2],
    ],
    ['when everything is ahead, the furthest moves', 'mmmmmmmmmmmm', 0, limits(12, 4), [11, 10, 9], []],
    [
      'what lies ahead takes the place of what was heard',
      'ssssmmmmmmmmmmmm',
      16,
      limits(12, 4),
      [15, 14, 13],
      [0, 1, 2],
    ],
    ['nothing moves there at the cost of what lies ahead', 'mmmmmmmmmmmmss', 0, limits(12, 2), [], []],
    ['after a seek back the shelf is ahead, and stays', 'ssssmmmmmm', 4, limits(12, 4), [], []],
    ['what cannot wait for the shelf is dropped', 'mmmmmmmmmmmmmm', 28, limits(12, 4), [2, 3, 4], [0, 1]],
    ['a shelf that shrank drops all that is worth less', 'ssssmm', 20, limits(12, 2), [], [0, 1]],
    ['many small ones are too many at some time', 'mmmmmm', 12, limits(100, 0, 4), [], [0, 1]],
    ['large ones move early, so that the next can come', 'mmmm', 0, limits(4, 8), [3, 2, 1], []],
  ] as const)('%s', (_name, places, positionSeconds, limit, toShelf, drop) => {
    expect(planKeeping(segments(places), positionSeconds, limit)).toMatchObject({ toShelf, drop });
  });

  it('tells how much may still come', () => {
    const plan = (places: string, positionSeconds: number, limit: KeepingLimits) =>
      planKeeping(segments(places), positionSeconds, limit);
    // What was heard makes room; two arrivals are held in reserve.
    expect(plan('mmmmmm', 12, limits(8, 0))).toMatchObject({ aheadSeconds: 12, roomBytes: 300 });
    expect(plan('mmmmmm', 12, limits(8, 4)).roomBytes).toBe(300);
    expect(plan('mmmmssss', 0, limits(8, 4)).roomBytes).toBe(200);
    expect(plan('mmmmmmmm', 0, limits(8, 0)).roomBytes).toBe(0);
    expect(plan('mmmm', 0, limits(100, 0, 6)).roomBytes).toBe(0);
    expect(plan('mmmm', 0, limits(8, 0)).bytesPerSecond).toBe(25);
    expect(plan('', 0, limits(8, 0)).bytesPerSecond).toBeNull();
  });

  const anyKept = fc
    .array(
      fc.record({
        bytes: fc.integer({ min: 1, max: 300 }),
        place: fc.constantFrom('memory' as const, 'shelf' as const),
        durationSeconds: fc.integer({ min: 1, max: 10 }),
      }),
      { maxLength: 40 },
    )
    .map((parts) => {
      let startSeconds = 0;
      return parts.map((part, sequence): KeptSegment => {
        const segment = { sequence, startSeconds, ...part };
        startSeconds += part.durationSeconds;
        return segment;
      });
    });
  const anyLimits = fc.record({
    memoryBytes: fc.integer({ min: 300, max: 3000 }),
    shelfBytes: fc.integer({ min: 0, max: 3000 }),
    segments: fc.integer({ min: 3, max: 50 }),
  });

  it('properties: within the limits, ahead before behind, near before far, no holes of its own', () => {
    fc.assert(
      fc.property(anyKept, anyLimits, fc.integer({ min: 0, max: 300 }), (kept, limit, positionSeconds) => {
        const { toShelf, drop } = planKeeping(kept, positionSeconds, limit);
        const isGone = new Set(drop);
        const stays = kept.filter(({ sequence }) => !isGone.has(sequence));
        const bytes = (of: readonly KeptSegment[]) => of.reduce((sum, segment) => sum + segment.bytes, 0);
        // Until the shelf has taken what goes there, it is in both places.
        expect(bytes(stays.filter(({ place }) => place === 'memory'))).toBeLessThanOrEqual(limit.memoryBytes);
        const onShelf = stays.filter(
          ({ place, sequence }) => place === 'shelf' || toShelf.includes(sequence),
        );
        expect(bytes(onShelf)).toBeLessThanOrEqual(limit.shelfBytes);
        expect(stays.length).toBeLessThanOrEqual(limit.segments);
        expect(toShelf.filter((sequence) => isGone.has(sequence))).toEqual([]);
        // What stays is one range.
        const numbers = stays.map(({ sequence }) => sequence);
        expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
        // Nothing ahead goes while anything behind stays.
        const isAhead = (segment: KeptSegment) =>
          segment.startSeconds + segment.durationSeconds > positionSeconds;
        if (kept.some((segment) => isAhead(segment) && isGone.has(segment.sequence)))
          expect(stays.filter((segment) => !isAhead(segment))).toEqual([]);
      }),
    );
  });

  it('property: what may come in as room says never makes it drop anything ahead', () => {
    fc.assert(
      fc.property(anyKept, anyLimits, fc.integer({ min: 0, max: 300 }), (kept, limit, positionSeconds) => {
        const before = planKeeping(kept, positionSeconds, limit);
        const last = kept.at(-1);
        if (last === undefined) return;
        fc.pre(before.drop.length === 0 && before.roomBytes > 0);
        const moved = kept.map((segment) =>
          before.toShelf.includes(segment.sequence) ? { ...segment, place: 'shelf' as const } : segment,
        );
        const arrival: KeptSegment = {
          sequence: last.sequence + 1,
          startSeconds: Math.max(positionSeconds, last.startSeconds + last.durationSeconds),
          durationSeconds: 4,
          bytes: before.roomBytes,
          place: 'memory',
        };
        const { drop } = planKeeping([...moved, arrival], positionSeconds, limit);
        const isAhead = ({ startSeconds, durationSeconds }: KeptSegment) =>
          startSeconds + durationSeconds > positionSeconds;
        expect([...moved, arrival].filter((one) => isAhead(one) && drop.includes(one.sequence))).toEqual([]);
      }),
    );
  });
});

describe('fetchAheadSeconds', () => {
  const facts = {
    positionSeconds: 1000,
    windowFromSeconds: null,
    plan: { aheadSeconds: 20, roomBytes: 1e6, bytesPerSecond: 6000 },
  };
  it.each([
    ['a recording: two minutes', {}, 120],
    ['a window around the playhead: all of it', { windowFromSeconds: 1000 }, 120],
    [
      'a pause of an hour: what is in the window',
      { windowFromSeconds: 4600, plan: { ...facts.plan, aheadSeconds: 3600 } },
      3720,
    ],
    ['a long window: what will leave it soon', { windowFromSeconds: 600 }, 120],
    ['a recording, to save data: one minute', { mostAheadSeconds: 60 }, 60],
    ['more than usual is never asked for', { mostAheadSeconds: 600 }, 120],
    [
      'what leaves a window does not wait for anybody',
      { mostAheadSeconds: 60, windowFromSeconds: 1000 },
      120,
    ],
    ['no room: what is there', { plan: { ...facts.plan, roomBytes: 0 } }, 20],
    ['little room: as much more', { plan: { ...facts.plan, roomBytes: 60_000 } }, 30],
    ['nothing known yet', { plan: { aheadSeconds: 0, roomBytes: 0, bytesPerSecond: null } }, 120],
  ])('%s', (_name, changes, expected) => {
    expect(fetchAheadSeconds({ ...facts, ...changes })).toBeCloseTo(expected, 2);
  });
});
