import { describe, expect, it } from 'vitest';
import {
  createChunker,
  currentCue,
  transcriptRows,
  transcriptText,
} from '../../src/listener/transcript-rows.ts';
import { findMatches, foldQuery, rangesIn, splitAt } from '../../src/listener/transcript-search.ts';
import { readTextSize, TEXT_SIZES, writeTextSize } from '../../src/listener/transcript-size.ts';
import type { Cue } from '../../src/playback/engine.ts';

const cue = (startSeconds: number, text = `at ${startSeconds}`, speaker: string | null = null): Cue => ({
  id: `cue-${startSeconds}`,
  startSeconds,
  endSeconds: startSeconds + 2,
  speaker,
  text,
});
const told = (rows: ReturnType<typeof transcriptRows>) =>
  rows.map((row) =>
    row.kind === 'hole'
      ? `hole ${row.seconds}`
      : `${row.speaker === null ? '' : `${row.speaker}: `}${row.cue.text}`,
  );

describe('transcriptRows', () => {
  it('puts holes where they are, and names speakers where another one begins', () => {
    const cues = [
      cue(0, 'a', 'Ann'),
      cue(2, 'b', 'Ann'),
      cue(4, 'c', 'Ben'),
      cue(20, 'd', 'Ben'),
      cue(22, 'e'),
    ];
    const holes = [
      { startSeconds: 6, endSeconds: 18 },
      { startSeconds: 21, endSeconds: 22 },
      { startSeconds: 24, endSeconds: 28 },
    ];
    expect(told(transcriptRows({ cues, holes }))).toEqual([
      'Ann: a',
      'b',
      'Ben: c',
      'hole 12',
      'Ben: d',
      'e',
      'hole 4',
    ]);
    expect(transcriptRows({ cues: [], holes: [] })).toEqual([]);
  });
});

describe('createChunker', () => {
  it('leaves alone what has not changed', () => {
    const chunk = createChunker();
    const cues = Array.from({ length: 5000 }, (_, index) => cue(index * 3));
    const before = chunk(transcriptRows({ cues, holes: [] }));
    const more = chunk(transcriptRows({ cues: [...cues, cue(15_000)], holes: [] }));
    expect(more).toHaveLength(101);
    expect(more.slice(0, 100).every((each, index) => each === before[index])).toBe(true);
    const grown = chunk(transcriptRows({ cues: [cue(0, 'other'), ...cues.slice(1)], holes: [] }));
    expect(grown[0]).not.toBe(before[0]);
    expect(grown[1]).toBe(before[1]);
  });
});

describe('currentCue', () => {
  const cues = [cue(10), cue(12), cue(30)];
  it.each([
    [0, null],
    [9.7, null],
    [9.8, 10],
    [13, 12],
    [25, 12],
    [500, 30],
  ])('at %d it is the one that began at %s', (position, start) => {
    expect(currentCue(cues, position)?.startSeconds ?? null).toBe(start);
  });
});

describe('transcriptText', () => {
  it('is one line for each cue, with times, speakers and holes', () => {
    const rows = transcriptRows({
      cues: [cue(0, 'Hello\n- you', 'Ann'), cue(2, 'there', 'Ann')],
      holes: [{ startSeconds: 4, endSeconds: 16 }],
    });
    expect(
      transcriptText(rows, {
        time: (seconds) => `t${seconds}`,
        said: (time, speaker, text) => `${time} ${speaker ?? '-'} ${text}`,
        hole: (seconds) => `(${seconds})`,
      }),
    ).toBe('t0 Ann Hello - you\nt2 - there\n(12)\n');
  });
});

describe('looking for words', () => {
  const found = (text: string, query: string) =>
    rangesIn(cue(0, text), foldQuery(query)).map(({ from, to }) => text.slice(from, to));

  it.each([
    ['A fuel tank', 'FUEL', ['fuel']],
    ['Björn Ålund', 'bjorn alund', ['Björn Ålund']],
    ['Bjo\u0308rn', 'björn', ['Bjo\u0308rn']],
    ['cafe\u0301 au lait', 'cafe', ['cafe\u0301']],
    ['Die Straße ist groß', 'strasse', ['Straße']],
    ['Die Straße ist groß', 'groß', ['groß']],
    ['ﬁnally', 'fin', ['ﬁn']],
    ['one\ntwo', 'one two', ['one\ntwo']],
    ['na na na', 'na', ['na', 'na', 'na']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['a.b', 'a.b', ['a.b']],
    ['aXb', 'a.b', []],
    ['🚀 rockets', 'rock', ['rock']],
    ['hello', '   ', []],
    ['hello', 'x'.repeat(5000), []],
  ])('in %j, %j is found as %j', (text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  it('goes through all cues in order, and stops somewhere', () => {
    const cues = [cue(1, 'no'), cue(2, 'yes, yes'), cue(3, 'Yes')];
    expect(findMatches(cues, foldQuery('yes')).map(({ cueId, from }) => `${cueId} ${from}`)).toEqual([
      'cue-2 0',
      'cue-2 5',
      'cue-3 0',
    ]);
    const many = Array.from({ length: 5000 }, (_, index) => cue(index, 'e'));
    expect(findMatches(many, 'e')).toHaveLength(2000);
  });

  it('cuts a text into what is marked and what is not', () => {
    const text = 'one two one';
    const parts = splitAt(text, rangesIn(cue(0, text), 'one'));
    expect(parts.map(({ text: part, isMarked }) => (isMarked ? `[${part}]` : part))).toEqual([
      '[one]',
      ' two ',
      '[one]',
    ]);
    expect(splitAt(text, [])).toEqual([{ text, from: 0, isMarked: false }]);
  });
});

describe('the text size', () => {
  const storage = (saved: string | null) => () => ({ getItem: () => saved, setItem: () => undefined });

  it.each([
    ['3', 3],
    [null, 1],
    ['9', 1],
    ['-1', 1],
    ['1e9', 1],
    ['large', 1],
  ])('saved as %j is %d', (saved, size) => {
    expect(readTextSize(storage(saved))).toBe(size);
    expect(TEXT_SIZES[size]).toBeDefined();
  });

  it('survives a storage that may not be used', () => {
    const refused = () => {
      throw new DOMException('no', 'SecurityError');
    };
    expect(readTextSize(refused)).toBe(1);
    expect(() => writeTextSize(refused, 2)).not.toThrow();
  });
});
