import { type ReactNode, useEffect, useId, useRef } from 'react';
import { parseBroadcastDocument } from '../broadcast/broadcast-document.ts';
import { documentChanges } from './document-changes.ts';
import { Differences } from './differences.tsx';
import { editsOf, hasEdits, type Lever, noteFieldOf, withEdits } from './edits.ts';
import { errorWords } from './error-words.ts';
import { useCommands, useProducer, useWords } from './producer-context.tsx';
import type { PublishedDocument } from './published-document.ts';
import { reasonWords } from './reason-words.ts';
import { Told } from './told.tsx';

/** What all levers have in common: it is tried out, looked over, asked once, and sent. */
export function LeverFrame(props: { readonly lever: Lever; readonly children: ReactNode }): ReactNode {
  const { lever } = props;
  const { t } = useWords();
  const heading = useId();
  const isBusy = useProducer(
    ({ act }) => (act.kind === 'reviewing' || act.kind === 'sending') && act.subject === lever,
  );
  return (
    <section className="lever" data-lever={lever} aria-labelledby={heading}>
      <h3 id={heading}>{t(`${lever}.heading`)}</h3>
      <p className="quiet lead">{t(`${lever}.lead`)}</p>
      <fieldset className="lever-fields" disabled={isBusy} aria-labelledby={heading}>
        {props.children}
      </fieldset>
      <LeverAct lever={lever} />
    </section>
  );
}

function LeverAct({ lever }: { readonly lever: Lever }): ReactNode {
  const words = useWords();
  const { t } = words;
  const commands = useCommands();
  const act = useProducer((state) => state.act);
  const isEdited = useProducer(({ edits }) => hasEdits(editsOf(edits, lever)));
  const review = useRef<HTMLButtonElement>(null);
  const own = act.kind !== 'idle' && act.subject === lever ? act : null;
  // Who goes back from the question is where they were before it.
  const wasReviewing = useRef(false);
  useEffect(() => {
    if (wasReviewing.current && own === null) review.current?.focus();
    wasReviewing.current = own?.kind === 'reviewing';
  }, [own]);

  if (own?.kind === 'reviewing') return <Question lever={lever} wallNowMs={own.wallNowMs} />;
  return (
    <div className="lever-act">
      <div role="status">
        {own?.kind === 'sending' && <p>{t('lever.sending')}</p>}
        {own?.kind === 'invalid' && (
          <div className="mistakes">
            <p>{t('lever.invalid')}</p>
            <ul>
              {[...new Set(own.errors.map((error) => errorWords(error, words)))].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        )}
        {own?.kind === 'failed' && (
          <p className="mistakes">{t('lever.failed', { reason: reasonWords(own.refusal, words) })}</p>
        )}
        {own?.kind === 'done' && <p className="done">{t('lever.done', { revision: own.revision })}</p>}
      </div>
      {own?.kind === 'done' && <Told revision={own.revision} />}
      {isEdited && own?.kind !== 'sending' && (
        <div className="buttons">
          <button ref={review} type="button" className="button" onClick={() => commands.review(lever)}>
            {t('lever.review')}
          </button>
          <button type="button" className="text-button" onClick={() => commands.discard(lever)}>
            {t('lever.discard')}
          </button>
        </div>
      )}
      {!isEdited && own === null && <p className="quiet small">{t('lever.noChange')}</p>}
    </div>
  );
}

/** The one question: what will be different, and why. */
function Question(props: { readonly lever: Lever; readonly wallNowMs: number }): ReactNode {
  const { lever, wallNowMs } = props;
  const { t } = useWords();
  const commands = useCommands();
  const heading = useId();
  const first = useRef<HTMLHeadingElement>(null);
  const document = useProducer((state) => state.document);
  const edits = useProducer((state) => state.edits);
  const noteField = noteFieldOf[lever];
  useEffect(() => first.current?.focus(), []);
  if (document.kind !== 'published') return null;
  return (
    <div
      className="question"
      role="group"
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key === 'Escape') commands.cancel();
      }}
    >
      <h4 id={heading} ref={first} tabIndex={-1}>
        {t('lever.question')}
      </h4>
      <Differences changes={pendingChanges(document.published, edits, lever, wallNowMs)} />
      <label>
        {t('lever.note')}
        <input
          type="text"
          maxLength={200}
          value={edits[noteField] ?? ''}
          onChange={(event) => commands.edit({ [noteField]: event.currentTarget.value })}
        />
      </label>
      <div className="buttons">
        <button type="button" className="button strong" onClick={() => commands.confirm()}>
          {t('lever.confirm')}
        </button>
        <button type="button" className="text-button" onClick={() => commands.cancel()}>
          {t('lever.back')}
        </button>
      </div>
    </div>
  );
}

function pendingChanges(
  published: PublishedDocument,
  edits: Parameters<typeof editsOf>[0],
  lever: Lever,
  wallNowMs: number,
) {
  const written = withEdits(published, editsOf(edits, lever), { wallNowMs });
  const parsed = parseBroadcastDocument(JSON.stringify(written), globalThis.location.href);
  return parsed.kind === 'ok' ? documentChanges(published.document, parsed.document) : [];
}
