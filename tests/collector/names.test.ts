import { describe, expect, it } from 'vitest';
import { createPathwayNames, failureName, renditionKbps, shownStatus } from '../../src/collector/names.ts';

describe('names of figures', () => {
  it('knows the pathways of the document, and others up to sixteen', () => {
    const names = createPathwayNames();
    for (let index = 0; index < 10_000; index++) names.name(`invented-${index}`);
    expect(names.name('invented-15')).toBe('invented-15');
    expect(names.name('invented-16')).toBe('other');
    names.expect(['primary', 'backup']);
    expect(names.name('primary')).toBe('primary');
    expect(names.name('late')).toBe('other');
  });

  it.each([
    [24, 24],
    [23.6, 24],
    [50, 48],
    [1, 8],
    [100_000, 512],
    [0, 0],
    [null, 0],
  ])('shows %s kbit/s as %d', (kbps, shown) => {
    expect(renditionKbps(kbps)).toBe(shown);
  });

  it.each([
    [503, 503],
    [599, 500],
    [418, 400],
    [0, null],
    [null, null],
  ])('shows status %s as %s', (status, shown) => {
    expect(shownStatus(status)).toBe(shown);
  });

  it.each([
    ['stalled', null, 'stalled'],
    ['stalled', 503, 'stalled'],
    ['<b>', null, 'other'],
    [null, 503, 'overloaded'],
    [null, 429, 'overloaded'],
    [null, 404, 'not-found'],
    [null, 403, 'denied'],
    [null, 418, 'other'],
    [null, 206, null],
    [null, null, null],
  ])('calls failure %s with status %s %s', (failure, status, name) => {
    expect(failureName(failure, status)).toBe(name);
  });
});
