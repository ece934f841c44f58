import type { Clock } from '../network/clock.ts';
import { hasSlept, pauseEnd } from './interruption.ts';
import { watchOutputs } from './outputs.ts';

export interface InterruptionOptions {
  readonly clock: Clock;
  /** What the sound came out of is gone: it must not go on elsewhere, nor for nobody. Only what sounds is meant. */
  pause(): void;
  /** Nobody has asked for the pause, and it may be over: go on. */
  resume(): void;
  /** The computer has slept, or the tab has been frozen: what was known is old. */
  onWake(): void;
}

/** The part of `navigator.audioSession` that is asked here; TypeScript's DOM does not know it yet. */
interface AudioSessionState extends EventTarget {
  readonly state?: 'inactive' | 'active' | 'interrupted';
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
  /** When there was last a reason for a pause that ends by itself. */
  let reasonAtMs: number | null = null;
  let isInterrupted = false;
  let cancelResume: (() => void) | null = null;
  let look: { readonly clockMs: number; readonly wallMs: number } | null = null;

  const settled = () => {
    isInterrupted = false;
    cancelResume?.();
    cancelResume = null;
  };
  const resume = () => {
    if (!isInterrupted || isInCall()) return;
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
  const noteReason = () => {
    reasonAtMs = clock.now();
  };
  const onThaw = () => {
    noteReason();
    onReturn();
  };
  /** Safari tells of a call's beginning and end (W3C Audio Session), and as a rule takes up the sound by itself. */
  const session = (navigator as { readonly audioSession?: AudioSessionState }).audioSession;
  const isInCall = () => session?.state === 'interrupted';
  let wasInCall = false;
  const onSessionChange = () => {
    const isOver = wasInCall && !isInCall();
    wasInCall = isInCall();
    if (wasInCall || isOver) noteReason();
    if (isOver) resume();
  };
  const since = (atMs: number | null) => (atMs === null ? null : clock.now() - atMs);

  // Then a key or the lock screen reaches us as a command (session/media-session.ts), and a pause is nobody's wish.
  const keysAreOurs = 'mediaSession' in navigator;
  // Not there on pages without https.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', onDeviceChange, { signal });
  if (devices !== undefined) watchOutputs(devices, () => options.pause(), signal);
  session?.addEventListener('statechange', onSessionChange, { signal });
  document.addEventListener('visibilitychange', onReturn, { signal });
  // A frozen page's element is paused, and its event comes when the page runs again (Page Lifecycle; HTML, "bfcache").
  document.addEventListener('freeze', noteReason, { signal });
  document.addEventListener('resume', onThaw, { signal });
  addEventListener('pageshow', onThaw, { signal });

  return {
    interrupted() {
      settled();
      const end = pauseEnd({
        resumedAtMs,
        nowMs: clock.now(),
        sinceDeviceChangeMs: since(deviceChangeAtMs),
        keysAreOurs,
        sinceReasonMs: isInCall() ? 0 : since(reasonAtMs),
        isHandheld: matchMedia('(pointer: coarse)').matches,
      });
      isInterrupted = end.kind !== 'stay';
      if (end.kind === 'resume') cancelResume = clock.setTimer(resume, end.delayMs);
    },
    settled,
    look() {
      const now = { clockMs: clock.now(), wallMs: clock.wallNow() };
      const before = look ?? now;
      look = now;
      if (!hasSlept({ clockMs: now.clockMs - before.clockMs, wallMs: now.wallMs - before.wallMs })) return;
      noteReason();
      options.onWake();
      resume();
    },
    dispose() {
      lifetime.abort();
      settled();
    },
  };
}
