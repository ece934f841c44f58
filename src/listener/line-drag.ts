import { reachOf, type Reach } from './line-reach.ts';
import { seekerOf } from './seeker.ts';
import { perSession } from './per-session.ts';
import type { PageSession } from './session-context.tsx';

/** A hand on the line: where the playhead was when it was laid on. The same object for as long as it lies there. */
export interface Grip {
  readonly reach: Reach;
}

/** Where a place on the line is: pixels from the playhead's place, and how many of them are a second. */
export interface LineScale {
  readonly axisPixels: number;
  readonly pixelsPerSecond: number;
}

/** The moment under the finger. The axis is where the playhead is; of a recording, which stands still, its beginning. */
export function momentAt(reach: Reach, { axisPixels, pixelsPerSecond }: LineScale, pixels: number): number {
  const seconds = (pixels - axisPixels) / pixelsPerSecond;
  return (reach.kind === 'recording' ? reach.fromSeconds : reach.positionSeconds) + seconds;
}

/**
 * Where a hand that has moved so far takes the playhead. A live line flows, and is drawn along under the playhead; on a
 * recording it is the playhead that is moved.
 */
export function draggedTo(reach: Reach, scale: LineScale, pixels: number, movedPixels: number): number {
  const target =
    reach.kind === 'recording'
      ? momentAt(reach, scale, pixels)
      : reach.positionSeconds - movedPixels / scale.pixelsPerSecond;
  return Math.min(reach.toSeconds, Math.max(reach.fromSeconds, target));
}

export interface LineDrag {
  readonly grip: () => Grip | null;
  readonly targetSeconds: () => number | null;
  /** Hands that were on the line so far. */
  readonly count: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly begin: () => Grip | null;
  readonly moveTo: (seconds: number) => void;
  /** Goes to where the line was left. It stays there until the sound has followed. */
  readonly release: () => void;
  readonly cancel: () => void;
}

/** The session reads the position twice a second. */
const SETTLES_WITHIN_MS = 1500;
/** As near as this (seconds) the sound has followed: it has gone on meanwhile. */
const SETTLED_SECONDS = 3;

function createLineDrag(session: PageSession): LineDrag {
  const { store, clock } = session;
  const listeners = new Set<() => void>();
  let grip: Grip | null = null;
  let targetSeconds: number | null = null;
  let count = 0;
  let dispose: (() => void) | null = null;

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const clear = () => {
    dispose?.();
    dispose = null;
    if (grip === null) return;
    grip = null;
    targetSeconds = null;
    count += 1;
    tell();
  };
  const settle = (seconds: number) => {
    const stopTimer = clock.setTimer(clear, SETTLES_WITHIN_MS);
    const detach = store.subscribe(({ position, feed }, before) => {
      const hasFollowed =
        position !== before.position && Math.abs(position.positionSeconds - seconds) < SETTLED_SECONDS;
      if (hasFollowed || feed === null) clear();
    });
    dispose = () => {
      stopTimer();
      detach();
    };
  };

  return {
    grip: () => grip,
    targetSeconds: () => targetSeconds,
    count: () => count,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clear();
      };
    },
    begin() {
      clear();
      const reach = reachOf(store.getState());
      if (reach === null) return null;
      grip = { reach };
      targetSeconds = reach.positionSeconds;
      tell();
      return grip;
    },
    moveTo(seconds) {
      if (grip === null || dispose !== null) return;
      targetSeconds = seconds;
      tell();
    },
    release() {
      if (targetSeconds === null || dispose !== null) return;
      settle(targetSeconds);
      seekerOf(session).go(targetSeconds);
    },
    cancel() {
      if (dispose === null) clear();
    },
  };
}

export const dragOf = perSession(createLineDrag);
