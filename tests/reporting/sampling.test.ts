import { describe, expect, it } from 'vitest';
import { isSampled } from '../../src/reporting/sampling.ts';

describe('isSampled', () => {
  it.each([
    { ticket: 0, sampleRate: 0, sampled: false },
    { ticket: 0, sampleRate: 0.01, sampled: true },
    { ticket: 0.01, sampleRate: 0.01, sampled: false },
    { ticket: 0.5, sampleRate: 0.4, sampled: false },
    { ticket: 0.5, sampleRate: 0.6, sampled: true },
    // The highest ticket there is.
    { ticket: 1 - 2 ** -32, sampleRate: 1, sampled: true },
  ])('ticket $ticket at rate $sampleRate: $sampled', ({ ticket, sampleRate, sampled }) => {
    expect(isSampled(ticket, sampleRate)).toBe(sampled);
  });
});
