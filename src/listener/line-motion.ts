import type { SessionState } from '../session/audio-session.ts';
import { hear, nothingHeard, type Heard } from './heard.ts';
import type { PageSession } from './session-context.tsx';
import type { Ticker } from './ticker.ts';

/** Where the line is to be when its present glide ends, `GLIDE_MS` from `nowMs`. */
export interface LineMotion {
  readonly nowMs: number;
  readonly positionSeconds: number;
  readonly latencySeconds: number | null;
  readonly heard: Heard;
}

/**
 * Every second the line is told where to be this much later, and a CSS transition takes it there without the
 * page's help. Longer than a tick, so that a late tick does not make it halt. `the-line.css` has the same number.
 */
export const GLIDE_MS = 1250;

export interface LineMotionSource {
  readonly current: () => LineMotion;
  readonly subscribe: (listener: () => void) => () => void;
}

interface Reading {
  readonly position: SessionState['position'];
  readonly atMs: number;
}

/** Follows the playhead for the line: foretells it between two readings and remembers what was heard. */
export function createLineMotion({ store, clock }: PageSession, ticker: Ticker): LineMotionSource {
  const read = (): Reading => ({ position: store.getState().position, atMs: clock.now() });
  let reading = read();
  let heard = nothingHeard;
  let motion = foretell(reading, store.getState().playback.kind === 'playing', clock.now(), heard);

  return {
    current: () => motion,
    subscribe(listener) {
      const update = () => {
        motion = foretell(reading, store.getState().playback.kind === 'playing', clock.now(), heard);
        listener();
      };
      const detachStore = store.subscribe((state, before) => {
        // A feed that is gone takes its timeline with it; the time spent listening stays.
        if (state.feed === null && before.feed !== null) heard = { ...heard, spans: [], last: null };
        if (state.position !== before.position) {
          reading = read();
          if (state.feed !== null) heard = hear(heard, state.position.positionSeconds, reading.atMs);
        }
        if (state.playback.kind !== before.playback.kind || (state.feed === null) !== (before.feed === null))
          update();
      });
      const detachTicker = ticker.subscribe(update);
      return () => {
        detachStore();
        detachTicker();
      };
    },
  };
}

function foretell({ position, atMs }: Reading, playing: boolean, nowMs: number, heard: Heard): LineMotion {
  const glideSeconds = (nowMs - atMs + GLIDE_MS) / 1000;
  return {
    nowMs,
    positionSeconds: position.positionSeconds + (playing ? glideSeconds : 0),
    // Live goes on while the playhead stands.
    latencySeconds:
      position.latencySeconds === null ? null : position.latencySeconds + (playing ? 0 : glideSeconds),
    heard,
  };
}
