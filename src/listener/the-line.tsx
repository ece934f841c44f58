import type { ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { LatePart } from '../ui/late-part.tsx';
import { isFreshKnock } from './knock.ts';
import { GLIDE_MS, perspective } from './line-geometry.ts';
import { waitingWords, WORDS_HOLD_MS } from './line-words.ts';
import { useSession } from './session-context.tsx';
import { useJoinStatus } from './use-join-status.ts';
import { useNow } from './use-now.ts';
import { useSchedule } from './use-schedule.ts';
import { useSteady } from './use-steady.ts';

const loadMediaLine = () => import('./late-parts.ts').then(({ MediaLine }) => MediaLine);

/**
 * The picture of the broadcast. Everything on it lies on one axis of time, and the playhead ("now") never moves: the
 * broadcast flows through it. What there is to draw of a broadcast comes after the first paint, with the rest that the
 * first press does not need.
 */
export function TheLine(): ReactNode {
  const playback = useSession((state) => state.playback.kind);
  const link = useSession((state) => state.link.kind);
  const hasSlots = useSession((state) => (state.feed?.slots.length ?? 0) > 0);
  return (
    <div className="line" dir="ltr" data-playback={playback} data-link={link}>
      {!hasSlots && (
        <>
          <WaitingLine />
          <div className="line-playhead" />
        </>
      )}
      <LatePart load={loadMediaLine} />
    </div>
  );
}

/** The line of a broadcast that is not there yet: time in perspective around now, the announced start as a mark. */
function WaitingLine(): ReactNode {
  const i18n = useI18n();
  const { nowMs } = useNow();
  const playback = useSession((state) => state.playback.kind);
  const attempts = useSession((state) => state.attempts);
  const schedule = useSchedule();
  const status = useJoinStatus();
  const overdue =
    (status.kind === 'ready' || status.kind === 'waiting') &&
    status.phase === 'late' &&
    schedule !== null &&
    schedule.secondsToStart < 0;
  const kind = playback === 'joining' ? 'joining' : 'waiting';
  const start = schedule && { wallMs: schedule.startMs, passed: schedule.secondsToStart <= 0 };
  const words = waitingWords({ kind, start }, i18n);
  const label = useSteady(words, `${kind} ${playback} ${i18n.locale}`, WORDS_HOLD_MS);
  return (
    <div className="line-field line-waiting" role="img" aria-label={label}>
      <i className="line-rest" />
      {schedule && (
        <>
          {overdue && <i className="line-overdue" style={{ '--at': perspective(schedule.secondsToStart) }} />}
          <div
            className="line-mark"
            data-side={schedule.secondsToStart < 0 ? 'past' : 'ahead'}
            style={{ '--at': perspective(schedule.secondsToStart) }}
          >
            <span className="line-mark-label" dir="auto">
              {i18n.time(schedule.startMs)}
            </span>
          </div>
        </>
      )}
      {attempts.map((attempt) => (
        <i
          key={attempt.id}
          className="knock knock-waiting"
          data-outcome={attempt.outcome}
          data-fresh={isFreshKnock(attempt, nowMs)}
          style={{ '--at': perspective((attempt.atMs - nowMs - GLIDE_MS) / 1000) }}
        />
      ))}
    </div>
  );
}
