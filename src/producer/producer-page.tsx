import { type ReactNode, useEffect } from 'react';
import type { I18n } from '../i18n/i18n.ts';
import { producerLocales } from '../i18n/producer/words.ts';
import { I18nProvider } from '../ui/i18n-context.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { ActsView } from './acts-view.tsx';
import { AdmitLever } from './admit-lever.tsx';
import { BannerView } from './banner-view.tsx';
import { FiguresView } from './figures-view.tsx';
import { FirstDocument } from './first-document.tsx';
import { Notices } from './notices.tsx';
import type { DrawPlot } from './plot-drawing.ts';
import { PlotsView } from './plots-view.tsx';
import type { Producer } from './producer.ts';
import { ProducerProvider, useProducer, useWords } from './producer-context.tsx';
import { SteerLever } from './steer-lever.tsx';
import { TellLever } from './tell-lever.tsx';

interface PageProps {
  /** The language to begin with. */
  readonly i18n: I18n;
  readonly producer: Producer;
  /** Fetches what draws the plots; must stay the same function. */
  readonly loadDrawing: () => Promise<DrawPlot>;
}

/** The producer page: how the joining goes, and the three levers. */
export function ProducerPage({ i18n, producer, loadDrawing }: PageProps): ReactNode {
  return (
    <I18nProvider initial={i18n}>
      <ProducerProvider producer={producer}>
        <Sheet loadDrawing={loadDrawing} />
      </ProducerProvider>
    </I18nProvider>
  );
}

function Sheet(props: Pick<PageProps, 'loadDrawing'>): ReactNode {
  const { i18n, t } = useWords();
  const hasReport = useProducer(({ report }) => report !== null);
  const isUnpublished = useProducer(({ document: shown }) => shown.kind === 'none');
  const title = useProducer(({ document: shown }) =>
    shown.kind === 'published' ? shown.published.document.title : null,
  );
  useEffect(() => {
    document.title = title === null ? t('page.title') : t('page.titleOf', { title });
  }, [title, t]);
  return (
    <div className="desk">
      <header className="masthead">
        <p className="brand">{i18n.t('page.brand')}</p>
        <h1 className="evening">{title ?? t('page.role')}</h1>
        <LanguageSwitch spoken={producerLocales} />
      </header>
      <main>
        <Notices />
        <BannerView />
        {isUnpublished && <FirstDocument />}
        {hasReport && (
          <div className="watch">
            <FiguresView />
            <PlotsView loadDrawing={props.loadDrawing} />
          </div>
        )}
        <Levers />
        {hasReport && <ActsView />}
      </main>
    </div>
  );
}

function Levers(): ReactNode {
  const { t } = useWords();
  const state = useProducer((producer) => producer.document);
  if (state.kind !== 'published') return null;
  const { document } = state.published;
  return (
    <section className="levers" aria-labelledby="levers-heading">
      <h2 id="levers-heading">{t('levers.heading')}</h2>
      <div className="lever-list">
        <TellLever document={document} />
        <AdmitLever document={document} />
        <SteerLever document={document} />
      </div>
    </section>
  );
}
