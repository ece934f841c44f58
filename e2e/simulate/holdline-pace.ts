import { beginningWaitMs } from '../../src/feed/beginning.ts';
import {
  choosePlaybackRate,
  freshHoldBack,
  type PlaybackRate,
  resumeWaitMs,
  SILENCES_COUNT_FOR_MS,
  wantedLatencySeconds,
} from '../../src/playback/latency-policy.ts';
import { Flag, NEVER, type People, SILENCES_SHIFT, Word } from './people.ts';
import { liveSecondsAt, TARGET_SECONDS } from './stream.ts';

const SILENCES_COUNT_SECONDS = SILENCES_COUNT_FOR_MS / 1000;
/** More silences than this change nothing (resumeWaitMs). */
const MOST_SILENCES = 3;
const WANTED_SECONDS = wantedLatencySeconds(freshHoldBack, TARGET_SECONDS, 0);

/** How long Holdline waits before it begins or goes on, and how fast it plays: src/playback/pace.ts, in numbers. */
export interface HoldlinePace {
  /** A listener who has just come, at this time. */
  begin(base: number, now: number): void;
  /** Decides on the rate of somebody who hears. */
  look(id: number, base: number, now: number): void;
}

export function createHoldlinePace(people: People): HoldlinePace {
  const { f, i, flags } = people;
  /** How many silences count in this one, it included: found when something first comes in it. */
  const silencesNow = (id: number, base: number): number => {
    const flag = flags[id] ?? 0;
    const known = (flag & Flag.silences) >> SILENCES_SHIFT;
    if (known > 0) return known;
    const since = f[base + Word.silentSince] ?? 0;
    const isRecent = (word: number) => since - (f[base + word] ?? 0) < SILENCES_COUNT_SECONDS;
    const count = 1 + Number(isRecent(Word.silenceBefore)) + Number(isRecent(Word.silenceBeforeThat));
    f[base + Word.silenceBeforeThat] = f[base + Word.silenceBefore] ?? 0;
    f[base + Word.silenceBefore] = since;
    f[base + Word.somethingSince] = NEVER;
    flags[id] = flag | (Math.min(MOST_SILENCES, count) << SILENCES_SHIFT);
    return count;
  };

  const beginning = { heldSeconds: 0, isAll: false, targetDurationSeconds: TARGET_SECONDS };
  people.setGoesOn((id, base, atSeconds, heldSeconds) => {
    let waitMs: number;
    if (((flags[id] ?? 0) & Flag.heard) === 0) {
      beginning.heldSeconds = heldSeconds;
      beginning.isAll = (i[base + Word.neededFrom] ?? 0) > (i[base + Word.knownEdge] ?? 0);
      waitMs = beginningWaitMs(beginning);
    } else waitMs = resumeWaitMs(silencesNow(id, base), heldSeconds, TARGET_SECONDS);
    const since = Math.min(f[base + Word.somethingSince] ?? 0, atSeconds);
    f[base + Word.somethingSince] = since;
    return Math.max(atSeconds, since + waitMs / 1000);
  });

  const facts = {
    rate: 1 as PlaybackRate,
    sinceChangeMs: 0,
    inHandSeconds: 0,
    sinceArrivalMs: 0,
    steadyForMs: 0,
    latencySeconds: 0,
    wantedSeconds: WANTED_SECONDS,
    targetDurationSeconds: TARGET_SECONDS,
    complete: false,
  };
  const slow: PlaybackRate = 0.95;

  return {
    begin(base, now) {
      f[base + Word.rate] = 1;
      f[base + Word.rateChangedAt] = now;
      f[base + Word.arrivedAt] = now;
      f[base + Word.failedAt] = now;
      f[base + Word.somethingSince] = NEVER;
      f[base + Word.missingSince] = NEVER;
      f[base + Word.silenceBefore] = -NEVER;
      f[base + Word.silenceBeforeThat] = -NEVER;
    },
    look(id, base, now) {
      if (!people.isPlaying(id)) return;
      const rate = f[base + Word.rate] ?? 1;
      // Single precision keeps no hundredths.
      facts.rate = rate < 1 ? slow : rate > 1.07 ? 1.1 : rate > 1 ? 1.05 : 1;
      facts.sinceChangeMs = (now - (f[base + Word.rateChangedAt] ?? 0)) * 1000;
      facts.inHandSeconds = people.inHandSeconds(base);
      facts.sinceArrivalMs = (now - (f[base + Word.arrivedAt] ?? 0)) * 1000;
      facts.steadyForMs = (now - (f[base + Word.failedAt] ?? 0)) * 1000;
      facts.latencySeconds = liveSecondsAt(now) - (f[base + Word.position] ?? 0);
      const next = choosePlaybackRate(facts);
      if (next === facts.rate) return;
      f[base + Word.rate] = next;
      f[base + Word.rateChangedAt] = now;
    },
  };
}
