import { reachFrom, reachOf, wishFor, type Reach } from './line-reach.ts';
import { perSession } from './per-session.ts';
import type { PageSession } from './session-context.tsx';

/** The way of a listener through time, whatever they do it with. */
export interface Seeker {
  /** Goes there, or as near as one can; a new place is asked for once. */
  readonly go: (seconds: number) => void;
  /** From where the last step has led, though the element may not have come to it yet: three presses are three steps. */
  readonly step: (seconds: number) => void;
  readonly live: () => void;
  /** The reach, with the playhead where it is on its way to. */
  readonly reach: () => Reach | null;
  /** Seeks so far. */
  readonly count: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The session reads the position twice a second: by then it tells where a seek has led. */
const ON_THE_WAY_MS = 1500;

function createSeeker({ store, commands, clock }: PageSession): Seeker {
  const listeners = new Set<() => void>();
  let aim: { readonly seconds: number; readonly atMs: number } | null = null;
  let count = 0;

  const reach = (): Reach | null => {
    const now = reachOf(store.getState());
    if (now === null || aim === null || clock.now() - aim.atMs > ON_THE_WAY_MS) return now;
    return reachFrom(now, Math.min(now.toSeconds, Math.max(now.fromSeconds, aim.seconds)));
  };
  const go = (seconds: number) => {
    const from = reach();
    const wish = from === null ? null : wishFor(from, seconds);
    if (from === null || wish === null) return;
    aim = { seconds: wish.kind === 'live' ? from.toSeconds : wish.seconds, atMs: clock.now() };
    count += 1;
    if (wish.kind === 'live') commands.jumpToLive();
    else commands.seek(wish.seconds);
    for (const listener of [...listeners]) listener();
  };
  return {
    reach,
    go,
    step(seconds) {
      const from = reach();
      if (from !== null) go(from.positionSeconds + seconds);
    },
    live: () => go(Number.POSITIVE_INFINITY),
    count: () => count,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const seekerOf = perSession(createSeeker);
