import { type ReactNode, useId } from 'react';
import { useProducer, useWords } from './producer-context.tsx';

/** How many act on a revision so far. Older revisions have been told as far as the newest has. */
export function Told(props: { readonly revision: number }): ReactNode {
  const { t, format } = useWords();
  const label = useId();
  const report = useProducer((state) => state.report);
  if (report === null || report.sampleRate === 0) return null;
  const { of } = report.told;
  // The figures are a second behind the act.
  const sessions = report.revision < props.revision ? 0 : report.told.sessions.value;
  if (of.value === 0) return <p className="quiet">{t('told.few')}</p>;
  const share = Math.min(1, sessions / of.value);
  return (
    <div className="told">
      <p id={label}>
        {t('told.line', {
          sessions: format.about(sessions),
          of: format.about(of.value),
          revision: props.revision,
          share: format.percent(share),
        })}{' '}
        <span className="n">
          <span aria-hidden="true">n </span>
          {format.exact(of.n)}
        </span>
      </p>
      <progress aria-labelledby={label} max={1} value={share} />
    </div>
  );
}
