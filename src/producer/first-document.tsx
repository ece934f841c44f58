import { type ReactNode, useId } from 'react';
import { errorWords } from './error-words.ts';
import { useErrors } from './field.tsx';
import { reasonWords } from './reason-words.ts';
import { useCommands, usePageProducer, useProducer, useWords } from './producer-context.tsx';

const HOUR_MS = 3_600_000;

/** The least that a document must say, to be filled in. */
function template(wallNowMs: number): string {
  return JSON.stringify(
    {
      version: 1,
      id: 'evening',
      title: '',
      scheduledStart: new Date(Math.ceil(wallNowMs / HOUR_MS) * HOUR_MS + HOUR_MS).toISOString(),
      state: 'scheduled',
      pathways: [{ id: 'a', url: 'https://' }],
      reports: { url: new URL('v1/reports', globalThis.location.href).href, sampleRate: 1 },
    },
    null,
    2,
  );
}

/** The collector has no document yet: the whole of it is written here, once. */
export function FirstDocument(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { edit, publishFirst } = useCommands();
  const { clock } = usePageProducer();
  const written = useProducer(({ edits }) => edits.firstDocument);
  const isSending = useProducer(({ act }) => act.kind === 'sending');
  const failed = useProducer(({ act }) =>
    act.kind === 'failed' && act.subject === 'first' ? act.refusal : null,
  );
  const errors = useErrors('first');
  const id = useId();
  const text = written ?? template(clock.wallNow());
  return (
    <form
      className="first-document"
      onSubmit={(event) => {
        event.preventDefault();
        publishFirst(text);
      }}
    >
      <h2>{t('first.heading')}</h2>
      <p className="quiet">{t('first.lead')}</p>
      <div className="field">
        <label htmlFor={id}>{t('first.label')}</label>
        <textarea
          id={id}
          rows={16}
          spellCheck={false}
          aria-describedby={`${id}-errors`}
          aria-invalid={errors.length > 0}
          value={text}
          onChange={(event) => edit({ firstDocument: event.currentTarget.value })}
        />
      </div>
      <div id={`${id}-errors`} role="status">
        {errors.map((error) => (
          <p key={error.path} className="field-error">
            {errorWords(error, words)}
          </p>
        ))}
        {failed !== null && (
          <p className="mistakes">{t('lever.failed', { reason: reasonWords(failed, words) })}</p>
        )}
      </div>
      <button type="submit" className="button strong" disabled={isSending}>
        {t('first.publish')}
      </button>
    </form>
  );
}
