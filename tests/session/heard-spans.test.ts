import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  missedSpans,
  MOST_SPANS,
  wallSpans,
  withSpan,
  type WallSpan,
} from '../../src/session/heard-spans.ts';

const span = (from: number, to: number): WallSpan => ({ fromMs: from * 1000, toMs: to * 1000 });
const told = (spans: readonly WallSpan[]) => spans.map(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000]);

describe('withSpan', () => {
  it.each([
    ['the first', [], span(1, 2), [[1, 2]]],
    ['going on', [span(1, 5)], span(5, 6), [[1, 6]]],
    [
      'after a hole',
      [span(1, 5)],
      span(20, 25),
      [
        [1, 5],
        [20, 25],
      ],
    ],
    [
      'before',
      [span(20, 25)],
      span(1, 5),
      [
        [1, 5],
        [20, 25],
      ],
    ],
    ['filling a hole', [span(1, 5), span(20, 25)], span(5, 20), [[1, 25]]],
    ['heard already', [span(1, 25)], span(5, 20), [[1, 25]]],
    ['the wrong way round', [span(1, 5)], span(9, 8), [[1, 5]]],
    ['no number', [span(1, 5)], span(NaN, 8), [[1, 5]]],
  ])('%s', (_name, before, added, expected) => {
    expect(told(withSpan(before, added))).toEqual(expected);
  });

  it('stays in order, apart and bounded, whatever is added', () => {
    const any = fc.record({ from: fc.nat(100_000), length: fc.nat(40) });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 400 }), (all) => {
        const spans = all.reduce<readonly WallSpan[]>(
          (sum, { from, length }) => withSpan(sum, span(from, from + length)),
          [],
        );
        expect(spans.length).toBeLessThanOrEqual(MOST_SPANS);
        for (const [index, { fromMs, toMs }] of spans.entries()) {
          expect(toMs).toBeGreaterThan(fromMs);
          expect(fromMs).toBeGreaterThan(spans[index - 1]?.toMs ?? -1);
        }
      }),
      { numRuns: 20 },
    );
  });
});

const dated = [
  { startSeconds: 0, endSeconds: 100, startMs: 1_000_000 },
  // The encoder was away for 50 s.
  { startSeconds: 100, endSeconds: 200, startMs: 1_150_000 },
];

it('what was heard across a restart of the encoder is two stretches of the wall clock', () => {
  expect(told(wallSpans(dated, 90, 110))).toEqual([
    [1090, 1100],
    [1150, 1160],
  ]);
  expect(wallSpans(dated, 300, 310)).toEqual([]);
});

describe('missedSpans', () => {
  it.each([
    ['everything', [], [[0, 200]]],
    ['before a late join', [span(1060, 1300)], [[0, 60]]],
    ['a hole', [span(1000, 1020), span(1040, 1300)], [[20, 40]]],
    ['a hole at the restart', [span(1000, 1090), span(1160, 1300)], [[90, 110]]],
    ['the end', [span(900, 1160)], [[110, 200]]],
    ['a breath', [span(1000, 1020), span(1022, 1300)], []],
    ['nothing', [span(0, 5000)], []],
    ['another evening', [span(5000, 6000)], [[0, 200]]],
  ])('%s', (_name, heard, expected) => {
    expect(
      missedSpans(dated, heard).map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]),
    ).toEqual(expected);
  });

  it('is nothing where nothing is dated', () => {
    expect(missedSpans([], [span(1, 2)])).toEqual([]);
  });
});
