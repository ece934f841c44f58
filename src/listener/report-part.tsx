import { useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import { reportText } from './report-text.ts';
import { saveTextFile } from './save-text-file.ts';
import { useReport } from './use-report.ts';

/** The report, to be read, copied or saved. `happening`: what the page says at the moment. */
export function ReportPart(props: { readonly happening: readonly string[] }): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const report = useReport();
  const [shown, setShown] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const text = () => reportText(report(), props.happening, i18n);
  const save = () => {
    const now = report().at.slice(0, 19).replaceAll(':', '');
    saveTextFile(`holdline-${now}.txt`, text());
    setSaved(true);
  };
  return (
    <section className="report">
      <h3 className="quiet">{t('report.label')}</h3>
      <p className="quiet">{t('report.about')}</p>
      <div className="report-ways">
        <CopyButton label={t('report.copy')} text={text} />
        <div className="copy">
          <button type="button" className="text-button" onClick={save}>
            {t('report.save')}
          </button>
          <span aria-live="polite" className="quiet">
            {isSaved && t('report.saved')}
          </span>
        </div>
        <button
          type="button"
          className="text-button"
          aria-expanded={shown !== null}
          onClick={() => setShown(shown === null ? text() : null)}
        >
          {t('report.show')}
        </button>
      </div>
      {shown !== null && (
        <textarea
          className="report-text"
          aria-label={t('report.label')}
          readOnly
          rows={12}
          value={shown}
          spellCheck={false}
        />
      )}
    </section>
  );
}
