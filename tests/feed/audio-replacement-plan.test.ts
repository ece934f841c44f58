import { describe, expect, it } from 'vitest';
import { planReplacement, type ReplacementFacts } from '../../src/feed/audio-replacement-plan.ts';

/** One letter for each slot of four seconds: o old and offered, x old and not offered, n the wanted one, - not in hand. */
const slots = (pattern: string): ReplacementFacts['slots'] =>
  Array.from(pattern, (letter, sequence) => ({
    sequence,
    startSeconds: sequence * 4,
    durationSeconds: 4,
    isOffered: letter !== 'x',
    isOld: letter === 'o' || letter === 'x',
  }));
const plan = (pattern: string, more: Partial<ReplacementFacts> = {}) =>
  planReplacement({
    slots: slots(pattern),
    positionSeconds: 1,
    ready: new Set(),
    failed: new Set(),
    targetDurationSeconds: 4,
    misses: 0,
    isUntouched: false,
    ...more,
  });

describe('where the sound changes', () => {
  it('is the next boundary, for which two segments are fetched', () => {
    expect(plan('ooooo')).toEqual({ kind: 'fetch', fromSequence: 1, sequences: [1, 2] });
  });

  it('is the one behind it where the playhead is too near', () => {
    expect(plan('ooooo', { positionSeconds: 3.5 })).toMatchObject({ fromSequence: 2 });
  });

  it('is reached when both are there, and not with one of them', () => {
    expect(plan('ooooo', { ready: new Set([1]) })).toEqual({
      kind: 'fetch',
      fromSequence: 1,
      sequences: [2],
    });
    expect(plan('ooooo', { ready: new Set([1, 2]) })).toEqual({ kind: 'change', fromSequence: 1 });
  });

  it('waits for no more than there is', () => {
    expect(plan('oo', { ready: new Set([1]) })).toEqual({ kind: 'change', fromSequence: 1 });
    expect(plan('oonn', { ready: new Set([1]) })).toEqual({ kind: 'change', fromSequence: 1 });
  });

  it('is further ahead after every time that the playhead was there first', () => {
    expect(plan('ooooo', { misses: 1 })).toMatchObject({ fromSequence: 2 });
    expect(plan('ooooo', { misses: 2 })).toMatchObject({ fromSequence: 3 });
  });

  it('is where the wanted version begins to be offered', () => {
    expect(plan('xxxooo')).toMatchObject({ fromSequence: 3, sequences: [3, 4] });
    expect(plan('xxxx')).toEqual({ kind: 'wait' });
  });

  it('passes over what cannot be had in it', () => {
    expect(plan('ooooo', { failed: new Set([1]) })).toMatchObject({ fromSequence: 2 });
    expect(plan('oo', { failed: new Set([1]) })).toEqual({ kind: 'wait' });
  });

  it('is nowhere when nothing ahead is of another version', () => {
    expect(plan('onnn')).toEqual({ kind: 'done' });
    expect(plan('o---')).toEqual({ kind: 'done' });
    expect(plan('')).toEqual({ kind: 'done' });
  });

  it('is waited for when what is left is too near for a slow line', () => {
    expect(plan('oon', { misses: 1 })).toEqual({ kind: 'wait' });
  });

  it('is the beginning, at once, where the player has been given nothing', () => {
    expect(plan('oo', { isUntouched: true, positionSeconds: 0 })).toEqual({
      kind: 'change',
      fromSequence: 0,
    });
  });
});
