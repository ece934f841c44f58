import type { Clock } from '../network/clock.ts';
import { hasSlept, resumeDelayMs } from './interruption.ts';

export interface InterruptionOptions {
  readonly clock: Clock;
  /** A media key or the lock screen asks for it. */
  play(): void;
  pause(): void;
  /** Nobody has asked for the pause, and it may be over: go on. */
  resume(): void;
  /** The computer has slept, or the tab has been frozen: what was known is old. */
  onWake(): void;
}

/** Watches for what the platform does to the sound without anybody's wish, and puts it right where it may. */
export interface Interruptions {
  /** The element is paused though somebody wants to hear. */
  interrupted(): void;
  /** A person has decided: nothing is put right behind their back. */
  settled(): void;
  /** Call a few times a second. */
  look(): void;
  dispose(): void;
}

export function watchInterruptions(options: InterruptionOptions): Interruptions {
  const { clock } = options;
  const lifetime = new AbortController();
  const { signal } = lifetime;
  let resumedAtMs: readonly number[] = [];
  let deviceChangeAtMs: number | null = null;
  let isInterrupted = false;
  let cancelResume: (() => void) | null = null;
  let look: { readonly clockMs: number; readonly wallMs: number } | null = null;

  const settled = () => {
    isInterrupted = false;
    cancelResume?.();
    cancelResume = null;
  };
  const resume = () => {
    if (!isInterrupted) return;
    settled();
    resumedAtMs = [...resumedAtMs, clock.now()].slice(-8);
    options.resume();
  };
  const onDeviceChange = () => {
    deviceChangeAtMs = clock.now();
    // The pause may have come first: then it was for this.
    settled();
  };
  /** The page is in front again, or thawed: an interruption is over as a rule. */
  const onReturn = () => {
    if (document.visibilityState === 'visible') resume();
  };

  // Without these the browser pauses the element itself when a key is pressed, and that would look like nobody's wish.
  const keysAreOurs = takeMediaKeys({ play: () => options.play(), pause: () => options.pause() });
  // Not there on pages without https.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', onDeviceChange, { signal });
  document.addEventListener('visibilitychange', onReturn, { signal });
  document.addEventListener('resume', onReturn, { signal });
  addEventListener('pageshow', onReturn, { signal });

  return {
    interrupted() {
      settled();
      const nowMs = clock.now();
      const sinceDeviceChangeMs = deviceChangeAtMs === null ? null : nowMs - deviceChangeAtMs;
      const delayMs = resumeDelayMs({ resumedAtMs, nowMs, sinceDeviceChangeMs, keysAreOurs });
      if (delayMs === null) return;
      isInterrupted = true;
      cancelResume = clock.setTimer(resume, delayMs);
    },
    settled,
    look() {
      const now = { clockMs: clock.now(), wallMs: clock.wallNow() };
      const before = look ?? now;
      look = now;
      if (!hasSlept({ clockMs: now.clockMs - before.clockMs, wallMs: now.wallMs - before.wallMs })) return;
      options.onWake();
      resume();
    },
    dispose() {
      lifetime.abort();
      settled();
      if (keysAreOurs) takeMediaKeys({ play: null, pause: null });
    },
  };
}

/** True if the browser hands its media keys over (Media Session). */
function takeMediaKeys(keys: {
  readonly play: (() => void) | null;
  readonly pause: (() => void) | null;
}): boolean {
  try {
    const { mediaSession } = navigator;
    mediaSession.setActionHandler('play', keys.play);
    mediaSession.setActionHandler('pause', keys.pause);
    return true;
  } catch {
    // No Media Session, or none of these actions.
    return false;
  }
}
