import { describe, expect, it } from 'vitest';
import {
  bufferedAhead,
  FAULT_WINDOW_MS,
  holeJump,
  mediaRecovery,
  MOST_FAULTS_IN_SILENCE,
  narrower,
  widestBuffer,
  type MediaFault,
  type MediaRecovery,
} from '../../src/playback/media-recovery.ts';

/** What is decided about one fault after the other; each is told of once what was decided before has taken its time. */
function course(places: readonly number[], { heardBefore = false, apartMs = 10 } = {}): MediaRecovery[] {
  const faults: MediaFault[] = [];
  let atMs = 5_000;
  return places.map((atSeconds) => {
    const fault = { atMs, atSeconds, heardBefore };
    const decision = mediaRecovery(faults, fault);
    faults.push(fault);
    atMs += apartMs + ('delayMs' in decision ? decision.delayMs : 0);
    return decision;
  });
}
const kinds = (decisions: readonly MediaRecovery[]) => decisions.map(({ kind }) => kind);
const delays = (decisions: readonly MediaRecovery[]) =>
  decisions.map((decision) => ('delayMs' in decision ? decision.delayMs : 0));

describe('mediaRecovery', () => {
  it('a first fault is recovered from; one that comes back at the same place costs that segment', () => {
    expect(course([14, 14.3])).toEqual([
      { kind: 'recover' },
      { kind: 'skip', delayMs: 250, atSeconds: 14.3 },
    ]);
  });

  it('faults at different places are rebuilt from, and nothing is skipped', () => {
    expect(kinds(course([14, 22, 31]))).toEqual(['recover', 'rebuild', 'rebuild']);
  });

  it('a rendition of which nothing can be decoded is left', () => {
    expect(kinds(course([12, 12, 16, 16, 20, 20]))).toEqual([
      'recover',
      'skip',
      'rebuild',
      'skip',
      'rebuild',
      'other-rendition',
    ]);
  });

  it('five faults within a second are no reason to give up, and each wait is longer', () => {
    const five = [0, 200, 400, 600, 800].map((atMs, index, all) =>
      mediaRecovery(
        all.slice(0, index).map((earlierMs) => ({ atMs: earlierMs, atSeconds: 8, heardBefore: false })),
        { atMs, atSeconds: 8, heardBefore: false },
      ),
    );
    expect(kinds(five)).not.toContain('give-up');
    expect(delays(five)).toEqual([0, 250, 500, 1_000, 2_000]);
  });

  it('gives up after many faults in silence, and not before half a minute', () => {
    const all = course(Array.from({ length: MOST_FAULTS_IN_SILENCE + 1 }, () => 8));
    expect(kinds(all).indexOf('give-up')).toBe(MOST_FAULTS_IN_SILENCE);
    expect(delays(all).reduce((sum, delayMs) => sum + delayMs, 0)).toBeGreaterThan(30_000);
    expect(Math.max(...delays(all))).toBe(8_000);
  });

  it('never gives up while anything is heard, and does not wait longer and longer', () => {
    const all = course(
      Array.from({ length: 60 }, (_, index) => index * 4),
      { heardBefore: true },
    );
    expect(kinds(all)).not.toContain('give-up');
    expect(Math.max(...delays(all))).toBe(250);
  });

  it('forgets', () => {
    const old: MediaFault = { atMs: 0, atSeconds: 8, heardBefore: false };
    const again = { atSeconds: 8, heardBefore: true };
    expect(mediaRecovery([old], { ...again, atMs: FAULT_WINDOW_MS }).kind).toBe('recover');
    expect(mediaRecovery([old], { ...again, atMs: FAULT_WINDOW_MS - 1 }).kind).toBe('skip');
  });
});

describe('narrower', () => {
  it('first what was heard, then what is to come, down to a few segments', () => {
    const steps = [widestBuffer];
    for (let step = 0; step < 7; step += 1) steps.push(narrower(steps.at(-1) ?? widestBuffer));
    expect(steps.map(({ behindSeconds, aheadSeconds }) => [behindSeconds, aheadSeconds])).toEqual([
      [30, 150],
      [4, 150],
      [4, 75],
      [4, 37.5],
      [4, 18.75],
      [4, 9.375],
      [4, 8],
      [4, 8],
    ]);
  });
});

describe('the element’s ranges', () => {
  const ranges = [
    { startSeconds: 0, endSeconds: 8 },
    { startSeconds: 12, endSeconds: 20 },
  ];
  it('a hole leads to the next range from the end of one', () => {
    expect(holeJump(ranges, 7.98)).toBeCloseTo(12.01);
    expect(holeJump(ranges, 7.85)).toBeCloseTo(12.01);
  });
  it('a playhead with audio is left alone, and one with nothing ahead', () => {
    expect(holeJump(ranges, 5)).toBeNull();
    expect(holeJump(ranges, 7.7)).toBeNull();
    expect(holeJump(ranges, 19.99)).toBeNull();
    expect(holeJump([], 3)).toBeNull();
  });
  it.each([
    [5, 3],
    [8, 0],
    [10, 0],
    [12, 8],
    [30, 0],
  ])('at %d s there are %d s ahead', (positionSeconds, ahead) => {
    expect(bufferedAhead(ranges, positionSeconds)).toBe(ahead);
  });
});
