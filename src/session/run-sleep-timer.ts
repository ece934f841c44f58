import type { Clock } from '../network/clock.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { SessionCommands, SessionState } from './audio-session.ts';
import {
  chosenPlan,
  extendedPlan,
  FADE_MS,
  sleepOff,
  sleepStep,
  type SleepChoice,
  type SleepPlan,
} from './sleep-timer.ts';

/** Nobody hears the steps of a fade this fine. */
const FADE_STEP_MS = 250;
/** As long as nothing fades: the end of the talk is looked for this often. */
const LOOK_MS = 1000;
/** The element pauses a moment after it is told to; a volume that came back sooner would be heard. */
const SETTLE_MS = 1000;

export interface SleepTimer {
  /** The same object until it changes. */
  readonly current: () => SleepPlan;
  readonly subscribe: (listener: () => void) => () => void;
  readonly choose: (choice: SleepChoice) => void;
  /** Five minutes more. */
  readonly extend: () => void;
  /** Ends it; the volume is what is set. */
  readonly destroy: () => void;
}

/**
 * Stops the sound at a time that the listener has chosen, after a fade. Lives as long as the page and is kept nowhere.
 * The session's clock is a worker's: a hidden tab sleeps no later.
 */
export function runSleepTimer(session: {
  readonly store: Pick<StoreApi<SessionState>, 'getState' | 'subscribe'>;
  readonly commands: Pick<SessionCommands, 'pause' | 'fade'>;
  readonly clock: Pick<Clock, 'now' | 'setTimer'>;
}): SleepTimer {
  const { store, commands, clock } = session;
  const listeners = new Set<() => void>();
  let plan: SleepPlan = sleepOff;
  let share = 1;
  let cancel: (() => void) | null = null;

  const set = (next: SleepPlan) => {
    if (next === plan) return;
    plan = next;
    for (const listener of [...listeners]) listener();
  };
  const fade = (next: number) => {
    if (next === share) return;
    share = next;
    commands.fade(next);
  };
  const later = (callback: () => void, delayMs: number) => {
    cancel?.();
    cancel = clock.setTimer(callback, delayMs);
  };
  const look = () => {
    const { playback, broadcast } = store.getState();
    const nowMs = clock.now();
    const step = sleepStep(plan, {
      nowMs,
      playback: playback.kind,
      talkIsOver: broadcast.kind === 'loaded' && broadcast.document.state === 'ended',
    });
    set(step.plan);
    fade(step.share);
    if (step.pause) commands.pause();
    if (plan.kind !== 'off') later(look, pauseMs(plan, nowMs));
    else if (share < 1) later(() => fade(1), SETTLE_MS);
    else cancel?.();
  };
  const begin = (next: SleepPlan) => {
    set(next);
    look();
  };

  return {
    current: () => plan,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose: (choice) => begin(chosenPlan(choice, clock.now())),
    extend: () => begin(extendedPlan(plan, clock.now())),
    destroy() {
      cancel?.();
      fade(1);
      listeners.clear();
    },
  };
}

/** Until the next look: to the beginning of the fade where that is known, and then in small steps. */
function pauseMs(plan: SleepPlan, nowMs: number): number {
  if (plan.kind === 'off' || plan.endsAtMs === null) return LOOK_MS;
  const toFadeMs = plan.endsAtMs - FADE_MS - nowMs;
  return toFadeMs > 0 ? toFadeMs : FADE_STEP_MS;
}
