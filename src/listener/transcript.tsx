import { useId, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { preferredTextTrack, readTextWish } from '../session/text-choice.ts';
import { watchTextChoice } from '../session/watch-text-choice.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useCommands, useSession, useSessionEffect, type PageSession } from './session-context.tsx';
import { TranscriptPanel } from './transcript-panel.tsx';
import './transcript.css';

/** Reading along: a button where the stream has captions, and what is said below it. */
export function Transcript(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const commands = useCommands();
  const tracks = useSession(({ feed }) => feed?.textTracks ?? null);
  const trackId = useSession(({ feed }) => feed?.textTrackId ?? null);
  const id = useId();
  useSessionEffect(remember);
  if (tracks === null || tracks.length === 0) return null;
  const track = tracks.find((each) => each.id === trackId) ?? null;
  const toggle = () => {
    const next = preferredTextTrack(tracks, readTextWish(localStorageOrNull()), i18n.locale);
    commands.chooseText(track === null ? (next?.id ?? null) : null);
  };
  return (
    <section className="transcript" aria-label={t('transcript.label')}>
      <button
        type="button"
        className="text-button transcript-toggle"
        aria-expanded={track !== null}
        aria-controls={track === null ? undefined : id}
        onClick={toggle}
      >
        {t('transcript.read')}
      </button>
      {track !== null && <TranscriptPanel key={track.id} id={id} track={track} tracks={tracks} />}
    </section>
  );
}

/** Here and not in the session: one file fewer to fetch from a busy host. */
function remember({ store, commands }: PageSession): () => void {
  const chooseText = (trackId: string) => commands.chooseText(trackId);
  return watchTextChoice({ store, storage: localStorageOrNull(), chooseText });
}

function localStorageOrNull(): Storage | null {
  try {
    return localStorage;
  } catch {
    // Refused by the browser's privacy settings.
    return null;
  }
}
