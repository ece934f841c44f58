import { describe, expect, it } from 'vitest';
import {
  afterSilence,
  BETWEEN_CHANGES_MS,
  CATCH_UP_STEADY_MS,
  choosePlaybackRate,
  FASTEST_FOR_MS,
  freshHoldBack,
  jumpDistanceSeconds,
  LONGEST_WAIT_MS,
  mayGoOn,
  MOST_EXTRA_TARGET_DURATIONS,
  relaxed,
  RELAX_AFTER_MS,
  SILENCES_COUNT_FOR_MS,
  wantedLatencySeconds,
  type PlaybackRate,
  type RateFacts,
} from '../../src/playback/latency-policy.ts';

const calm: RateFacts = {
  rate: 1,
  sinceChangeMs: 60_000,
  inHandSeconds: 20,
  sinceArrivalMs: 2_000,
  steadyForMs: 60_000,
  latencySeconds: 28,
  wantedSeconds: 28,
  targetDurationSeconds: 4,
  complete: false,
};

describe('choosePlaybackRate', () => {
  it.each([
    ['all is well', {}, 1],
    ['little in hand, and nothing comes', { inHandSeconds: 11, sinceArrivalMs: 6_000 }, 0.95],
    ['little in hand, and answers fail', { inHandSeconds: 11, steadyForMs: 1_000 }, 0.95],
    ['little in hand because the window is short', { inHandSeconds: 8 }, 1],
    ['nothing comes, with enough in hand', { inHandSeconds: 12, sinceArrivalMs: 20_000 }, 1],
    [
      'the end is in hand: nothing comes any more',
      { inHandSeconds: 6, sinceArrivalMs: 30_000, complete: true },
      1,
    ],
    ['behind by a little', { latencySeconds: 35 }, 1],
    ['behind by more', { latencySeconds: 36 }, 1.05],
    ['far behind', { latencySeconds: 60 }, 1.1],
    ['so far behind that it was somebody’s choice', { latencySeconds: 200 }, 1],
    ['behind, with little in hand', { latencySeconds: 40, inHandSeconds: 15 }, 1],
    [
      'behind, and the link was bad a moment ago',
      { latencySeconds: 40, steadyForMs: CATCH_UP_STEADY_MS - 1 },
      1,
    ],
    ['behind long segments by no more than they blur', { latencySeconds: 45, targetDurationSeconds: 10 }, 1],
    ['latency not known', { latencySeconds: null }, 1],
    ['no change right after one', { latencySeconds: 40, sinceChangeMs: BETWEEN_CHANGES_MS - 1 }, 1],
    [
      'in need a little sooner',
      { rate: 1.05, inHandSeconds: 5, steadyForMs: 0, sinceChangeMs: BETWEEN_CHANGES_MS / 2 },
      0.95,
    ],
    ['slow until there is enough', { rate: 0.95, inHandSeconds: 15, steadyForMs: 10_000 }, 0.95],
    ['slow no longer once there is', { rate: 0.95, inHandSeconds: 16, steadyForMs: 10_000 }, 1],
    [
      'slow no longer where the window holds no more',
      { rate: 0.95, inHandSeconds: 11, steadyForMs: 20_000 },
      1,
    ],
    ['fast until it is caught up', { rate: 1.05, latencySeconds: 29 }, 1.05],
    ['fast no longer then', { rate: 1.05, latencySeconds: 28 }, 1],
    ['faster not for long', { rate: 1.1, latencySeconds: 70, sinceChangeMs: FASTEST_FOR_MS }, 1.05],
    ['fast no longer when the line drops', { rate: 1.1, latencySeconds: 70, steadyForMs: 0 }, 1],
  ] as const)('%s', (_name, changes, expected) => {
    expect(choosePlaybackRate({ ...calm, ...changes })).toBe(expected);
  });

  it('an evening with an outage: few changes, each at least four seconds from the one before', () => {
    let rate: PlaybackRate = 1;
    let sinceChangeMs = 60_000;
    let inHandSeconds = 20;
    let latencySeconds = 28;
    let sinceArrivalMs = 0;
    let steadyForMs = 60_000;
    const changes: string[] = [];
    for (let ms = 0; ms < 500_000; ms += 250) {
      const out = ms >= 20_000 && ms < 60_000;
      steadyForMs = out ? 0 : steadyForMs + 250;
      sinceArrivalMs = out ? sinceArrivalMs + 250 : 0;
      const advanced = inHandSeconds > 0 ? 0.25 * rate : 0;
      inHandSeconds -= advanced;
      if (!out) inHandSeconds = Math.min(inHandSeconds + 1, latencySeconds - 4);
      latencySeconds += 0.25 - advanced;
      const next = choosePlaybackRate({
        ...calm,
        rate,
        sinceChangeMs,
        inHandSeconds,
        sinceArrivalMs,
        steadyForMs,
        latencySeconds,
      });
      if (next !== rate) {
        expect(sinceChangeMs).toBeGreaterThanOrEqual(BETWEEN_CHANGES_MS / 2);
        changes.push(`${Math.round(ms / 1000)} ${next}`);
        sinceChangeMs = 0;
      } else sinceChangeMs += 250;
      rate = next;
    }
    expect(changes).toEqual(['32 0.95', '65 1', '80 1.05', expect.stringMatching(/^4\d\d 1$/)]);
  });
});

