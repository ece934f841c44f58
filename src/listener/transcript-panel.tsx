import { useId, useMemo, useState, type ReactNode } from 'react';
import { formatCountdown } from '../i18n/format.ts';
import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import type { FeedSnapshot, TrackView } from '../playback/engine.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useI18n } from '../ui/i18n-context.tsx';
import { saveText } from './save-text.ts';
import { useCommands, useSession } from './session-context.tsx';
import { TranscriptLines } from './transcript-lines.tsx';
import { createChunker, currentCue, transcriptRows, transcriptText } from './transcript-rows.ts';
import { findMatches, foldQuery, type Match } from './transcript-search.ts';
import { SearchField } from './transcript-search-field.tsx';
import { readTextSize, TEXT_SIZES, writeTextSize } from './transcript-size.ts';

const nothingRead: FeedSnapshot['transcript'] = { cues: [], holes: [] };

/** What is said, in the words of one track, and all that can be done with it. */
export function TranscriptPanel(props: {
  readonly id: string;
  readonly track: TrackView;
  readonly tracks: readonly TrackView[];
}): ReactNode {
  const { id, track, tracks } = props;
  const i18n = useI18n();
  const t = laterWords(i18n);
  const transcript = useSession(({ feed }) => feed?.transcript ?? nothingRead);
  const programStartMs = useSession(({ feed }) => feed?.programStartMs ?? null);
  const current = useSession(({ feed, position }) =>
    currentCue(feed?.transcript.cues ?? [], position.positionSeconds),
  );
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Match | null>(null);
  const [isAloud, setAloud] = useState(false);
  const [size, setSize] = useState(() => readTextSize(() => localStorage));
  const [chunk] = useState(createChunker);
  const rows = useMemo(() => transcriptRows(transcript), [transcript]);
  const chunks = useMemo(() => chunk(rows), [chunk, rows]);
  const folded = useMemo(() => foldQuery(query), [query]);
  const matches = useMemo(() => findMatches(transcript.cues, folded), [transcript.cues, folded]);
  const time = useMemo(() => timeFormat(i18n, programStartMs), [i18n, programStartMs]);

  const resize = (by: number) => {
    const next = Math.min(TEXT_SIZES.length - 1, Math.max(0, size + by));
    setSize(next);
    writeTextSize(() => localStorage, next);
  };
  const search = (text: string) => {
    setQuery(text);
    const all = findMatches(transcript.cues, foldQuery(text));
    const here = current === null ? 0 : transcript.cues.indexOf(current);
    const after = all.find(({ cueId }) => transcript.cues.findIndex((cue) => cue.id === cueId) >= here);
    setFound(after ?? all.at(-1) ?? null);
  };
  const text = () =>
    transcriptText(rows, {
      time,
      said: (at, speaker, said) =>
        speaker === null
          ? t('transcript.said', { time: at, text: said })
          : t('transcript.saidBy', { time: at, speaker, text: said }),
      hole: (seconds) => t('transcript.hole', { span: i18n.span(seconds) }),
    });

  return (
    <div id={id} className="transcript-panel" style={{ '--transcript-size': `${TEXT_SIZES[size]}rem` }}>
      <div className="transcript-tools">
        {tracks.length > 1 && <LanguageChoice track={track} tracks={tracks} />}
        <SearchField query={query} matches={matches} found={found} onQuery={search} onFound={setFound} />
        <div className="transcript-sizes">
          <button type="button" className="text-button" aria-disabled={size === 0} onClick={() => resize(-1)}>
            <span aria-hidden="true">{t('transcript.sign.smaller')}</span>
            <span className="for-ears">{t('transcript.smaller')}</span>
          </button>
          <button
            type="button"
            className="text-button"
            aria-disabled={size === TEXT_SIZES.length - 1}
            onClick={() => resize(1)}
          >
            <span aria-hidden="true">{t('transcript.sign.larger')}</span>
            <span className="for-ears">{t('transcript.larger')}</span>
          </button>
        </div>
      </div>
      <p className="transcript-trouble" aria-live="polite">
        {transcript.trouble !== undefined && t(`transcript.${transcript.trouble}`)}
      </p>
      {rows.length === 0 && transcript.trouble === undefined && (
        <p className="quiet transcript-empty">{t('transcript.empty')}</p>
      )}
      {rows.length > 0 && (
        <TranscriptLines
          chunks={chunks}
          cues={transcript.cues}
          currentId={current?.id ?? null}
          folded={folded}
          found={found}
          language={track.language}
          time={time}
        />
      )}
      <p className="for-ears" aria-live="polite" lang={track.language ?? undefined}>
        {isAloud && current?.text}
      </p>
      <div className="transcript-ways">
        <AloudSwitch isAloud={isAloud} onChange={setAloud} />
        {rows.length > 0 && (
          <>
            <CopyButton label={t('transcript.copy')} text={text} />
            <button
              type="button"
              className="text-button"
              onClick={() => saveText(document, t('transcript.fileName'), text())}
            >
              {t('transcript.save')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

/** The time of day where the origin tells it, else the time since the beginning of what is there. */
function timeFormat(i18n: I18n, programStartMs: number | null): (seconds: number) => string {
  if (programStartMs === null) return (seconds) => formatCountdown(i18n.tag, Math.floor(seconds));
  const format = new Intl.DateTimeFormat(i18n.tag, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return (seconds) => format.format(programStartMs + seconds * 1000);
}

function LanguageChoice(props: {
  readonly track: TrackView;
  readonly tracks: readonly TrackView[];
}): ReactNode {
  const i18n = useI18n();
  const commands = useCommands();
  return (
    <select
      className="transcript-language"
      aria-label={laterWords(i18n)('transcript.language')}
      value={props.track.id}
      onChange={(event) => commands.chooseText(event.currentTarget.value)}
    >
      {props.tracks.map(({ id, name, language }) => (
        <option key={id} value={id} lang={language ?? undefined}>
          {name === '' ? (language ?? id) : name}
        </option>
      ))}
    </select>
  );
}

function AloudSwitch(props: {
  readonly isAloud: boolean;
  readonly onChange: (isAloud: boolean) => void;
}): ReactNode {
  const t = laterWords(useI18n());
  const id = useId();
  return (
    <span className="transcript-aloud">
      <input
        id={id}
        type="checkbox"
        checked={props.isAloud}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{t('transcript.aloud')}</label>
    </span>
  );
}
