import { describe, expect, it } from 'vitest';
import { dateRangeOf, mergeDateRangeTags, parseDateRangeTag } from '../../src/hls/date-range.ts';

const START = '2026-11-23T20:00:00Z';
const startMs = Date.parse(START);
const read = (value: string) => {
  const tag = parseDateRangeTag(value);
  return tag === null ? null : dateRangeOf(tag);
};

describe('a date range', () => {
  it('with everything', () => {
    expect(
      read(
        `ID="q1",CLASS="chapter",START-DATE="${START}",DURATION=90.5,PLANNED-DURATION=100,X-TITLE="Questions, and answers"`,
      ),
    ).toEqual({
      id: 'q1',
      className: 'chapter',
      startMs,
      endMs: startMs + 90_500,
      plannedEndMs: startMs + 100_000,
      endOnNext: false,
      title: 'Questions, and answers',
      isForMachines: false,
    });
  });

  it.each([
    ['a moment', '', { endMs: null, title: null }],
    ['END-DATE', ',END-DATE="2026-11-23T20:01:00Z"', { endMs: startMs + 60_000 }],
    ['END-DATE before DURATION', ',DURATION=5,END-DATE="2026-11-23T20:01:00Z"', { endMs: startMs + 60_000 }],
    ['a duration of nothing', ',DURATION=0', { endMs: startMs }],
    ['END-ON-NEXT', ',CLASS="a",END-ON-NEXT=YES', { endOnNext: true }],
    ['somebody’s own title', ',X-COM-EXAMPLE-TITLE="Rockets"', { title: 'Rockets' }],
    ['X-TITLE before that', ',X-COM-EXAMPLE-TITLE="Rockets",X-TITLE="Moon"', { title: 'Moon' }],
    ['what only ends so', ',X-COM-EXAMPLE-SUBTITLES="de"', { title: null }],
    ['an advertisement', ',SCTE35-OUT=0xFC', { isForMachines: true }],
    ['an interstitial', ',CLASS="com.apple.hls.interstitial"', { isForMachines: true }],
  ])('%s', (_name, more, expected) => {
    expect(read(`ID="a",START-DATE="${START}"${more}`)).toMatchObject(expected);
  });
});

describe('what is no date range', () => {
  it.each([
    ['nothing', ''],
    ['no list', '"""'],
    ['no ID', `START-DATE="${START}"`],
    ['an empty ID', `ID="",START-DATE="${START}"`],
    ['an endless ID', `ID="${'x'.repeat(201)}",START-DATE="${START}"`],
    ['no date', 'ID="a"'],
    ['a date that is none', 'ID="a",START-DATE="tonight"'],
    ['the year 9999', 'ID="a",START-DATE="9999-12-31T23:59:59Z"'],
    ['the year 1', 'ID="a",START-DATE="0001-01-01T00:00:00Z"'],
    ['an end in the year 9999', `ID="a",START-DATE="${START}",END-DATE="9999-12-31T23:59:59Z"`],
    ['an end before its start', `ID="a",START-DATE="${START}",END-DATE="2026-11-23T19:59:59Z"`],
    ['a negative duration', `ID="a",START-DATE="${START}",DURATION=-1`],
    ['a duration that is no number', `ID="a",START-DATE="${START}",DURATION=long`],
    ['a duration of a year', `ID="a",START-DATE="${START}",DURATION=31536000`],
    ['a negative plan', `ID="a",START-DATE="${START}",PLANNED-DURATION=-5`],
    ['a title of a megabyte', `ID="a",START-DATE="${START}",X-TITLE="${'x'.repeat(1_000_000)}"`],
  ])('%s', (_name, value) => {
    expect(read(value)).toBeNull();
  });
});

describe('titles are text', () => {
  const title = (written: string) => read(`ID="a",START-DATE="${START}",X-TITLE="${written}"`)?.title;
  it('of bounded length', () => {
    expect(title('x'.repeat(5_000))).toHaveLength(200);
  });
  it('on one line, without control characters or orders to turn the writing round', () => {
    expect(title('a\u0000b\tc\u202Ed\u2028e')).toBe('a b c d e');
  });
  it('and nothing is made of markup', () => {
    expect(title('<b>bold</b>')).toBe('<b>bold</b>');
  });
  it('nothing but spaces is no title', () => {
    expect(title(' \t ')).toBeNull();
  });
});

describe('the same ID again', () => {
  const tag = (value: string) => {
    const parsed = parseDateRangeTag(value);
    if (parsed === null) throw new Error(value);
    return parsed;
  };
  const known = tag(`ID="a",START-DATE="${START}",PLANNED-DURATION=60`);

  it('adds what is new, as the end that is known now', () => {
    const merged = mergeDateRangeTags(known, tag(`ID="a",START-DATE="${START}",DURATION=42`));
    expect(dateRangeOf(merged)).toMatchObject({ endMs: startMs + 42_000, plannedEndMs: startMs + 60_000 });
  });
  it('does not change what has been said', () => {
    const merged = mergeDateRangeTags(
      known,
      tag('ID="a",START-DATE="2026-11-23T21:00:00Z",PLANNED-DURATION=1'),
    );
    expect(merged).toBe(known);
  });
  it('may bring the date that was missing', () => {
    const undated = tag('ID="a",DURATION=3');
    expect(dateRangeOf(undated)).toBeNull();
    expect(dateRangeOf(mergeDateRangeTags(undated, known))).toMatchObject({ endMs: startMs + 3_000 });
  });
});
