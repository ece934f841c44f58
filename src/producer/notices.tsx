import { type ReactNode, useId, useState } from 'react';
import { documentChanges } from './document-changes.ts';
import { Differences } from './differences.tsx';
import { hasEdits } from './edits.ts';
import { useCommands, usePageProducer, useProducer, useWords } from './producer-context.tsx';
import { connectionNotice } from './connection-notice.ts';
import { useNow } from './use-now.ts';

/** What stands between this page and the figures. */
export function Notices(): ReactNode {
  return (
    <div className="notices">
      <Connection />
      <Restarted />
      <Others />
      <TokenForm />
    </div>
  );
}

function Connection(): ReactNode {
  const { t, format } = useWords();
  const { tryNow } = useCommands();
  const notice = useProducer(connectionNotice);
  const connection = useProducer((state) => state.connection);
  const asOf = useProducer(({ report }) => report?.asOf ?? null);
  const isWaiting = connection.kind === 'lost' || connection.kind === 'limited';
  const kept = asOf === null ? '' : t('connection.kept', { time: format.timeOfDay(asOf) });
  const said = {
    none: '',
    connecting: t('connection.connecting'),
    polling: t('connection.polling'),
    limited: `${t('connection.limited')} ${kept}`,
    lost: `${
      connection.kind === 'lost' && connection.status !== null
        ? t('connection.lostStatus', { status: connection.status })
        : t('connection.lost')
    } ${kept}`,
    stale: t('connection.stale', { time: asOf === null ? '' : format.timeOfDay(asOf) }),
  }[notice];
  return (
    <div className="notice" data-notice={notice} hidden={notice === 'none'}>
      <p role="status">{said}</p>
      {isWaiting && notice !== 'none' && (
        <div className="buttons">
          <NextTry nextAtMs={connection.nextAtMs} />
          {notice === 'lost' && (
            <button type="button" className="button" onClick={tryNow}>
              {t('connection.tryNow')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function NextTry(props: { readonly nextAtMs: number }): ReactNode {
  const { i18n, t } = useWords();
  const { clock } = usePageProducer();
  const nowMs = useNow(clock);
  const seconds = Math.ceil((props.nextAtMs - nowMs) / 1000);
  return (
    <span className="quiet">
      {seconds <= 0 ? t('connection.tryingNow') : t('connection.next', { span: i18n.span(seconds) })}
    </span>
  );
}

function Restarted(): ReactNode {
  const { t } = useWords();
  const { dismiss } = useCommands();
  const restarted = useProducer((state) => state.restarted);
  return (
    <div className="notice" data-notice="restarted" hidden={!restarted}>
      <p role="status">{restarted ? t('connection.restarted') : ''}</p>
      <button type="button" className="text-button" onClick={() => dismiss('restarted')}>
        {t('connection.dismiss')}
      </button>
    </div>
  );
}

/** Somebody else has changed the document: what, and what is to become of one's own. */
function Others(): ReactNode {
  const { t } = useWords();
  const { dismiss, review, discard } = useCommands();
  const others = useProducer((state) => state.others);
  const document = useProducer((state) => state.document);
  const isEdited = useProducer(({ edits }) => hasEdits(edits));
  const heading = useId();
  if (others === null || document.kind !== 'published') return null;
  const { refused, since } = others;
  return (
    <section className="notice" data-notice="others" aria-labelledby={heading}>
      <div role="alert">
        <h2 id={heading}>{t('others.heading')}</h2>
      </div>
      <p>{t(refused === null ? 'others.seen' : 'others.refused')}</p>
      <Differences changes={documentChanges(since, document.published.document)} />
      {isEdited && <p>{t('others.yours')}</p>}
      <div className="buttons">
        {refused !== null && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => {
                dismiss('others');
                review(refused);
              }}
            >
              {t('others.again')}
            </button>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                dismiss('others');
                discard(refused);
              }}
            >
              {t('others.discard')}
            </button>
          </>
        )}
        {refused === null && (
          <button type="button" className="text-button" onClick={() => dismiss('others')}>
            {t('others.dismiss')}
          </button>
        )}
      </div>
    </section>
  );
}

function TokenForm(): ReactNode {
  const { t } = useWords();
  const { enterToken } = useCommands();
  const connection = useProducer((state) => state.connection);
  const [token, setToken] = useState('');
  const id = useId();
  if (connection.kind !== 'refused') return null;
  return (
    <form
      className="notice"
      data-notice="token"
      aria-labelledby={`${id}-heading`}
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== '') enterToken(token.trim());
      }}
    >
      <h2 id={`${id}-heading`}>{t('token.heading')}</h2>
      <p id={`${id}-why`} role="status">
        {t(connection.given ? 'token.refused' : 'token.none')}
      </p>
      <div className="field">
        <label htmlFor={id}>{t('token.label')}</label>
        <input
          id={id}
          type="password"
          autoComplete="off"
          aria-describedby={`${id}-why`}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      </div>
      <button type="submit" className="button">
        {t('token.enter')}
      </button>
    </form>
  );
}
