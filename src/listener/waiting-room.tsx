import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import type { SessionState } from '../session/audio-session.ts';
import type { JoinStatus } from '../session/join-status.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { BeginNotice } from './begin-notice.tsx';
import { watchBegin, type BeginNews } from './begin-watch.ts';
import { CalendarButton } from './calendar-button.tsx';
import { browserNotices } from './notifications.ts';
import { useSession, useSessionEffect } from './session-context.tsx';
import { SoundCheck } from './sound-check.tsx';
import { useBroadcastTitle } from './use-broadcast-title.ts';
import { useJoinStatus } from './use-join-status.ts';
import './waiting-room.css';

/** What can be seen to while nothing has begun: the sound, being told, the calendar. None of it is needed to hear. */
export function WaitingRoom(): ReactNode {
  const status = useJoinStatus();
  const playback = useSession((state) => state.playback.kind);
  const broadcast = useSession((state) => state.broadcast.kind);
  const [notices] = useState(browserNotices);
  const [isTold, setIsTold] = useState(false);
  const tell = useTell((notice) => notices.show(notice));
  useSessionEffect(
    useCallback(
      (session) => (isTold ? watchBegin(session, document, tell, () => setIsTold(false)) : () => undefined),
      [isTold, tell],
    ),
  );
  const isWaiting = playback === 'waiting';
  const isReady = isReadyToWait(status, broadcast);
  // Whoever presses Listen here joins for a moment before they wait: the room and its answers stay as they are.
  const [wasReady, setWasReady] = useState(isReady);
  const isPressed = wasReady && playback === 'joining';
  if (wasReady !== (isReady || isPressed)) setWasReady(!wasReady);
  if (!isReady && !isPressed && !isWaiting) return null;
  return (
    <Room>
      <SoundCheck />
      {/* Before the press, only the document can tell that it has begun. */}
      {(isWaiting || broadcast === 'loaded') && (
        <BeginNotice notices={notices} isOn={isTold} onChange={setIsTold} />
      )}
      <CalendarButton />
    </Room>
  );
}

function isReadyToWait(status: JoinStatus, broadcast: SessionState['broadcast']['kind']): boolean {
  if (status.kind !== 'ready' || broadcast === 'loading') return false;
  return status.phase === 'scheduled' || status.phase === 'late' || status.phase === 'unknown';
}

/** The news in words, in the language and with the title of then. Always the same function. */
function useTell(
  show: (notice: { title: string; body: string; tag: string }) => void,
): (news: BeginNews) => void {
  const i18n = useI18n();
  const title = useBroadcastTitle();
  const id = useSession(({ broadcast }) => (broadcast.kind === 'loaded' ? broadcast.document.id : 'stream'));
  const tellNow = (news: BeginNews) =>
    show({ title, body: laterWords(i18n)(`begin.news.${news}`), tag: `holdline.${id}` });
  const newest = useRef(tellNow);
  useEffect(() => {
    newest.current = tellNow;
  });
  return useCallback((news) => newest.current(news), []);
}

function Room(props: { readonly children: ReactNode }): ReactNode {
  const t = laterWords(useI18n());
  const place = useRef<HTMLElement>(null);
  // When it begins the room closes by itself, and must not take the keyboard's place on the page with it.
  useLayoutEffect(() => {
    const here = place.current;
    return () => {
      if (here?.contains(document.activeElement) === true)
        document.querySelector<HTMLElement>('.big-button')?.focus();
    };
  }, []);
  return (
    <section ref={place} className="waiting-room" aria-labelledby="waiting-room">
      <h2 id="waiting-room">{t('room.label')}</h2>
      <div className="room-items">{props.children}</div>
    </section>
  );
}
