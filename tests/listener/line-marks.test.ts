import { describe, expect, it } from 'vitest';
import {
  currentChapterId,
  flagsApart,
  gapsIn,
  labelsWithRoom,
  lineMarks,
  rememberedGaps,
  sameMarks,
  type LineMark,
  type MarkFacts,
} from '../../src/listener/line-marks.ts';
import { marksOf } from '../../src/listener/marks-source.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { chapters, listeningMarked, slotsBetween } from '../fakes/gallery/time-states.ts';
import { at, following, loaded } from '../fakes/session-states.ts';

const nothing: MarkFacts = {
  fromSeconds: 0,
  toSeconds: 1000,
  joinedAtSeconds: null,
  gaps: [],
  dateRanges: [],
  announcements: [],
  programStartMs: null,
};
const announcement = { id: 'a1', at: '2026-11-23T20:10:00Z', level: 'info', text: { en: 'Soon.' } } as const;

describe('lineMarks', () => {
  it('are in order of time', () => {
    const marks = lineMarks({
      ...nothing,
      joinedAtSeconds: 300,
      gaps: [{ startSeconds: 500, endSeconds: 512 }],
      dateRanges: chapters([
        [0, 'Welcome'],
        [400, 'Questions'],
      ]),
      announcements: [announcement],
      programStartMs: Date.parse('2026-11-23T20:00:00.400Z'),
    });
    expect(marks.map(({ kind, atSeconds, endSeconds }) => [kind, atSeconds, endSeconds])).toEqual([
      ['chapter', 0, 400],
      ['joined', 300, null],
      ['chapter', 400, null],
      ['gap', 500, 512],
      ['announcement', 600, null],
    ]);
  });

  it('are only what can be reached; a chapter that has begun before that can', () => {
    const dateRanges = chapters([
      [-200, 'Over'],
      [-100, 'Going on'],
      [50, 'Here'],
      [1200, 'To come'],
    ]);
    const titles = lineMarks({ ...nothing, dateRanges, joinedAtSeconds: -5 }).map(({ title }) => title);
    expect(titles).toEqual(['Going on', 'Here']);
  });

  it('an announcement has no place where the stream has no dates', () => {
    expect(lineMarks({ ...nothing, announcements: [announcement] })).toEqual([]);
  });

  it('are bounded', () => {
    const dateRanges = chapters(Array.from({ length: 900 }, (_, index) => [index, `${index}`]));
    const marks = lineMarks({ ...nothing, dateRanges });
    expect(marks).toHaveLength(300);
    expect(marks.at(-1)?.title).toBe('899');
  });
});

describe('gaps', () => {
  const missing = { kind: 'gap', reason: 'missing' } as const;
  it('are told as one where they touch, and not where the listener has jumped', () => {
    const slots = slotsBetween(0, 40, (seconds) =>
      seconds < 8
        ? missing
        : seconds === 20
          ? { kind: 'gap', reason: 'passed-over' }
          : seconds === 28
            ? { kind: 'gap', reason: 'declared' }
            : { kind: 'held' },
    );
    expect(gapsIn(slots)).toEqual([
      { startSeconds: 0, endSeconds: 8 },
      { startSeconds: 28, endSeconds: 32 },
    ]);
  });

  it('are remembered when the slots no longer reach so far, whole, and forgotten when nothing does', () => {
    const known = [
      { startSeconds: 0, endSeconds: 8 },
      { startSeconds: 40, endSeconds: 52 },
    ];
    const slots = slotsBetween(44, 80, (seconds) => (seconds < 52 ? missing : { kind: 'held' }));
    expect(rememberedGaps(known, slots, 0)).toEqual(known);
    expect(rememberedGaps(known, slots, 20)).toEqual([{ startSeconds: 40, endSeconds: 52 }]);
  });

  it('that were filled after all are gaps no more', () => {
    const slots = slotsBetween(0, 80, () => ({ kind: 'held' }));
    expect(rememberedGaps([{ startSeconds: 40, endSeconds: 52 }], slots, 0)).toEqual([]);
  });
});

