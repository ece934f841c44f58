import { useEffect, useRef, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { saveFile } from '../ui/save-file.ts';
import { calendarFile, calendarFileName } from './calendar.ts';
import { usePageSession, useSession } from './session-context.tsx';
import { useBroadcastTitle } from './use-broadcast-title.ts';
import { useNow } from './use-now.ts';
import { useSchedule } from './use-schedule.ts';

/** The announced start as a file for the calendar, and beside it what that is in the reader's own time zone. */
export function CalendarButton(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const { clock } = usePageSession();
  const { wallNowMs } = useNow();
  const schedule = useSchedule();
  const title = useBroadcastTitle();
  const id = useSession(({ broadcast }) => (broadcast.kind === 'loaded' ? broadcast.document.id : ''));
  const forget = useRef<(() => void) | null>(null);
  useEffect(() => () => forget.current?.(), []);
  if (schedule === null || schedule.secondsToStart <= 0) return null;
  const { startMs } = schedule;
  const save = () => {
    const url = pageAddress();
    forget.current?.();
    forget.current = saveFile({
      name: calendarFileName(title),
      type: 'text/calendar;charset=utf-8',
      text: calendarFile({
        id,
        host: url.hostname,
        title,
        description: `${t('calendar.description')}\n${url.href}`,
        url: url.href,
        startMs,
        writtenMs: clock.wallNow(),
      }),
    });
  };
  return (
    <div className="room-item">
      <button type="button" className="text-button" onClick={save}>
        {t('calendar.add')}
      </button>
      <p className="room-told">{i18n.dayAndTime(startMs, wallNowMs)}</p>
    </div>
  );
}

/** Where the broadcast is to be found again, without what only this visit was for. */
function pageAddress(): URL {
  const url = new URL(location.href);
  url.hash = '';
  url.searchParams.delete('debug');
  return url;
}
