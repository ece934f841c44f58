import type { Clock } from '../network/clock.ts';
import type { Engine } from '../playback/engine.ts';
import type { AudioSession } from './create-session.ts';
import { beginHistory, withFeedEvent, withMediaFault, withState, type History } from './history.ts';

export interface RecordHistoryOptions {
  readonly store: Pick<AudioSession['store'], 'getState' | 'subscribe'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly engine: Pick<Engine, 'subscribe'>;
  /** When playback came to be what it is, milliseconds of the Clock. */
  readonly playbackSinceMs: number;
}

export interface HistoryRecorder {
  /** What has happened so far. The same object while nothing new has. */
  readonly history: () => History;
  readonly dispose: () => void;
}

/**
 * Keeps the session's history from now on. Started before the real engine is made, it misses no request, though it is
 * no part of the page's first load.
 */
export function recordHistory(options: RecordHistoryOptions): HistoryRecorder {
  const { store, clock, engine } = options;
  let history = beginHistory(store.getState(), options.playbackSinceMs);
  const disposers = [
    store.subscribe((after, before) => {
      history = withState(history, before, after, clock.now());
    }),
    engine.subscribe((event) => {
      if (event.type === 'feed') history = withFeedEvent(history, event.event);
      else if (event.type === 'media-fault') history = withMediaFault(history, event.message, clock.now());
    }),
  ];
  return {
    history: () => history,
    dispose() {
      for (const dispose of disposers) dispose();
    },
  };
}
