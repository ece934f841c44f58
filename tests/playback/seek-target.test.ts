import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seekTarget } from '../../src/playback/seek-target.ts';

const facts = {
  wantedSeconds: 50,
  fromSeconds: 60,
  seekableFromSeconds: 20,
  edgeSeconds: 100,
  distanceSeconds: 12,
  ended: false,
};

describe('seekTarget', () => {
  it.each([
    ['as wanted', {}, 50],
    ['too far back', { wantedSeconds: -5 }, 20],
    ['too far on', { wantedSeconds: 99 }, 88],
    ['for ever', { wantedSeconds: Infinity }, 88],
    ['for ever back', { wantedSeconds: -Infinity }, 20],
    ['on from nearer to live than usual', { wantedSeconds: 120, fromSeconds: 93 }, 93],
    ['back from there', { wantedSeconds: 90, fromSeconds: 93 }, 90],
    ['to the end, when that has come', { wantedSeconds: 120, ended: true }, 100],
    ['in less than the distance', { wantedSeconds: 120, seekableFromSeconds: 95 }, 95],
    ['no number', { wantedSeconds: NaN }, null],
    ['nothing to seek in', { seekableFromSeconds: null }, null],
    ['no edge', { edgeSeconds: null }, null],
  ])('%s', (_name, change, expected) => {
    expect(seekTarget({ ...facts, ...change })).toBe(expected);
  });

  it('never leads backwards who wants to go forward, nor forward who wants to go back', () => {
    const seconds = fc.double({ min: 0, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, seconds, fc.boolean(), (first, length, from, ended) => {
        const edgeSeconds = first + length;
        const fromSeconds = Math.min(edgeSeconds, Math.max(first, from));
        const at = (wantedSeconds: number) =>
          seekTarget({
            ...facts,
            wantedSeconds,
            fromSeconds,
            seekableFromSeconds: first,
            edgeSeconds,
            ended,
          });
        expect(at(fromSeconds + 30)).toBeGreaterThanOrEqual(fromSeconds);
        expect(at(fromSeconds - 15)).toBeLessThanOrEqual(fromSeconds);
      }),
    );
  });
});
