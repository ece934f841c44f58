import type { ReactNode } from 'react';
import { COUNTED_IN_DAYS_SECONDS, formatCountdown } from '../i18n/format.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { LatePart } from '../ui/late-part.tsx';
import { useSession } from './session-context.tsx';
import { useBroadcastTitle } from './use-broadcast-title.ts';
import { useJoinStatus } from './use-join-status.ts';
import { useNow } from './use-now.ts';
import { useSchedule } from './use-schedule.ts';

const loadAudience = () => import('./late-parts.ts').then(({ Audience }) => Audience);

/** What is broadcast, by whom, and when it was to begin. */
export function BroadcastHeading(): ReactNode {
  const i18n = useI18n();
  const broadcast = useSession((state) => state.broadcast);
  const title = useBroadcastTitle();
  const host = broadcast.kind === 'loaded' ? broadcast.document.host : undefined;
  return (
    <div className="heading">
      <div className="heading-margin">
        <ScheduleLine />
      </div>
      <div className="heading-column">
        <h1 className="title" dir="auto" data-long={title.length > 48}>
          {title}
        </h1>
        {host !== undefined && <p className="host quiet">{i18n.t('page.with', { host })}</p>}
        <LatePart load={loadAudience} />
      </div>
    </div>
  );
}

/**
 * The announced start in the listener's own time zone, and, for as long as nothing is heard, the countdown to it
 * or how late it is. The digits are for eyes; ears get a text that changes by the minute and is never announced.
 */
function ScheduleLine(): ReactNode {
  const i18n = useI18n();
  const status = useJoinStatus();
  const schedule = useSchedule();
  const { wallNowMs } = useNow();
  if (schedule === null) return null;
  const { startMs, secondsToStart } = schedule;
  const unheard = status.kind === 'ready' || status.kind === 'waiting';
  const counting = unheard && status.phase === 'scheduled' && secondsToStart > 0;
  const roughStart = i18n.t('schedule.starts', { when: i18n.fromNow(secondsToStart) });
  const late = unheard && status.phase === 'late' && secondsToStart < 0;
  return (
    <p className="schedule">
      <span className="quiet">
        {i18n.t('schedule.startsAt', { when: i18n.dayAndTime(startMs, wallNowMs) })}
      </span>
      {counting && (
        <CountedTime
          seen={
            secondsToStart < COUNTED_IN_DAYS_SECONDS
              ? i18n.t('schedule.startsIn', { digits: formatCountdown(i18n.tag, secondsToStart) })
              : roughStart
          }
          heard={roughStart}
        />
      )}
      {late && (
        <CountedTime
          seen={i18n.t('schedule.late', { span: i18n.span(lateness(-secondsToStart)) })}
          heard={i18n.t('schedule.lateSpoken', { span: i18n.roughly(-secondsToStart) })}
        />
      )}
    </p>
  );
}

/** After this long (seconds) nobody counts the seconds any more. */
const COARSE_AFTER_SECONDS = 600;

function lateness(lateSeconds: number): number {
  return lateSeconds < COARSE_AFTER_SECONDS ? lateSeconds : lateSeconds - (lateSeconds % 60);
}

function CountedTime(props: { readonly seen: string; readonly heard: string }): ReactNode {
  return (
    <span className="counted">
      <span aria-hidden="true">{props.seen}</span>
      <span className="for-ears">{props.heard}</span>
    </span>
  );
}