const chapterMarks = lineMarks({
  ...nothing,
  dateRanges: chapters([
    [10, 'One'],
    [100, 'Two'],
  ]),
});

describe('currentChapterId', () => {
  it.each([
    [5, null],
    [10, 'chapter c0'],
    [99, 'chapter c0'],
    [100, 'chapter c1'],
    [9000, 'chapter c1'],
  ])('at %d s', (seconds, id) => {
    expect(currentChapterId(chapterMarks, seconds)).toBe(id);
  });

  it('is none after the end of the last', () => {
    const marks: LineMark[] = [
      { id: 'chapter x', kind: 'chapter', atSeconds: 0, endSeconds: 10, title: 'Brief' },
    ];
    expect(currentChapterId(marks, 11)).toBeNull();
  });
});

describe('labels', () => {
  const many = lineMarks({
    ...nothing,
    dateRanges: chapters(Array.from({ length: 200 }, (_, index) => [index * 5, `Question ${index}`])),
    joinedAtSeconds: 500,
  });

  it('never lie over each other, and the place of the join has one', () => {
    const shown = labelsWithRoom(many, 1, null, () => 80);
    const starts = many.filter(({ id }) => shown.has(id)).map(({ atSeconds }) => atSeconds);
    expect(shown.has('joined')).toBe(true);
    expect(starts.length).toBeGreaterThan(5);
    starts.forEach((start, index) => {
      if (index > 0) expect(start - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(80);
    });
  });

  it('all stand where there is room', () => {
    expect(labelsWithRoom(chapterMarks, 2, null, () => 80).size).toBe(2);
  });

  it('stand before their stroke where the line ends', () => {
    const sides = labelsWithRoom(chapterMarks, 2, 120, () => 80);
    expect([...sides.values()]).toEqual(['after', 'before']);
    expect(labelsWithRoom(chapterMarks, 0.7, 120, () => 80).size, 'and never over one another').toBe(1);
  });

  it('strokes that cannot be told apart are left out, but never one with words', () => {
    const labelled = labelsWithRoom(many, 0.3, null, () => 80);
    const flags = flagsApart(many, labelled, 0.3);
    expect(flags.size).toBeLessThan(80);
    for (const id of labelled.keys()) expect(flags).toContain(id);
    expect(flagsApart(many, new Map(), 2).size).toBe(200);
  });
});

describe('marksOf', () => {
  it('gives the same array while nothing about the marks changes', () => {
    const session = createFakeSession(listeningMarked);
    const source = marksOf(session);
    let told = 0;
    const detach = source.subscribe(() => (told += 1));
    const before = source.current();
    expect(before.map(({ kind }) => kind)).toEqual(['chapter', 'chapter', 'joined', 'gap', 'chapter']);
    const { feed } = session.store.getState();
    if (feed !== null) {
      session.store.setState({ feed: { ...feed, slots: [...feed.slots], dateRanges: [...feed.dateRanges] } });
    }
    session.store.setState({ position: at(3, 200) });
    expect(source.current()).toBe(before);
    expect(told).toBe(0);
    session.store.setState({ joinedAtSeconds: 700 });
    expect(told).toBe(1);
    expect(sameMarks(source.current(), before)).toBe(false);
    detach();
    expect(session.subscribers()).toBe(0);
  });

  it('remembers a gap until its feed is gone', () => {
    const session = createFakeSession({
      feed: following(18, 23, {}, 30),
      position: at(18, 23),
      broadcast: loaded(),
    });
    const source = marksOf(session);
    const detach = source.subscribe(() => undefined);
    expect(source.current().map(({ id }) => id)).toEqual(['gap 28']);
    const later = following(18, 23);
    session.store.setState({
      feed: { ...later, slots: later.slots.filter(({ startSeconds }) => startSeconds >= 40) },
    });
    expect(source.current().map(({ id }) => id)).toEqual(['gap 28']);
    session.store.setState({ feed: null });
    expect(source.current()).toEqual([]);
    detach();
  });
});
