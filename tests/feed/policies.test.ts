import { describe, expect, it } from 'vitest';
import {
  isWorthAbandoning,
  planFetches,
  soonestNeeded,
  transfersAtOnce,
  type PlannedSlot,
} from '../../src/feed/fetch-plan.ts';
import {
  endingVerdict,
  isHopeless,
  isLongGone,
  isWrongAddress,
  missingSegmentVerdict,
  notStartedDelayMs,
} from '../../src/feed/patience.ts';
import { createThroughputMeter } from '../../src/feed/throughput.ts';

const slots = (states: string): PlannedSlot[] =>
  Array.from(states, (letter, sequence) => ({
    sequence,
    startSeconds: sequence * 4,
    durationSeconds: 4,
    state: ({ h: 'held', f: 'fetching', g: 'gap', w: 'wanted' } as const)[letter as 'h' | 'f' | 'g' | 'w'],
  }));
const facts = { neededFrom: 0, aheadSeconds: 120, maxInFlight: 4 };

describe('planFetches', () => {
  it.each([
    ['soonest first, as many as may be in flight', 'wwwwww', {}, [0, 1, 2, 3]],
    ['those in flight count', 'hffwww', {}, [3, 4]],
    ['nothing when full', 'ffffw', {}, []],
    ['not behind the listener', 'wwwww', { neededFrom: 3 }, [3, 4]],
    ['a fetch behind the listener takes no place', 'ffffwww', { neededFrom: 4 }, [4, 5, 6]],
    ['not beyond the horizon', 'wwwww', { aheadSeconds: 9 }, [0, 1, 2]],
    ['what is lost does not count', 'hgggggww', { aheadSeconds: 9 }, [6, 7]],
    ['gaps and held ones are done', 'hgwgw', {}, [2, 4]],
  ])('%s', (_name, states, changes, expected) => {
    expect(planFetches({ slots: slots(states), ...facts, ...changes })).toEqual(expected);
  });
});

describe('isWorthAbandoning', () => {
  const late = {
    remainingBytes: 40_000,
    smallerBytes: 14_000,
    secondsLeft: 6,
    throughputBps: 48_000,
    transfers: 1,
  };
  it.each([
    ['too late, and smaller is to be had', {}, true],
    ['in time', { secondsLeft: 7 }, false],
    ['too late with its share of the line', { secondsLeft: 7, transfers: 2 }, true],
    ['nearly done', { remainingBytes: 14_000, secondsLeft: 1 }, false],
    ['of unknown size', { remainingBytes: null }, false],
    ['on a line that has not been measured', { throughputBps: null }, false],
  ])('%s', (_name, changes, expected) => {
    expect(isWorthAbandoning({ ...late, ...changes })).toBe(expected);
  });
});

describe('transfersAtOnce', () => {
  it('few on a narrow line, many otherwise', () => {
    expect(transfersAtOnce(48_000, 30_000, 4)).toBe(2);
    expect(transfersAtOnce(60_000, 30_000, 4)).toBe(4);
    expect(transfersAtOnce(null, 30_000, 4)).toBe(4);
    expect(transfersAtOnce(48_000, null, 4)).toBe(4);
  });
});

describe('soonestNeeded', () => {
  it('is the first unsettled slot from the listener on', () => {
    expect(soonestNeeded(slots('hhgfw'), 0)).toBe(3);
    expect(soonestNeeded(slots('wwhfw'), 2)).toBe(3);
    expect(soonestNeeded(slots('hhg'), 0)).toBeNull();
  });
});

describe('notStartedDelayMs', () => {
  const after = (seconds: number, random: number) =>
    notStartedDelayMs(seconds * 1000, 8_000, () => random) / 1000;
  it('grows with the time that one has waited, from two seconds to the cap', () => {
    expect([0, 20, 40, 80, 2_400].map((seconds) => after(seconds, 1))).toEqual([2, 2, 4, 8, 8]);
  });
  it('is spread over the upper half', () => {
    expect([0, 40, 2_400].map((seconds) => after(seconds, 0))).toEqual([1, 2, 4]);
  });
  it('a producer can slow everybody down', () => {
    expect(notStartedDelayMs(3_600_000, 60_000, () => 0.5)).toBe(45_000);
  });
});

describe('endingVerdict', () => {
  const live = { playlistType: null, targetDurationSeconds: 4, wasLive: true } as const;
  it.each([
    ['no ENDLIST: it goes on', { forMs: null }, false, 0],
    ['one that has just come', { forMs: 0 }, false, 10_000],
    ['one that has stood for half a minute', { forMs: 30_000 }, true, 10_000],
    ['one that has stood for minutes is looked at no more', { forMs: 331_000 }, true, null],
    ['one of an EVENT, sooner', { forMs: 8_000, playlistType: 'EVENT' }, true, 10_000],
    ['but not at once', { forMs: 7_000, playlistType: 'EVENT' }, false, 10_000],
    ['a recording is one from the beginning', { forMs: 0, wasLive: false }, true, 10_000],
    ['and says so', { forMs: 0, wasLive: false, playlistType: 'VOD' }, true, null],
  ] as const)('%s', (_, facts, isOver, lookAgainMs) => {
    expect(endingVerdict({ ...live, ...facts })).toEqual({ isOver, lookAgainMs });
  });
});

