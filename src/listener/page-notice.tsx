import { useEffect, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import type { SessionState } from '../session/audio-session.ts';
import { keepThisPage } from '../shell/browser-shell.ts';
import type { ShellState } from '../shell/installed-page.ts';
import { pageNotice } from '../shell/page-notice.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import './page-notice.css';
import { usePageSession, useSession } from './session-context.tsx';

const words = {
  'device-offline': 'page.deviceOffline',
  'nothing-answers': 'page.nothingAnswers',
  'host-silent': 'page.hostSilent',
  'update-ready': 'page.updateReady',
} as const;

/** Nobody hears, waits or joins. */
const isQuiet = ({ playback: { kind } }: SessionState) =>
  kind === 'idle' || kind === 'ended' || kind === 'failed';

/** Nobody is in want of sound. */
const isCalm = ({ playback: { kind }, link }: SessionState) =>
  kind !== 'joining' && kind !== 'rebuffering' && link.kind !== 'struggling' && link.kind !== 'lost';

const unknown: ShellState = { fromDevice: false, host: 'unknown', hasUpdate: false };

/** Keeps the page on this device, and says in one quiet line what there is to know of that. */
export function PageNotice(): ReactNode {
  const t = laterWords(useI18n());
  const { store, clock } = usePageSession();
  const [shell, setShell] = useState(unknown);
  useEffect(() => {
    const owner = new AbortController();
    keepThisPage({
      clock,
      isCalm: () => isCalm(store.getState()),
      isQuiet: () => isQuiet(store.getState()),
      onMood: (callback) => store.subscribe(callback),
      onChange: setShell,
      signal: owner.signal,
    });
    return () => owner.abort(new Error('the page is gone'));
  }, [store, clock]);
  const notice = useSession((state) => {
    const { broadcast, link, playback } = state;
    return pageNotice({
      ...shell,
      link: link.kind,
      isPlaying: playback.kind === 'playing',
      documentMissing: broadcast.kind === 'unreachable',
      documentKept: broadcast.kind === 'loaded' && broadcast.kept === true,
      isQuiet: isQuiet(state),
    });
  });
  return (
    <div className="page-notice" aria-live="polite">
      {notice !== null && <p>{t(words[notice])}</p>}
      {notice === 'update-ready' && (
        <button type="button" className="text-button" onClick={() => location.reload()}>
          {t('page.loadUpdate')}
        </button>
      )}
    </div>
  );
}
