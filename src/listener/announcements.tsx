import { useState, type ReactNode } from 'react';
import { AnnouncementCard } from '../ui/announcement-card.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import { readDismissals } from './dismissals.ts';
import { useSession } from './session-context.tsx';
import { useNow } from './use-now.ts';

/** What the producers have to say, newest first; a listener can put each away, for the whole visit. `only`: of this level. */
export function Announcements(props: { readonly only?: 'warning' }): ReactNode {
  const i18n = useI18n();
  const { wallNowMs } = useNow();
  const document = useSession(({ broadcast }) => (broadcast.kind === 'loaded' ? broadcast.document : null));
  const [dismissed, setDismissed] = useState(() => readDismissals(() => sessionStorage));
  const documentId = document?.id ?? '';
  const shown = (document?.announcements ?? [])
    .filter(({ id, level }) => !dismissed.has(documentId, id) && level === (props.only ?? level))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section className="announcements" aria-label={i18n.t('announcements.label')} aria-live="polite">
      {shown.map((announcement) => (
        <AnnouncementCard
          key={announcement.id}
          i18n={i18n}
          announcement={announcement}
          wallNowMs={wallNowMs}
          onDismiss={() => setDismissed((before) => before.with(documentId, announcement.id))}
        />
      ))}
    </section>
  );
}
