import { reportSession } from '../../src/session/report-session.ts';
import { watchReports } from '../../src/session/watch-reports.ts';
import { listenerId } from '../../src/session/listener-id.ts';
import type { AttachReporting } from './fleet-listener.ts';

/** Reports as a page would, but for being hidden; a listener who goes says so. */
export const attachReporting: AttachReporting = (session, engine, { fetch, random }) => {
  const { store, clock } = session;
  let playbackSinceMs = clock.now();
  const stopWatching = store.subscribe((state, before) => {
    if (state.playback !== before.playback) playbackSinceMs = clock.now();
  });
  let leave: () => void = () => undefined;
  let detach: () => void = () => undefined;
  const id = listenerId(null, random);
  const stop = watchReports({
    session,
    random,
    listenerId: () => id,
    load: () =>
      Promise.resolve((ticket: number) => {
        detach = reportSession({
          store,
          clock,
          engine,
          random,
          fetch,
          ticket,
          playbackSinceMs,
          page: {
            isHidden: () => false,
            subscribe(listener) {
              leave = () => listener('left');
              return () => undefined;
            },
          },
        });
      }),
  });
  return () => {
    stop();
    stopWatching();
    leave();
    detach();
  };
};
