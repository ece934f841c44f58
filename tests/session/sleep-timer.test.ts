import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlaybackState } from '../../src/session/playback-state.ts';
import {
  chosenPlan,
  extendedPlan,
  FADE_MS,
  sleepOff,
  sleepStep,
  type SleepFacts,
  type SleepPlan,
} from '../../src/session/sleep-timer.ts';

const MINUTE_MS = 60_000;
const now = (nowMs: number, changes: Partial<SleepFacts> = {}): SleepFacts => ({
  nowMs,
  playback: 'playing',
  talkIsOver: false,
  ...changes,
});

describe('what can be chosen', () => {
  it.each<readonly [Parameters<typeof chosenPlan>[0], SleepPlan]>([
    ['off', sleepOff],
    [15, { kind: 'at', endsAtMs: 1000 + 15 * MINUTE_MS }],
    ['end-of-talk', { kind: 'end-of-talk', endsAtMs: null }],
  ])('%s', (choice, plan) => {
    expect(chosenPlan(choice, 1000)).toEqual(plan);
  });

  it.each<readonly [string, SleepPlan, SleepPlan]>([
    ['five minutes later', { kind: 'at', endsAtMs: 10_000 }, { kind: 'at', endsAtMs: 310_000 }],
    [
      'from now on when the time has passed',
      { kind: 'at', endsAtMs: 500 },
      { kind: 'at', endsAtMs: 301_000 },
    ],
    [
      'also when the talk is over',
      { kind: 'end-of-talk', endsAtMs: 20_000 },
      { kind: 'at', endsAtMs: 320_000 },
    ],
    ['not before it is', { kind: 'end-of-talk', endsAtMs: null }, { kind: 'end-of-talk', endsAtMs: null }],
    ['not when it is off', sleepOff, sleepOff],
  ])('is extended: %s', (_, plan, later) => {
    expect(extendedPlan(plan, 1000)).toEqual(later);
  });
});

describe('sleepStep', () => {
  const plan: SleepPlan = { kind: 'at', endsAtMs: 100_000 };

  it.each([
    [0, 1],
    [80_000, 1],
    [85_000, 0.75],
    [90_000, 0.5],
    [99_000, 0.05],
  ])('at %d ms a share of %d is heard', (nowMs, share) => {
    expect(sleepStep(plan, now(nowMs))).toEqual({ plan, share, pause: false });
  });

  it.each<readonly [PlaybackState['kind'], boolean]>([
    ['playing', true],
    ['rebuffering', true],
    ['waiting', true],
    ['joining', true],
    ['paused', false],
    ['blocked', false],
    ['idle', false],
    ['ended', false],
    ['failed', false],
  ])('when the time has come, %s is paused: %s', (playback, pause) => {
    expect(sleepStep(plan, now(100_000, { playback }))).toEqual({ plan: sleepOff, share: 0, pause });
  });

  it('does nothing while it is off', () => {
    expect(sleepStep(sleepOff, now(5))).toEqual({ plan: sleepOff, share: 1, pause: false });
  });

  it('begins to fade when the document says that the talk is over', () => {
    const waiting = chosenPlan('end-of-talk', 0);
    expect(sleepStep(waiting, now(5000)).plan).toBe(waiting);
    const step = sleepStep(waiting, now(5000, { talkIsOver: true }));
    expect(step).toEqual({
      plan: { kind: 'end-of-talk', endsAtMs: 5000 + FADE_MS },
      share: 1,
      pause: false,
    });
    // A document that takes it back changes nothing any more.
    expect(sleepStep(step.plan, now(15_000)).share).toBe(0.5);
    expect(sleepStep(step.plan, now(25_000)).pause).toBe(true);
  });

  it('has nothing left to do when the sound has ended by itself', () => {
    expect(sleepStep(chosenPlan('end-of-talk', 0), now(5000, { playback: 'ended' }))).toEqual({
      plan: sleepOff,
      share: 1,
      pause: false,
    });
  });

  it('never grows louder, and pauses once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 60 }), (steps) => {
        let current: SleepPlan = { kind: 'at', endsAtMs: 60_000 };
        let nowMs = 30_000;
        let heard = 1;
        let pauses = 0;
        for (const stepMs of steps) {
          nowMs += stepMs;
          if (current.kind === 'off') break;
          const step = sleepStep(current, now(nowMs));
          expect(step.share).toBeLessThanOrEqual(heard);
          expect(step.share).toBeGreaterThanOrEqual(0);
          if (step.pause) pauses += 1;
          ({ plan: current, share: heard } = step);
        }
        expect(pauses).toBe(nowMs >= 60_000 ? 1 : 0);
      }),
      { seed: 7 },
    );
  });
});
