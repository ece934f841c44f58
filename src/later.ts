import type { Fetch } from './network/attempt.ts';
import type { Random } from './network/random.ts';
import type { Engine } from './playback/engine.ts';
import { loadEngine } from './playback/engine-choice.ts';
import { readAddress } from './broadcast/address.ts';
import { watchAfterwards } from './session/afterwards.ts';
import type { AudioSession } from './session/create-session.ts';
import { rememberingAudio } from './session/audio-choice.ts';
import { followDataSaver, savingEngine, type SaveDataSource } from './session/data-saver.ts';
import type { History } from './session/history.ts';
import { listenerId } from './session/listener-id.ts';
import { recordHistory } from './session/record-history.ts';
import { watchMachine } from './session/watch-machine.ts';
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
  /** Told once: how to read what has happened so far. */
  readonly onHistory: (history: () => History) => void;
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
  const lasting = storageOrNull(() => localStorage);
  const address = readAddress(location.href, ALLOWED_ORIGINS);
  watchAfterwards({ session, address, storage: lasting });
  const { connection } = navigator as Navigator & { readonly connection?: SaveDataSource };
  followDataSaver({ store: session.store, storage: lasting, connection });
  watchMachine(session, engine);
  // The real engine is not made yet: nothing that it tells is missed.
  const { store } = session;
  options.onHistory(
    recordHistory({ store, clock, engine, playbackSinceMs: options.playbackSinceMs() }).history,
  );
  watchReports({
    session,
    random,
    listenerId: () =>
      listenerId(
        storageOrNull(() => sessionStorage),
        random,
      ),
    async load() {
      await new Promise<void>((resolve) => whenIdle(resolve));
      const { reportPage } = await import('./session/page-reports.ts');
      return (ticket) => {
        const playbackSinceMs = options.playbackSinceMs();
        reportPage({ store: session.store, clock, engine, random, fetch, ticket, playbackSinceMs });
      };
    },
  });
  return () => rememberingAudio(savingEngine(create(), session.store), lasting);
}

function storageOrNull(read: () => Storage): Storage | null {
  try {
    return read();
  } catch {
    // Refused by the browser's privacy settings: nothing is remembered, and the ticket is another at every load.
    return null;
  }
}
