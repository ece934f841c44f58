import { describe, expect, it } from 'vitest';
import { createNativeRate, seekableRange, seekNatively } from '../../src/playback/native-seek.ts';

/** The part of an element that matters here. */
function element(ranges: readonly (readonly [number, number])[], currentTime = 50) {
  const seekable = {
    length: ranges.length,
    start: (index: number) => ranges[index]?.[0] ?? NaN,
    end: (index: number) => ranges[index]?.[1] ?? NaN,
  };
  return { seekable, currentTime, playbackRate: 1, preservesPitch: false };
}

describe('seekNatively', () => {
  it.each([
    ['as wanted', 40, 40],
    ['too far back', -10, 20],
    ['too far on', 1e9, 88],
    ['no number', NaN, 50],
  ])('%s', (_name, wanted, expected) => {
    const audio = element([[20, 100]]);
    seekNatively(audio, wanted, 12);
    expect(audio.currentTime).toBe(expected);
  });

  it('never back from nearer to live than usual', () => {
    const audio = element([[20, 100]], 95);
    seekNatively(audio, 130, 12);
    expect(audio.currentTime).toBe(95);
  });

  it('to the end of a recording', () => {
    const audio = element([[0, 100]]);
    seekNatively(audio, 130, 0);
    expect(audio.currentTime).toBe(100);
  });

  it.each([
    ['nowhere', []],
    ['without end', [[0, Infinity]]],
  ] as const)('%s', (_name, ranges) => {
    const audio = element(ranges);
    expect(seekableRange(audio)).toBeNull();
    seekNatively(audio, 10, 12);
    expect(audio.currentTime).toBe(50);
  });
});

describe('the rate of an element', () => {
  it('is kept when a new source has made it 1, and pitch is preserved', () => {
    const audio = element([]);
    const rate = createNativeRate(audio);
    rate.look(20, 12);
    rate.set(1.5);
    expect(audio).toMatchObject({ playbackRate: 1.5, preservesPitch: true });
    audio.playbackRate = 1;
    rate.look(90, 12);
    expect(audio.playbackRate).toBe(1.5);
  });
  it('is 1 again at live', () => {
    const audio = element([]);
    const rate = createNativeRate(audio);
    rate.look(20, 12);
    rate.set(2);
    expect(rate.look(21, 12)).toBe(false);
    expect(rate.look(20, 12)).toBe(true);
    expect(audio.playbackRate).toBe(1);
  });
  it('is bounded, and nonsense is nothing', () => {
    const audio = element([]);
    const rate = createNativeRate(audio);
    rate.set(99);
    expect(audio.playbackRate).toBe(2);
    rate.set(NaN);
    expect(audio.playbackRate).toBe(2);
  });
});
