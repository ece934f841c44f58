import type { ReactNode } from 'react';
import { fieldWords } from './field-words.ts';
import { useProducer, useWords } from './producer-context.tsx';
import { Told } from './told.tsx';

/** What producers have done, newest first, and how far the last of it has come. */
export function ActsView(): ReactNode {
  const words = useWords();
  const { t, format } = words;
  const acts = useProducer((state) => state.history?.acts);
  const revision = useProducer(({ document }) =>
    document.kind === 'published' ? (document.published.document.revision ?? 0) : null,
  );
  return (
    <section className="acts" aria-labelledby="acts-heading">
      <h2 id="acts-heading">{t('acts.heading')}</h2>
      {revision !== null && (
        <div className="told-now">
          <h3>{t('told.heading')}</h3>
          <Told revision={revision} />
        </div>
      )}
      {acts?.length === 0 && <p className="quiet">{t('acts.none')}</p>}
      {acts !== undefined && acts.length > 0 && (
        <ol className="act-list" reversed>
          {acts.toReversed().map((act) => (
            <li key={`${act.revision} ${act.at}`}>
              <time dateTime={act.at}>{format.timeOfDay(act.at)}</time>
              <span className="quiet">{t('acts.revision', { revision: act.revision })}</span>
              <span className="act-words">
                {fieldWords(act.fields, words)}
                {act.note !== '' && <span className="act-note"> · {act.note}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
