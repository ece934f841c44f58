import type { PlaybackState } from './playback-state.ts';

/** When the sound is to stop by itself. Milliseconds of the session's Clock. */
export type SleepPlan =
  | { readonly kind: 'off' }
  | { readonly kind: 'at'; readonly endsAtMs: number }
  /** When the talk is over; `endsAtMs` once that is known. */
  | { readonly kind: 'end-of-talk'; readonly endsAtMs: number | null };

/** What a listener can choose: minutes from now, or the end of the talk. */
export type SleepChoice = 'off' | 'end-of-talk' | number;

/** Minutes that are offered: a chapter, a talk, a long talk. */
export const SLEEP_MINUTES = [15, 30, 45, 60] as const;

/** What one press adds. */
export const EXTENSION_MINUTES = 5;

/** Long enough not to wake whoever has nearly fallen asleep. */
export const FADE_MS = 20_000;

const MINUTE_MS = 60_000;

/** What the plan is made of and judged by, now. */
export interface SleepFacts {
  readonly nowMs: number;
  readonly playback: PlaybackState['kind'];
  /** The broadcast document says that the talk is over. */
  readonly talkIsOver: boolean;
}

/** What is to be done now. */
export interface SleepStep {
  readonly plan: SleepPlan;
  /** How much of the volume is heard, 0 to 1. */
  readonly share: number;
  /** The time has come. */
  readonly pause: boolean;
}

export const sleepOff: SleepPlan = { kind: 'off' };

export function chosenPlan(choice: SleepChoice, nowMs: number): SleepPlan {
  if (choice === 'off') return sleepOff;
  if (choice === 'end-of-talk') return { kind: 'end-of-talk', endsAtMs: null };
  return { kind: 'at', endsAtMs: nowMs + choice * MINUTE_MS };
}

/** Five minutes more; from now on where the talk is over already. */
export function extendedPlan(plan: SleepPlan, nowMs: number): SleepPlan {
  if (plan.kind === 'off' || plan.endsAtMs === null) return plan;
  return { kind: 'at', endsAtMs: Math.max(plan.endsAtMs, nowMs) + EXTENSION_MINUTES * MINUTE_MS };
}

/**
 * The plan a moment later. Whoever sleeps must not be woken: what still waits for its sound when the time has come is
 * stopped as well.
 */
export function sleepStep(plan: SleepPlan, { nowMs, playback, talkIsOver }: SleepFacts): SleepStep {
  if (plan.kind === 'off') return { plan, share: 1, pause: false };
  const endsAtMs =
    plan.endsAtMs ?? (plan.kind === 'end-of-talk' && talkIsOver ? nowMs + FADE_MS : Number.POSITIVE_INFINITY);
  const isSilent = playback === 'ended' || playback === 'failed';
  // The talk has ended by itself: there is nothing left to do.
  if (plan.kind === 'end-of-talk' && isSilent) return { plan: sleepOff, share: 1, pause: false };
  if (nowMs >= endsAtMs) {
    const canPause = !isSilent && playback !== 'idle' && playback !== 'paused' && playback !== 'blocked';
    return { plan: sleepOff, share: 0, pause: canPause };
  }
  return {
    plan: plan.kind === 'end-of-talk' && Number.isFinite(endsAtMs) ? { ...plan, endsAtMs } : plan,
    share: Math.min(1, (endsAtMs - nowMs) / FADE_MS),
    pause: false,
  };
}
