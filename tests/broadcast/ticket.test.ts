import { describe, expect, it } from 'vitest';
import { ticketOf } from '../../src/broadcast/ticket.ts';

describe('ticketOf', () => {
  // Worked out apart from it, with BigInt arithmetic: collectors and other clients must draw the same.
  it.each<[string, string | number, number]>([
    ['', '', 1_210_769_405],
    ['somebody', 0, 2_959_216_754],
    ['somebody', 1, 765_905_099],
    ['somebody', 'evening', 2_334_981_604],
    ['ü€😀', '1', 647_085_498],
  ])('draws for %j with salt %j what everybody else draws', (id, salt, hash) => {
    expect(ticketOf(id, salt)).toBe(hash / 2 ** 32);
  });

  const draws = (count: number, idOf: (index: number) => string, salt: string | number) =>
    Array.from({ length: count }, (_, index) => ticketOf(idOf(index), salt));

  it.each<[string, (index: number) => string]>([
    ['ids in a row', (index) => String(index)],
    ['ids that differ in the first letter', (index) => `${index}-a-long-tail-that-is-the-same`],
    ['ids that differ in the last letter', (index) => `the-same-long-head-${String.fromCharCode(index)}`],
  ])('is uniform for %s', (_, idOf) => {
    const buckets = new Array<number>(20).fill(0);
    for (const ticket of draws(20_000, idOf, 'epoch')) {
      const bucket = Math.floor(ticket * 20);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    const chiSquared = buckets.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 19 degrees of freedom: exceeded by chance once in a thousand draws.
    expect(chiSquared).toBeLessThan(43.8);
  });

  it('another salt is another draw, independent of the first', () => {
    const one = draws(20_000, String, 1);
    const other = draws(20_000, String, 2);
    const both = one.filter((ticket, index) => ticket < 0.1 && (other[index] ?? 1) < 0.1).length;
    expect(both).toBeGreaterThan(150);
    expect(both).toBeLessThan(250);
  });
});
