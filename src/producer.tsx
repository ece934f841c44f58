import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Fetch } from './network/attempt.ts';
import { producerLocales } from './i18n/producer/words.ts';
import { createThreadClock } from './network/clock.ts';
import { loadPatiently } from './network/patient-load.ts';
import { systemRandom } from './network/random.ts';
import { createDraftStorage, takeToken } from './producer/draft-storage.ts';
import { createProducer } from './producer/producer.ts';
import { ProducerPage } from './producer/producer-page.tsx';
import { loadInitialI18n } from './ui/i18n-context.tsx';

const clock = createThreadClock();
const fetchOnPage: Fetch = (url, init) => fetch(url, init);
const root = document.querySelector('#root');
if (root === null) throw new Error('producer.html must hold an element with id "root".');

// The address goes into histories, screenshots and chats; the token must not.
const storage = createDraftStorage(storageOrNull());
const { token, href } = takeToken(location.href);
if (token !== null) {
  storage.writeToken(token);
  history.replaceState(null, '', href);
}

const producer = createProducer({
  // The collector serves this page. No address in a link can send a token elsewhere.
  baseUrl: new URL('./', location.href).href,
  fetch: fetchOnPage,
  clock,
  random: systemRandom,
  storage,
  token: token ?? storage.readToken(),
  signal: new AbortController().signal,
});

const words = loadPatiently({ load: () => loadInitialI18n(producerLocales), clock, random: systemRandom });
void words.get(new AbortController().signal).then((i18n) =>
  createRoot(root).render(
    <StrictMode>
      <ProducerPage
        i18n={i18n}
        producer={producer}
        loadDrawing={() => import('./producer/plot-drawing.ts').then(({ drawPlot }) => drawPlot)}
      />
    </StrictMode>,
  ),
);

function storageOrNull(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    // Refused by the browser's privacy settings: what is typed lives as long as the page.
    return null;
  }
}
