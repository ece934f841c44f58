import type { SessionState } from '../session/audio-session.ts';
import { hear, nothingHeard, type Heard } from './heard.ts';
import { GLIDE_MS } from './line-geometry.ts';
import { paceOf } from './line-reach.ts';
import type { PageSession } from './session-context.tsx';
import type { Ticker } from './ticker.ts';

/** Where the line is to be when its present glide ends, `GLIDE_MS` (line-geometry.ts) from `nowMs`. */
export interface LineMotion {
  readonly nowMs: number;
  readonly positionSeconds: number;
  readonly latencySeconds: number | null;
  readonly heard: Heard;
}

export interface LineMotionSource {
  readonly current: () => LineMotion;
  readonly subscribe: (listener: () => void) => () => void;
}

interface Reading {
  readonly position: SessionState['position'];
  readonly atMs: number;
}

/** A reading that is further (seconds) from the last one than playing explains was a jump: the line goes there at once. */
const JUMP_SECONDS = 3;

/** Follows the playhead for the line: foretells it between two readings and remembers what was heard. */
export function createLineMotion({ store, clock }: PageSession, ticker: Ticker): LineMotionSource {
  const read = (): Reading => ({ position: store.getState().position, atMs: clock.now() });
  let reading = read();
  let heard = nothingHeard;
  const now = () => foretell(reading, store.getState(), clock.now(), heard);
  let motion = now();

  return {
    current: () => motion,
    subscribe(listener) {
      const update = () => {
        motion = now();
        listener();
      };
      const detachStore = store.subscribe((state, before) => {
        // A feed that is gone takes its timeline with it; the time spent listening stays.
        if (state.feed === null && before.feed !== null) heard = { ...heard, spans: [], last: null };
        let hasJumped = false;
        if (state.position !== before.position) {
          const movedSeconds = state.position.positionSeconds - reading.position.positionSeconds;
          const elapsedSeconds = (clock.now() - reading.atMs) / 1000;
          hasJumped = movedSeconds < -JUMP_SECONDS || movedSeconds > elapsedSeconds * 2 + JUMP_SECONDS;
          reading = read();
          if (state.feed !== null)
            heard = hear(heard, state.position.positionSeconds, reading.atMs, state.rate);
        }
        const isOther =
          hasJumped ||
          state.playback.kind !== before.playback.kind ||
          (state.feed === null) !== (before.feed === null);
        if (isOther) update();
      });
      const detachTicker = ticker.subscribe(update);
      return () => {
        detachStore();
        detachTicker();
      };
    },
  };
}

function foretell({ position, atMs }: Reading, state: SessionState, nowMs: number, heard: Heard): LineMotion {
  const glideSeconds = (nowMs - atMs + GLIDE_MS) / 1000;
  const pace = state.playback.kind === 'playing' ? paceOf(state) : 0;
  return {
    nowMs,
    positionSeconds: position.positionSeconds + glideSeconds * pace,
    // Live goes on, also while the playhead stands.
    latencySeconds:
      position.latencySeconds === null ? null : position.latencySeconds + glideSeconds * (1 - pace),
    heard,
  };
}
