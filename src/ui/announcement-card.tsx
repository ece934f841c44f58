import type { ReactNode } from 'react';
import { isToday } from '../i18n/format.ts';
import type { I18n } from '../i18n/i18n.ts';
import { announcementText } from './announcement-text.ts';

/** An announcement, as the broadcast document has it. */
export interface Announcement {
  /** ISO 8601. */
  readonly at: string;
  readonly level: 'info' | 'warning';
  /** By language. Text, never HTML. */
  readonly text: Readonly<Record<string, string>>;
}

/**
 * One announcement as a listener sees it who reads the language of `i18n`. `wallNowMs` is milliseconds since the epoch.
 * Without `onDismiss` it cannot be put away. Its look is in announcement.css.
 */
export function AnnouncementCard(props: {
  readonly i18n: I18n;
  readonly announcement: Announcement;
  readonly wallNowMs: number;
  readonly onDismiss?: () => void;
}): ReactNode {
  const { i18n, announcement, wallNowMs, onDismiss } = props;
  const { at, level, text } = announcement;
  const { lang, words } = announcementText(text, i18n.locale);
  return (
    <div className="announcement" data-level={level}>
      {isToday(Date.parse(at), wallNowMs) && (
        <time className="quiet" dateTime={at}>
          {i18n.time(Date.parse(at))}
        </time>
      )}
      <p lang={lang} dir="auto">
        {words}
      </p>
      {onDismiss && (
        <button type="button" className="text-button" onClick={onDismiss}>
          {i18n.t('announcements.dismiss')}
        </button>
      )}
    </div>
  );
}
