import { describe, expect, it } from 'vitest';
import { perspective } from '../../src/listener/line-geometry.ts';

describe('perspective', () => {
  it('puts now in the middle and an hour at the ends', () => {
    expect([perspective(0), perspective(3600), perspective(-3600)]).toEqual([0, 1, -1]);
    expect([perspective(86_400), perspective(-86_400)]).toEqual([1, -1]);
  });

  it('keeps the order of moments and gives the near ones more room', () => {
    const shares = [1, 10, 60, 600, 3599].map(perspective);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(perspective(60) - perspective(50)).toBeGreaterThan(perspective(600) - perspective(590));
    expect(perspective(-60)).toBe(-perspective(60));
  });
});
