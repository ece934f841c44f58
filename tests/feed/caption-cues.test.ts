import { describe, expect, it } from 'vitest';
import { addCues, noCues, type CueStore } from '../../src/feed/caption-cues.ts';
import type { WebVttCue } from '../../src/hls/webvtt.ts';

const cue = (
  startSeconds: number,
  text: string,
  endSeconds = startSeconds + 2,
  speaker: string | null = null,
) => ({ startSeconds, endSeconds, speaker, text }) satisfies WebVttCue;
const add = (store: CueStore, boundaries: readonly number[], ...cues: readonly WebVttCue[]) =>
  addCues(store, cues, boundaries);
const told = ({ cues }: CueStore) =>
  cues.map(({ id, startSeconds, endSeconds, text }) => `${id} ${startSeconds}-${endSeconds} ${text}`);

describe('addCues', () => {
  it('keeps the order of time, whatever comes first', () => {
    const later = add(noCues, [8, 12], cue(9, 'third'), cue(8, 'second'));
    const store = add(later, [4, 8], cue(4, 'first'));
    expect(told(store)).toEqual(['cue-2 4-6 first', 'cue-1 8-10 second', 'cue-0 9-11 third']);
  });

  it('shows a cue once that the next segment repeats, and keeps its id', () => {
    const store = add(noCues, [0, 4], cue(3, 'over', 5));
    expect(add(store, [4, 8], cue(3.02, 'over', 5.02))).toBe(store);
    expect(told(add(store, [4, 8], cue(4, 'over', 5), cue(6, 'next')))).toEqual([
      'cue-0 3-5 over',
      'cue-1 6-8 next',
    ]);
  });

  it('joins a cue that was cut in two where the segments meet, and no others', () => {
    const store = add(noCues, [0, 4], cue(3, 'over', 4));
    expect(told(add(store, [4, 8], cue(4, 'over', 5)))).toEqual(['cue-0 3-5 over']);
    expect(told(add(store, [8, 12], cue(4, 'over', 5)))).toHaveLength(2);
    // From the later half back to the earlier one.
    const half = add(noCues, [4, 8], cue(4, 'over', 5));
    expect(told(add(half, [0, 4], cue(3, 'over', 4)))).toEqual(['cue-0 3-5 over']);
  });

  it('says twice what is said twice', () => {
    expect(told(add(noCues, [0, 8], cue(1, 'Yes.', 2), cue(2, 'Yes.', 3)))).toHaveLength(2);
    expect(told(add(noCues, [0, 8], cue(1, 'Yes.', 2, 'Ann'), cue(1, 'Yes.', 2, 'Ben')))).toHaveLength(2);
  });

  it('takes the words that were added since, and never fewer', () => {
    const store = add(noCues, [0, 4], cue(3, 'We are', 4));
    const grown = add(store, [0, 8], cue(3, 'We are late', 5));
    expect(told(grown)).toEqual(['cue-0 3-5 We are late']);
    expect(add(grown, [0, 4], cue(3, 'We are', 4))).toBe(grown);
  });

  it('drops the oldest beyond its bounds', () => {
    const bounds = { maxCharacters: 100, maxCues: 1000 };
    let store = noCues;
    for (let at = 0; at < 100; at += 1)
      store = addCues(store, [cue(at * 3, `word ${at}`.padEnd(10))], [], bounds);
    expect(store.cues).toHaveLength(10);
    expect(store.cues[0]?.startSeconds).toBe(270);
    const few = addCues(store, [cue(999, 'last')], [], { maxCharacters: 1e6, maxCues: 3 });
    expect(few.cues.map(({ startSeconds }) => startSeconds)).toEqual([294, 297, 999]);
    expect(addCues(noCues, [cue(0, 'x'.repeat(200))], [], bounds).cues).toEqual([]);
  });
});
