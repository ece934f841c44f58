import { useId, useState, type ReactNode } from 'react';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { trackWords } from './audio-language-words.ts';
import { useCommands, useSession } from './session-context.tsx';
import './audio-language.css';

/**
 * What the sound can be heard in, where there is a choice. The mark stands at what is wished for; until that is heard, a
 * sentence says how it stands.
 */
export function AudioLanguage(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const commands = useCommands();
  const tracks = useSession(({ feed }) => feed?.audioTracks);
  const followedId = useSession(({ feed }) => feed?.audioTrackId ?? null);
  const toId = useSession(({ feed }) => feed?.audioSwitch?.toId ?? null);
  const kind = useSession(({ feed }) => feed?.audioSwitch?.kind ?? null);
  /** What was pressed here last: only who has asked for something is told that it is there. */
  const [pressedId, setPressedId] = useState<string | null>(null);
  const id = useId();
  if (tracks === undefined || tracks.length < 2) return null;

  const nameOf = (trackId: string | null): string => {
    const index = tracks.findIndex((track) => track.id === trackId);
    const track = tracks[index];
    const { name, language } =
      track === undefined ? { name: null, language: null } : trackWords(track, i18n.tag);
    return name ?? language ?? t('audio.unnamed', { number: index + 1 });
  };
  const news =
    kind === 'switching'
      ? t('audio.switching', { name: nameOf(toId) })
      : kind === 'unavailable'
        ? t('audio.unavailable', { name: nameOf(toId), heard: nameOf(followedId) })
        : pressedId !== null && pressedId === followedId
          ? t('audio.switched', { name: nameOf(followedId) })
          : '';
  return (
    <fieldset className="audio-language" aria-describedby={`${id}-hint`}>
      <legend className="quiet">{t('audio.legend')}</legend>
      {tracks.map((track) => {
        const { name, lang, language } = trackWords(track, i18n.tag);
        return (
          <label key={track.id}>
            <input
              type="radio"
              name={id}
              checked={track.id === (toId ?? followedId)}
              onChange={() => {
                setPressedId(track.id);
                commands.chooseAudio(track.id);
              }}
            />
            <span>
              {name === null ? (
                (language ?? nameOf(track.id))
              ) : (
                <bdi {...(lang === null ? {} : { lang })}>{name}</bdi>
              )}
              {name !== null && language !== null && (
                <>
                  {' '}
                  <span className="quiet">{language}</span>
                </>
              )}
            </span>
          </label>
        );
      })}
      <p id={`${id}-hint`} className="quiet">
        {t('audio.hint')}
      </p>
      <p className="audio-news" aria-live="polite">
        {news}
      </p>
    </fieldset>
  );
}
