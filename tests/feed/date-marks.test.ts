import { describe, expect, it } from 'vitest';
import { createDateMarks } from '../../src/feed/date-marks.ts';
import { datedSpans, placeOfDate } from '../../src/feed/dated-spans.ts';
import type { DatedSpan } from '../../src/feed/feed-snapshot.ts';
import type { Slot } from '../../src/hls/timeline.ts';

const T0 = Date.parse('2026-11-23T20:00:00Z');
const date = (seconds: number) => new Date(T0 + seconds * 1000).toISOString();
const tag = (id: string, atSeconds: number, more = '') => `ID="${id}",START-DATE="${date(atSeconds)}"${more}`;
const titled = (title: string) => `,X-TITLE="${title}"`;

/** Slots of 4 s; each date is in seconds after T0, null for none. */
function slotsOf(dates: readonly (number | null)[]): Slot[] {
  return dates.map((at, sequence) => ({
    sequence,
    discontinuitySequence: 0,
    startSeconds: sequence * 4,
    durationSeconds: 4,
    programDateTimeMs: at === null ? null : T0 + at * 1000,
    sources: new Map(),
    originSequence: sequence,
    run: 0,
  }));
}

/** The encoder was away from second 8 to second 100. */
const restarted: readonly DatedSpan[] = [
  { startSeconds: 0, endSeconds: 8, startMs: T0 },
  { startSeconds: 8, endSeconds: 20, startMs: T0 + 100_000 },
];

describe('datedSpans', () => {
  it('joins what runs on, though dates are rounded', () => {
    expect(datedSpans(slotsOf([0, 4.1, 7.9, 12]))).toEqual([
      { startSeconds: 0, endSeconds: 16, startMs: T0 },
    ]);
  });
  it('begins anew where the clock leaps', () => {
    expect(datedSpans(slotsOf([0, 4, 100, 104, 108]))).toEqual(restarted);
  });
  it('leaves out what has no date', () => {
    expect(datedSpans(slotsOf([null, 4, null]))).toEqual([
      { startSeconds: 4, endSeconds: 8, startMs: T0 + 4000 },
    ]);
    expect(datedSpans(slotsOf([null]))).toEqual([]);
  });
  it('a drift is no leap, but it does not add up for ever', () => {
    const drifting = Array.from({ length: 100 }, (_, index) => index * 4.02);
    const spans = datedSpans(slotsOf(drifting));
    expect(spans.length).toBeGreaterThan(3);
    expect(spans.length).toBeLessThan(15);
  });
});

describe('placeOfDate', () => {
  it.each([
    ['in the first piece', 5, 5, true],
    ['in the second', 105, 13, true],
    ['while nobody recorded', 50, 8, true],
    ['before everything', -30, -30, false],
    ['still to come', 130, 38, false],
  ])('%s', (_name, at, seconds, isSent) => {
    expect(placeOfDate(restarted, T0 + at * 1000)).toEqual({ seconds, isSent });
  });
  it('is nowhere without dates', () => {
    expect(placeOfDate([], T0)).toBeNull();
  });
});

describe('marks', () => {
  const spans: readonly DatedSpan[] = [{ startSeconds: 0, endSeconds: 600, startMs: T0 }];

  it('have their place, in order of time', () => {
    const marks = createDateMarks();
    marks.take([tag('b', 60, `,DURATION=30${titled('Second')}`), tag('a', 10, titled('First'))]);
    expect(marks.views(spans, false)).toEqual([
      { id: 'a', startSeconds: 10, endSeconds: null, title: 'First' },
      { id: 'b', startSeconds: 60, endSeconds: 90, title: 'Second' },
    ]);
  });

  it('keep it across a restart of the encoder', () => {
    const marks = createDateMarks();
    marks.take([tag('before', 4, ',DURATION=110'), tag('after', 106)]);
    expect(marks.views(restarted, false)).toMatchObject([
      { id: 'before', startSeconds: 4, endSeconds: 8 + 14 },
      { id: 'after', startSeconds: 14 },
    ]);
  });

  it('stay when they have left the playlist, and when the beginning of the timeline is forgotten', () => {
    const marks = createDateMarks();
    marks.take([tag('early', 4)]);
    marks.views(restarted, false);
    marks.take([]);
    expect(marks.views(restarted.slice(1), false)).toMatchObject([{ id: 'early', startSeconds: 4 }]);
  });

  it('that began before the timeline lie before second 0', () => {
    const marks = createDateMarks();
    marks.take([tag('long', -100, ',DURATION=400')]);
    expect(marks.views(spans, false)).toMatchObject([{ startSeconds: -100, endSeconds: 300 }]);
  });

  it('end when that is told, or with the next of their class, or as planned when all is over', () => {
    const marks = createDateMarks();
    marks.take([
      tag('a', 0, ',CLASS="c",END-ON-NEXT=YES'),
      tag('other', 10),
      tag('b', 50, ',CLASS="c",END-ON-NEXT=YES'),
      tag('planned', 100, ',PLANNED-DURATION=20'),
    ]);
    const ends = (ended: boolean) => marks.views(spans, ended).map(({ endSeconds }) => endSeconds);
    expect(ends(false)).toEqual([50, null, null, null]);
    expect(ends(true)).toEqual([50, null, null, 120]);
    marks.take([tag('planned', 100, ',DURATION=33')]);
    expect(ends(false)).toEqual([50, null, null, 133]);
  });

  it('without a title are called by their id, unless they are for machines', () => {
    const marks = createDateMarks();
    marks.take([
      tag('intro', 0),
      tag('ad', 5, ',SCTE35-OUT=0xFC'),
      tag('named', 6, `,SCTE35-IN=0xFC${titled('Back')}`),
    ]);
    expect(marks.views(spans, false).map(({ title }) => title)).toEqual(['intro', 'Back']);
  });

  it('are the same array while nothing changes', () => {
    const marks = createDateMarks();
    marks.take([tag('a', 10)]);
    const before = marks.views(spans, false);
    marks.take([tag('a', 10)]);
    expect(marks.views([...spans], false)).toBe(before);
    marks.take([tag('a', 10), tag('b', 20)]);
    expect(marks.views([...spans], false)).not.toBe(before);
  });

  it('are none without dates', () => {
    const marks = createDateMarks();
    marks.take([tag('a', 10)]);
    expect(marks.views([], false)).toEqual([]);
  });

  it('thousands of them: the newest count, and no more are kept', () => {
    const marks = createDateMarks();
    for (let from = 0; from < 5_000; from += 250) {
      marks.take(Array.from({ length: 500 }, (_, index) => tag(`n${from + index}`, (from + index) / 10)));
    }
    const views = marks.views(spans, false);
    expect(views).toHaveLength(300);
    expect(views.at(-1)?.id).toBe('n5249');
  });

  it('absurd ones do not cost the others', () => {
    const marks = createDateMarks();
    const nonsense = Array.from(
      { length: 400 },
      (_, index) => `ID="x${index}",START-DATE="9999-01-01T00:00:00Z"`,
    );
    marks.take([tag('a', 1), '"', ...nonsense, tag('b', 2)]);
    expect(marks.views(spans, false).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