describe('isHopeless', () => {
  it('takes six times and a target duration', () => {
    expect(isHopeless(6, 4_000, 4)).toBe(true);
    expect(isHopeless(5, 60_000, 4)).toBe(false);
    expect(isHopeless(60, 3_999, 4)).toBe(false);
  });
});

describe('isWrongAddress', () => {
  it('takes five pages and a quarter of a minute', () => {
    expect(isWrongAddress(5, 15_000)).toBe(true);
    expect(isWrongAddress(4, 60_000)).toBe(false);
    expect(isWrongAddress(9, 14_999)).toBe(false);
  });
});

describe('isLongGone', () => {
  // A window of 24 s that begins at 100: an origin keeps a segment of 4 s for another 28.
  const window = { durationSeconds: 4, listedFromSeconds: 100, listedToSeconds: 124 };
  it('is so only when no origin would have it any more', () => {
    expect(isLongGone({ ...window, endSeconds: 71 })).toBe(true);
    expect(isLongGone({ ...window, endSeconds: 72 })).toBe(false);
    expect(isLongGone({ ...window, endSeconds: 110 })).toBe(false);
  });
});

describe('missingSegmentVerdict', () => {
  const listed = { listed: true, missingForMs: 0, targetDurationSeconds: 4, secondsAhead: 8 };
  it('what is listed no more will never come', () => {
    expect(missingSegmentVerdict({ ...listed, listed: false }, () => 0)).toEqual({
      kind: 'gap',
      reason: 'expired',
    });
  });
  it('what is listed is given one target duration', () => {
    expect(missingSegmentVerdict(listed, () => 0.5)).toEqual({ kind: 'retry', afterMs: 1_200 });
    expect(missingSegmentVerdict({ ...listed, missingForMs: 3_999 }, () => 0)).toMatchObject({
      kind: 'retry',
    });
    expect(missingSegmentVerdict({ ...listed, missingForMs: 4_000 }, () => 0)).toEqual({
      kind: 'gap',
      reason: 'missing',
    });
  });
  it('and more while nobody needs it yet, with ever closer looks', () => {
    const missing = { ...listed, missingForMs: 60_000 };
    const looks = [20, 14, 11, 9, 8.1].map((secondsAhead) =>
      missingSegmentVerdict({ ...missing, secondsAhead }, () => 0),
    );
    expect(looks).toEqual(
      [6_000, 3_000, 1_500, 800, 800].map((afterMs) => ({ kind: 'retry', afterMs }) as const),
    );
    expect(missingSegmentVerdict({ ...missing, secondsAhead: 20, listed: false }, () => 0)).toMatchObject({
      reason: 'expired',
    });
  });
});

describe('createThroughputMeter', () => {
  it('counts the time in which something was under way, once', () => {
    const meter = createThroughputMeter();
    meter.begin(0);
    meter.begin(0);
    meter.bytes(10_000, 500);
    meter.bytes(10_000, 1_000);
    meter.end(1_000);
    meter.end(1_000);
    // Twenty thousand bytes in one second, though two transfers took one second each.
    expect(meter.bitsPerSecond(5_000)).toBe(160_000);
  });
  it('a pause between transfers is not the line’s fault', () => {
    const meter = createThroughputMeter();
    for (const start of [0, 4_000]) {
      meter.begin(start);
      meter.bytes(10_000, start + 500);
      meter.end(start + 500);
    }
    expect(meter.bitsPerSecond(4_600)).toBe(160_000);
  });
  it('says nothing before there is enough to say', () => {
    const meter = createThroughputMeter();
    meter.begin(0);
    meter.bytes(1_000, 5);
    expect(meter.bitsPerSecond(10)).toBeNull();
  });
  it('forgets what is old', () => {
    const meter = createThroughputMeter();
    meter.begin(0);
    meter.bytes(100_000, 100);
    meter.end(100);
    meter.begin(60_000);
    meter.bytes(20_000, 61_000);
    expect(meter.bitsPerSecond(61_000)).toBe(160_000);
  });
  it('a choked line shows after two seconds, however fast it was before', () => {
    const meter = createThroughputMeter();
    for (const start of [0, 4_000, 8_000]) {
      meter.begin(start);
      meter.bytes(50_000, start + 5);
      meter.end(start + 5);
    }
    meter.begin(12_000);
    for (let ms = 100; ms <= 2_500; ms += 100) meter.bytes(600, 12_000 + ms);
    expect(meter.bitsPerSecond(14_500)).toBeCloseTo(48_000, -3);
  });
  it('a line that stops carrying shows it at once', () => {
    const meter = createThroughputMeter();
    meter.begin(0);
    meter.bytes(20_000, 1_000);
    expect(meter.bitsPerSecond(9_000)).toBeLessThan(20_000);
  });
});
