import type { Fetch } from './network/attempt.ts';
import type { Random } from './network/random.ts';
import type { Engine } from './playback/engine.ts';
import { loadEngine } from './playback/engine-choice.ts';
import type { AudioSession } from './session/create-session.ts';
import { listenerId } from './session/listener-id.ts';
import { watchReports } from './session/watch-reports.ts';

export interface LaterOptions {
  readonly session: AudioSession;
  readonly audio: HTMLAudioElement;
  /** What the page has until the real engine is here, and what passes its events on after that. */
  readonly engine: Engine;
  readonly random: Random;
  readonly fetch: Fetch;
  /** Since when playback has been what it is, milliseconds of the session's Clock. */
  playbackSinceMs(): number;
  /** Calls back when the browser has nothing better to do. */
  readonly whenIdle: (callback: () => void) => void;
}

/**
 * The second half of main.tsx: what nobody needs before they can press Listen, in one request of a busy host. Gives
 * the real engine; called again only after it has failed.
 */
export async function loadLater(options: LaterOptions): Promise<() => Engine> {
  const { session, audio, engine, random, fetch, whenIdle } = options;
  const { clock } = session;
  const loadHls = () => import('./playback/hls-code.ts');
  const create = await loadEngine({ audio, clock, random, fetch, loadHls });
  watchReports({
    session,
    random,
    listenerId: () => listenerId(storageOrNull(), random),
    async load() {
      await new Promise<void>((resolve) => whenIdle(resolve));
      const { reportPage } = await import('./session/page-reports.ts');
      return (ticket) => {
        const playbackSinceMs = options.playbackSinceMs();
        reportPage({ store: session.store, clock, engine, random, fetch, ticket, playbackSinceMs });
      };
    },
  });
  return create;
}

function storageOrNull(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    // Refused by the browser's privacy settings: another ticket at every load.
    return null;
  }
}
