import type { Engine } from '../playback/engine.ts';
import type { AudioSession } from './create-session.ts';
import { watchMediaSession } from './media-session.ts';
import { watchNetworkChange, type ConnectionSource } from './network-change.ts';
import { stayAwake, type PageComings } from './stay-awake.ts';

/** What a browser may lack of what this asks of it. */
interface Machine {
  readonly mediaSession?: MediaSession;
  readonly connection?: ConnectionSource;
  readonly locks?: LockManager;
}

/** The page's own icons, for a broadcast that has no picture: fetched with the page, not at the moment of the start. */
const ICONS: readonly MediaImage[] = [
  { src: './icon-512.png', sizes: '512x512', type: 'image/png' },
  { src: './icon-192.png', sizes: '192x192', type: 'image/png' },
];

/** Joins the session to the machine that it runs on: lock screen and media keys, networks, sleeping tabs. */
export function watchMachine(session: AudioSession, engine: Pick<Engine, 'hurry'>): () => void {
  const { mediaSession, connection, locks } = navigator as Machine;
  const disposers: (() => void)[] = [];
  if (mediaSession !== undefined)
    disposers.push(
      watchMediaSession({
        session,
        mediaSession,
        createMetadata: (init) => new MediaMetadata(init),
        icons: ICONS,
      }),
    );
  if (connection !== undefined)
    disposers.push(watchNetworkChange(connection, session.clock, () => engine.hurry()));
  if (locks !== undefined) disposers.push(stayAwake({ session, locks, page: thisPage }));
  return () => {
    for (const dispose of disposers) dispose();
  };
}

const thisPage: PageComings = {
  subscribe(listener) {
    const attached = new AbortController();
    const { signal } = attached;
    addEventListener('pagehide', () => listener(false), { signal });
    addEventListener('pageshow', () => listener(true), { signal });
    return () => attached.abort();
  },
};
