import type { Clock } from '../network/clock.ts';
import {
  afterSilence,
  choosePlaybackRate,
  freshHoldBack,
  jumpDistanceSeconds,
  mayGoOn,
  relaxed,
  wantedLatencySeconds,
  type HoldBack,
  type PlaybackRate,
} from './latency-policy.ts';

/** What one look at the element and the feed has found. */
export interface PaceFacts {
  /** Null before the first sound, and while somebody else moves the playhead. */
  readonly positionSeconds: number | null;
  readonly inHandSeconds: number;
  readonly latencySeconds: number | null;
  readonly targetDurationSeconds: number;
  readonly steadyForMs: number;
  /** There was sound, somebody wants more of it, and there is none. */
  readonly silent: boolean;
  readonly ended: boolean;
  readonly complete: boolean;
  /** What the producers ask everybody to stay further behind. */
  readonly holdBackExtraSeconds: number;
}

/** Keeps time for one broadcast: how fast to play, when to go on after a silence, how far from live to stay. */
export interface Pace {
  look(facts: PaceFacts): void;
  rate(): PlaybackRate;
  /** Resolves when what is in hand may be played: at once, but for a silence. */
  mayGoOn(signal: AbortSignal): Promise<void>;
  jumpDistanceSeconds(targetDurationSeconds: number): number;
  /** The latency that needs no catching up. */
  wantedSeconds(targetDurationSeconds: number, extraSeconds: number): number;
}

/** What comes in is more than rounding. */
const ARRIVED_SECONDS = 0.5;

export function createPace(clock: Clock): Pace {
  let holdBack: HoldBack = freshHoldBack;
  let rate: PlaybackRate = 1;
  let changedAtMs = clock.now();
  /** Where what is in hand ends, and when that last grew. */
  let heldEndSeconds = 0;
  let arrivedAtMs = clock.now();
  let silent = false;
  /** Since when, in this silence, there has been something to go on with. */
  let somethingSinceMs: number | null = null;
  let waiting: (() => void)[] = [];

  const goOn = () => {
    const waited = waiting;
    waiting = [];
    for (const resolve of waited) resolve();
  };

  const lookAtSilence = (facts: PaceFacts, nowMs: number) => {
    if (facts.silent && !silent) holdBack = afterSilence(holdBack, nowMs);
    silent = facts.silent;
    somethingSinceMs = silent && facts.inHandSeconds > 0 ? (somethingSinceMs ?? nowMs) : null;
    const { inHandSeconds, targetDurationSeconds, ended } = facts;
    const waitedMs = somethingSinceMs === null ? 0 : nowMs - somethingSinceMs;
    if (!silent || mayGoOn({ holdBack, nowMs, inHandSeconds, targetDurationSeconds, waitedMs, ended }))
      goOn();
  };

  return {
    look(facts) {
      const nowMs = clock.now();
      holdBack = relaxed(holdBack, nowMs);
      lookAtSilence(facts, nowMs);
      const { positionSeconds } = facts;
      if (positionSeconds === null) return;
      const endSeconds = positionSeconds + facts.inHandSeconds;
      if (endSeconds > heldEndSeconds + ARRIVED_SECONDS || endSeconds < heldEndSeconds - ARRIVED_SECONDS) {
        heldEndSeconds = endSeconds;
        arrivedAtMs = nowMs;
      }
      const next = choosePlaybackRate({
        ...facts,
        rate,
        sinceChangeMs: nowMs - changedAtMs,
        sinceArrivalMs: nowMs - arrivedAtMs,
        wantedSeconds: wantedLatencySeconds(
          holdBack,
          facts.targetDurationSeconds,
          facts.holdBackExtraSeconds,
        ),
      });
      if (next !== rate) changedAtMs = nowMs;
      rate = next;
    },
    rate: () => rate,
    mayGoOn(signal) {
      if (!silent || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          signal.removeEventListener('abort', done);
          waiting = waiting.filter((other) => other !== done);
          resolve();
        };
        signal.addEventListener('abort', done);
        waiting.push(done);
      });
    },
    jumpDistanceSeconds: (targetDurationSeconds) => jumpDistanceSeconds(holdBack, targetDurationSeconds),
    wantedSeconds: (targetDurationSeconds, extraSeconds) =>
      wantedLatencySeconds(holdBack, targetDurationSeconds, extraSeconds),
  };
}
