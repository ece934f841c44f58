import { describe, expect, it } from 'vitest';
import { ticketOf } from '../../src/broadcast/ticket.ts';

const SAMPLES = 20_000;
const TENTHS = 10;

/** How far the counts per tenth are from even: χ² with nine degrees of freedom is above 33.7 once in ten thousand. */
function chiSquare(tickets: readonly number[]): number {
  const counts = Array.from({ length: TENTHS }, () => 0);
  for (const ticket of tickets) {
    const tenth = Math.floor(ticket * TENTHS);
    counts[tenth] = (counts[tenth] ?? 0) + 1;
  }
  const even = tickets.length / TENTHS;
  return counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0);
}

describe('ticketOf', () => {
  // Every listener of an evening computes its own: another formula in a newer page would draw the crowd anew.
  it.each([
    ['', '', 0.28190421988256276],
    ['a', 'reports', 0.461003006901592],
    ['3f2a9c0d11e45b77', 'reports', 0.6390450955368578],
    ['3f2a9c0d11e45b77', 1, 0.08843001583591104],
  ])('gives id %j with salt %j always %d', (id, salt, ticket) => {
    expect(ticketOf(id, salt)).toBe(ticket);
  });

  it('does not tell a number from its digits', () => {
    expect(ticketOf('a', 7)).toBe(ticketOf('a', '7'));
  });

  it.each([
    ['ids that count up', (index: number) => ticketOf(String(index), 'reports')],
    ['salts that count up', (index: number) => ticketOf('3f2a9c0d11e45b77', index)],
  ])('is uniform over %s', (_, draw) => {
    const tickets = Array.from({ length: SAMPLES }, (_, index) => draw(index));
    expect(Math.min(...tickets)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...tickets)).toBeLessThan(1);
    expect(chiSquare(tickets)).toBeLessThan(33.7);
  });

  it('gives another order for another salt', () => {
    const both = Array.from({ length: SAMPLES }, (_, index) => String(index)).filter(
      (id) => ticketOf(id, 'one') < 0.1 && ticketOf(id, 'two') < 0.1,
    );
    // A hundredth of them, give or take four times the standard deviation.
    expect(Math.abs(both.length - SAMPLES / 100)).toBeLessThan(4 * Math.sqrt(SAMPLES / 100));
  });
});
