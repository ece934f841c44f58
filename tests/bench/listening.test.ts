import { describe, expect, it } from 'vitest';
import { heardStretches, listeningOf, type Sample } from '../../e2e/bench/listening.ts';

type Moment = number | 'paused' | 'seeking' | null;

/** A sample every 100 ms from 0; a number is the position. */
function samplesOf(positions: readonly Moment[]): Sample[] {
  return positions.map((position, index) => ({
    atMs: index * 100,
    positionSeconds: typeof position === 'number' ? position : position === null ? null : 1,
    paused: position === 'paused',
    seeking: position === 'seeking',
    bufferedEndSeconds: null,
  }));
}

/** Sound from `from` on, for so many samples. */
const sound = (from: number, count: number, rate = 1) =>
  Array.from({ length: count }, (_, index) => from + index * 0.1 * rate);
const still = (position: number, count: number) => Array.from({ length: count }, () => position);

/** Heard milliseconds of these positions. */
function heardMs(positions: readonly Moment[]): number {
  const samples = samplesOf(positions);
  return heardStretches(samples, 0, (samples.length - 1) * 100).reduce(
    (sum, { fromMs, toMs }) => sum + toMs - fromMs,
    0,
  );
}

describe('heardStretches', () => {
  it.each([
    ['sound', sound(0, 21), 2000],
    ['slow and fast sound', [...sound(0, 11, 0.95), ...sound(1.05, 10, 1.1)], 2000],
    ['a position that stands', still(5, 21), 0],
    ['no element', Array.from({ length: 21 }, () => null), 0],
    ['a pause', Array.from({ length: 21 }, () => 'paused' as const), 0],
    ['a jump ahead in the middle', [...sound(0, 11), ...sound(30, 11)], 2000],
    ['a creeping position', sound(0, 21, 0.3), 0],
    ['a racing position', sound(0, 21, 3), 0],
    ['steps of a busy machine', [0, 0.04, 0.22, 0.28, 0.42, 0.48, 0.6, 0.74, 0.8], 800],
    ['a stop', [...sound(0, 11), ...still(1, 10)], 1000],
  ])('%s', (_, positions, expected) => {
    expect(heardMs(positions)).toBe(expected);
  });

  it('counts nothing before the press and after the end', () => {
    const stretches = heardStretches(samplesOf(sound(0, 51)), 1000, 3000);
    expect(stretches).toEqual([{ fromMs: 1000, toMs: 3000 }]);
  });

  it.each(['seeking', 'paused'] as const)('hears nothing while %s, though the position moves', (state) => {
    const samples = samplesOf(sound(0, 21)).map((sample, index) => ({ ...sample, [state]: index > 10 }));
    expect(heardStretches(samples, 0, 2000)).toEqual([{ fromMs: 0, toMs: 1000 }]);
  });
});

describe('listeningOf', () => {
  const evening = [...still(0, 20), ...sound(0, 31), ...still(3, 10), ...sound(3, 40)];

  it('tells join, silences and share', () => {
    const { listeningRatio, ...rest } = listeningOf(samplesOf(evening), 0, 10_000);
    expect(rest).toMatchObject({ joinSeconds: 2, rebuffers: 1, isAliveAtEnd: true });
    expect(rest.longestSilenceSeconds).toBeCloseTo(1.1, 5);
    expect(listeningRatio).toBeCloseTo(0.69, 5);
  });

  it('is one long silence without a sound', () => {
    expect(listeningOf(samplesOf(still(0, 100)), 0, 10_000)).toMatchObject({
      listeningRatio: 0,
      joinSeconds: null,
      rebuffers: 0,
      longestSilenceSeconds: 10,
      isAliveAtEnd: false,
    });
  });

  it('is dead when the last sound is long past, and that silence counts', () => {
    const { isAliveAtEnd, rebuffers, longestSilenceSeconds } = listeningOf(
      samplesOf([...sound(0, 31), ...still(3, 60)]),
      0,
      9000,
    );
    expect({ isAliveAtEnd, rebuffers }).toEqual({ isAliveAtEnd: false, rebuffers: 1 });
    expect(longestSilenceSeconds).toBeCloseTo(6, 1);
  });

  it('is dead without a sample: the page has crashed', () => {
    expect(listeningOf([], 0, 5000)).toMatchObject({ isAliveAtEnd: false, slowestSampleSeconds: 5 });
  });

  it('tells how long the machine did not look', () => {
    const samples = samplesOf(sound(0, 50)).filter((_, index) => index < 10 || index > 30);
    expect(listeningOf(samples, 0, 4900).slowestSampleSeconds).toBeCloseTo(2.2, 5);
  });
});
