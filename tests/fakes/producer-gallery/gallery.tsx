import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseLocale } from '../../../src/i18n/locale.ts';
import { createThreadClock } from '../../../src/network/clock.ts';
import { createDraftStorage } from '../../../src/producer/draft-storage.ts';
import { createProducer } from '../../../src/producer/producer.ts';
import { ProducerPage } from '../../../src/producer/producer-page.tsx';
import { COLLECTOR_URL, TOKEN } from '../fake-collector.ts';
import { REPORT_AT } from '../join-status-reports.ts';
import { i18nOf } from '../languages.ts';
import { producerPictures } from './states.ts';

/**
 * Every state of the producer page without a collector, for looking and for axe: `?state=NAME&lang=de`. Without a
 * state, a list of links. `data-ready` on the body tells that the state is there. Served by the dev server only; not
 * part of the build.
 */
const query = new URLSearchParams(location.search);
const root = document.querySelector('#root');
const picture = producerPictures[query.get('state') ?? ''];
if (root === null) throw new Error('index.html must hold an element with id "root".');

if (picture === undefined) {
  createRoot(root).render(
    <ul>
      {Object.keys(producerPictures).map((name) => (
        <li key={name}>
          <a href={`?state=${name}`}>{name}</a>
        </li>
      ))}
    </ul>,
  );
} else {
  const clock = createThreadClock();
  const collector = picture.collector();
  const offsetMs = Date.parse(REPORT_AT) - clock.wallNow();
  const producer = createProducer({
    baseUrl: COLLECTOR_URL,
    fetch: collector.fetch,
    clock: { ...clock, wallNow: () => clock.wallNow() + offsetMs },
    random: Math.random,
    storage: createDraftStorage(null),
    token: picture.token === undefined ? TOKEN : picture.token,
    signal: new AbortController().signal,
  });
  createRoot(root).render(
    <StrictMode>
      <ProducerPage
        i18n={i18nOf(chooseLocale(query.get('lang'), []))}
        producer={producer}
        loadDrawing={() => import('../../../src/producer/plot-drawing.ts').then(({ drawPlot }) => drawPlot)}
      />
    </StrictMode>,
  );
  const isReady = ({ store }: typeof producer) => {
    const { document, history } = store.getState();
    return picture.token === null || (document.kind !== 'unknown' && history !== null);
  };
  let isSetUp = false;
  const look = () => {
    if (!isSetUp && isReady(producer)) {
      isSetUp = true;
      picture.then?.(producer, collector);
    }
    if (isSetUp && picture.until(producer)) setTimeout(() => (document.body.dataset['ready'] = 'true'), 400);
    else setTimeout(look, 50);
  };
  look();
}