describe('the hold-back', () => {
  it('grows with every silence up to a limit, and relaxes a target duration at a time', () => {
    let holdBack = freshHoldBack;
    expect(wantedLatencySeconds(holdBack, 4, 0)).toBe(60);
    expect(wantedLatencySeconds(holdBack, 4, 20)).toBe(80);
    expect(jumpDistanceSeconds(holdBack, 4)).toBe(12);
    for (let silence = 1; silence <= 6; silence += 1) holdBack = afterSilence(holdBack, silence * 1_000);
    expect(holdBack.extraTargetDurations).toBe(MOST_EXTRA_TARGET_DURATIONS);
    expect(wantedLatencySeconds(holdBack, 4, 0)).toBe(72);
    expect(jumpDistanceSeconds(holdBack, 4)).toBe(24);

    expect(relaxed(holdBack, 6_000 + RELAX_AFTER_MS - 1)).toBe(holdBack);
    const levels: number[] = [];
    for (let minute = 0; minute <= 20; minute += 1) {
      holdBack = relaxed(holdBack, 6_000 + minute * 60_000);
      levels.push(holdBack.extraTargetDurations);
    }
    expect(levels).toEqual([3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('mayGoOn', () => {
  const first = afterSilence(freshHoldBack, 0);
  const facts = {
    holdBack: first,
    nowMs: 1_000,
    inHandSeconds: 4,
    targetDurationSeconds: 4,
    waitedMs: 0,
    ended: false,
  };
  it.each([
    ['not with one segment', {}, false],
    ['with one and a half', { inHandSeconds: 6 }, true],
    ['with whatever there is at the end', { inHandSeconds: 1, ended: true }, true],
    ['after two target durations with what there is', { waitedMs: 8_000 }, true],
    ['not before', { waitedMs: 7_999 }, false],
    [
      'of long segments too after ten seconds',
      { targetDurationSeconds: 10, waitedMs: LONGEST_WAIT_MS },
      true,
    ],
  ])('%s', (_name, changes, expected) => {
    expect(mayGoOn({ ...facts, ...changes })).toBe(expected);
  });

  it('asks for more with each silence of the last minutes, within limits', () => {
    const needed: number[] = [];
    let holdBack = freshHoldBack;
    for (let silence = 0; silence < 5; silence += 1) {
      const nowMs = silence * 20_000;
      holdBack = afterSilence(holdBack, nowMs);
      for (let inHandSeconds = 0; ; inHandSeconds += 1) {
        if (!mayGoOn({ ...facts, holdBack, nowMs, inHandSeconds })) continue;
        needed.push(inHandSeconds);
        break;
      }
    }
    expect(needed).toEqual([6, 10, 14, 14, 14]);
    const later = 80_000 + SILENCES_COUNT_FOR_MS;
    expect(
      mayGoOn({ ...facts, holdBack: afterSilence(holdBack, later), nowMs: later, inHandSeconds: 6 }),
    ).toBe(true);
  });
});
