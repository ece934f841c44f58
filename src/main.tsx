import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readAddress } from './broadcast/address.ts';
import { followDocument } from './broadcast/document-poller.ts';
import { SessionProvider } from './listener/session-context.tsx';
import { ListenerPage } from './listener/listener-page.tsx';
import type { Fetch } from './network/attempt.ts';
import { loadPatiently } from './network/patient-load.ts';
import { createOnlineStatus } from './network/online-status.ts';
import { systemRandom } from './network/random.ts';
import { createWorkerClock } from './network/worker-clock.ts';
import { createDeferredEngine } from './playback/deferred-engine.ts';
import { createSession, type TraceEntry } from './session/create-session.ts';
import type { History } from './session/history.ts';
import { listenerId } from './session/listener-id.ts';
import { exposeForDebugging } from './session/debug.ts';
import { loadInitialI18n } from './ui/i18n-context.tsx';

const clock = createWorkerClock();
const fetchOnPage: Fetch = (url, init) => fetch(url, init);
const audio = document.querySelector('audio');
const root = document.querySelector('#root');
if (audio === null || root === null)
  throw new Error('index.html must hold one <audio> and one element with id "root".');

const engine = createDeferredEngine({
  audio,
  clock,
  random: systemRandom,
  load: async () => {
    const { loadLater } = await import('./later.ts');
    return loadLater({
      session,
      audio,
      engine,
      random: systemRandom,
      fetch: fetchOnPage,
      playbackSinceMs: () => playbackSinceMs,
      onHistory: (read) => (history = read),
      whenIdle,
    });
  },
});
let history: () => History | null = () => null;
/** A join may begin before the code that reports it is here. */
let playbackSinceMs = clock.now();
const query = new URLSearchParams(location.search);
const debug = query.has('debug');
const log: TraceEntry[] = [];
const session = createSession({
  engine,
  clock,
  address: readAddress(location.href, ALLOWED_ORIGINS),
  online: createOnlineStatus(),
  storage: storageOrNull(() => localStorage),
  listenerId: listenerId(
    storageOrNull(() => sessionStorage),
    systemRandom,
  ),
  followDocument(url, onEvent, signal, isJoining) {
    followDocument({
      url,
      pageUrl: location.href,
      fetch: fetchOnPage,
      clock,
      random: systemRandom,
      signal,
      onEvent,
      isJoining,
      isSaving() {
        const { dataSaver, playback } = session.store.getState();
        return dataSaver.on && playback.kind === 'playing';
      },
    });
  },
  ...(debug ? { onTrace: (entry: TraceEntry) => log.push(entry) } : {}),
});
session.store.subscribe((state, before) => {
  if (state.playback !== before.playback) playbackSinceMs = clock.now();
  if (state.theme !== before.theme) showTheme();
});
showTheme();
if (debug) exposeForDebugging(session, engine, log);

const words = loadPatiently({ load: () => loadInitialI18n(), clock, random: systemRandom });
// The first use of Intl opens the browser's tables, which takes as long as drawing the page: while the words come.
setTimeout(() => new Intl.NumberFormat(), 0);
void Promise.all([
  words.get(new AbortController().signal),
  HOLDLINE_DEMO ? import('./demo.tsx').then(({ findDemoBar }) => findDemoBar()) : undefined,
]).then(([i18n, demoBar]) =>
  // In slices, so that a slow phone answers a finger in between.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <SessionProvider session={{ ...session, history: () => history() }}>
          <ListenerPage
            i18n={i18n}
            demoBar={demoBar}
            embed={query.has('embed') ? (query.get('background') ?? 'paper') : undefined}
          />
        </SessionProvider>
      </StrictMode>,
    ),
  ),
);

// While the listener reads or waits: then nothing more has to come from the page's host when the talk starts.
whenIdle(() => engine.preload());

/** Before anything is drawn; tokens.css knows the rest. */
function showTheme(): void {
  document.documentElement.dataset['theme'] = session.store.getState().theme;
}

function whenIdle(callback: () => void): void {
  const ask = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
  if (ask === undefined) clock.setTimer(callback, 1_000);
  else ask(callback, { timeout: 4_000 });
}

function storageOrNull(read: () => Storage): Storage | null {
  try {
    return read();
  } catch {
    // Refused by the browser's privacy settings: nothing is remembered.
    return null;
  }
}
