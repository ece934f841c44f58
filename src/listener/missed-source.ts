import { hearMissed, missedParts, type MissedParts } from './missed-parts.ts';
import { perSession } from './per-session.ts';
import type { PageSession } from './session-context.tsx';

export interface MissedSource {
  readonly current: () => MissedParts;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Follows the playhead through the parts that were missed. What has been heard of them stays so for this visit. */
function createMissedSource({ store }: PageSession): MissedSource {
  const listeners = new Set<() => void>();
  let missed = missedParts(store.getState().missed);
  let detach: (() => void) | null = null;

  const follow = () =>
    store.subscribe((state, before) => {
      const next =
        state.missed !== missed.parts
          ? missedParts(state.missed)
          : hearMissed(missed, before.position.positionSeconds, state.position.positionSeconds);
      if (next === missed) return;
      missed = next;
      for (const listener of [...listeners]) listener();
    });

  return {
    current: () => missed,
    subscribe(listener) {
      listeners.add(listener);
      detach ??= follow();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        detach?.();
        detach = null;
      };
    },
  };
}

export const missedOf = perSession(createMissedSource);
