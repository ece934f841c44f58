import { i18nOf } from '../fakes/languages.ts';
import { describe, expect, it } from 'vitest';
import { waitingWords, type WaitingFacts } from '../../src/listener/line-words.ts';
import { lineWords, type LineFacts } from '../../src/listener/media-words.ts';

const facts: LineFacts = {
  heardSeconds: 41,
  inHandSeconds: 18,
  latencySeconds: 24,
  lostSeconds: 0,
};
const english = i18nOf('en');
const german = i18nOf('de');
const startMs = new Date(2026, 10, 23, 20, 0).getTime();

describe('lineWords', () => {
  it('tells what was heard, what is in hand and how far live is', () => {
    expect(lineWords(facts, english)).toBe('40 seconds heard, 20 seconds in hand, 25 seconds behind live');
    expect(lineWords(facts, german)).toBe(
      '40 Sekunden gehört, 20 Sekunden vorrätig und 25 Sekunden hinter live',
    );
  });

  it('tells of gaps and of nothing in hand, and leaves out what is not known', () => {
    expect(lineWords({ ...facts, inHandSeconds: 0.4, latencySeconds: null, lostSeconds: 8 }, english)).toBe(
      '40 seconds heard, nothing in hand, 10 seconds lost in gaps',
    );
  });

  it('rounds, so that many seconds have the same words', () => {
    const told = Array.from({ length: 120 }, (_, second) =>
      lineWords({ ...facts, heardSeconds: 60 + second, inHandSeconds: 18 - (second % 4) }, english),
    );
    expect(new Set(told).size).toBeLessThan(10);
  });
});

describe('waitingWords', () => {
  it.each<readonly [Partial<WaitingFacts>, string | RegExp]>([
    [{ kind: 'waiting' }, 'The line is quiet. The broadcast is not there yet.'],
    [
      { kind: 'waiting', start: { wallMs: startMs, passed: false } },
      /The start is announced for 8:00\sPM\.$/,
    ],
    [
      { kind: 'waiting', start: { wallMs: startMs, passed: true } },
      /The start was announced for 8:00\sPM\.$/,
    ],
    [{ kind: 'joining' }, 'The first seconds are being fetched.'],
  ])('%j before the sound', (change, text) => {
    expect(waitingWords({ kind: 'waiting', start: null, ...change }, english)).toEqual(
      typeof text === 'string' ? text : expect.stringMatching(text),
    );
  });
});
