import { useState, type ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { isToday } from '../i18n/format.ts';
import { laterWords } from '../i18n/later/words.ts';
import { announcementText } from './announcement-text.ts';
import { useSession } from './session-context.tsx';
import { useNow } from './use-now.ts';

/** What the producers have to say, newest first; a listener can put each away. */
export function Announcements(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const { wallNowMs } = useNow();
  const document = useSession(({ broadcast }) => (broadcast.kind === 'loaded' ? broadcast.document : null));
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const shown = (document?.announcements ?? [])
    .filter(({ id }) => !dismissed.includes(id))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section className="announcements" aria-label={t('announcements.label')} aria-live="polite">
      {shown.map(({ id, at, level, text }) => {
        const { lang, words } = announcementText(text, i18n.locale);
        return (
          <div key={id} className="announcement" data-level={level}>
            {isToday(Date.parse(at), wallNowMs) && (
              <time className="quiet" dateTime={at}>
                {i18n.time(Date.parse(at))}
              </time>
            )}
            <p lang={lang}>{words}</p>
            <button
              type="button"
              className="text-button"
              onClick={() => setDismissed((before) => [...before, id])}
            >
              {t('announcements.dismiss')}
            </button>
          </div>
        );
      })}
    </section>
  );
}
