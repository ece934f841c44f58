import { describe, expect, it } from 'vitest';
import { broadcastPhase, secondsToStart } from '../../src/broadcast/schedule.ts';
import { documentOf, START_MS } from './documents.ts';

describe('broadcastPhase', () => {
  it.each([
    ['scheduled', -1, 'scheduled'],
    ['scheduled', -86_400_000, 'scheduled'],
    ['scheduled', 0, 'late'],
    ['scheduled', 1, 'late'],
    ['late', -1000, 'late'],
    ['late', 1000, 'late'],
    ['live', -1000, 'live'],
    ['live', 1000, 'live'],
    ['ended', -1000, 'ended'],
    ['ended', 1000, 'ended'],
  ])('a document that says %s, %d ms after its start: %s', (state, afterMs, phase) => {
    expect(broadcastPhase(documentOf({ state }), START_MS + afterMs)).toBe(phase);
  });
});

describe('secondsToStart', () => {
  it('counts down, and goes on below zero', () => {
    expect(secondsToStart(documentOf(), START_MS - 90_500)).toBe(90.5);
    expect(secondsToStart(documentOf(), START_MS + 42 * 60_000)).toBe(-2520);
  });
});
