import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { laterWords } from '../i18n/later/words.ts';
import type { Cue } from '../playback/engine.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { useCommands } from './session-context.tsx';
import type { TranscriptChunk, TranscriptRow } from './transcript-rows.ts';
import { rangesIn, splitAt, type Match } from './transcript-search.ts';
import { scrollIntoMiddle } from './transcript-scroll.ts';

/** Keys that scroll what has the focus. */
const SCROLL_KEYS: ReadonlySet<string> = new Set([
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'ArrowUp',
  'ArrowDown',
]);

interface LinesProps {
  readonly chunks: readonly TranscriptChunk[];
  readonly cues: readonly Cue[];
  /** What is being said. */
  readonly currentId: string | null;
  /** What is looked for, folded. */
  readonly folded: string;
  readonly found: Match | null;
  /** BCP 47, of the text. */
  readonly language: string | null;
  readonly time: (seconds: number) => string;
}

/** The lines. They follow what is being said until somebody scrolls, looks for something or goes through them. */
export function TranscriptLines(props: LinesProps): ReactNode {
  const { chunks, cues, currentId, folded, found, language, time } = props;
  const t = laterWords(useI18n());
  const commands = useCommands();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const lineOf = (cueId: string) => document.getElementById(`${id}${cueId}`);
  const show = (cueId: string | null) => {
    const line = cueId === null ? null : document.getElementById(`${id}${cueId}`);
    if (scroller.current !== null && line !== null) scrollIntoMiddle(scroller.current, line);
  };

  const [foundBefore, setFoundBefore] = useState(found);
  if (found !== foundBefore) {
    setFoundBefore(found);
    if (found !== null) setFollowing(false);
  }
  const shownId = isFollowing ? currentId : null;
  useEffect(() => {
    show(shownId);
  });
  useEffect(() => {
    show(found?.cueId ?? null);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another place is a reason to go there
  }, [found]);

  // A single stop for the Tab key: from there the arrows lead from line to line.
  const stopId =
    focusedId !== null && lineIsThere(cues, focusedId) ? focusedId : (currentId ?? cues[0]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!SCROLL_KEYS.has(event.key)) return;
    setFollowing(false);
    const here = cues.findIndex(({ id: cueId }) => cueId === stopId);
    const isInLine = event.target !== scroller.current;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: cues.length - 1 }[event.key];
    const next = to === undefined ? undefined : cues[to];
    if (!isInLine || next === undefined) return;
    event.preventDefault();
    lineOf(next.id)?.focus({ preventScroll: true });
    show(next.id);
  };
  const onPointerDown = (event: PointerEvent) => {
    // On the scroll bar, or between the lines.
    if (event.target === scroller.current) setFollowing(false);
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const cueId = event.target.dataset['cue'];
    if (cueId !== undefined) setFocusedId(cueId);
  };
  const seek = useMemo(() => {
    const bySeconds = (seconds: number) => {
      setFollowing(true);
      commands.seek(seconds);
    };
    return bySeconds;
  }, [commands]);

  return (
    <div className="transcript-frame">
      <div
        ref={scroller}
        className="transcript-scroll"
        role="region"
        aria-label={t('transcript.lines')}
        tabIndex={0}
        lang={language ?? undefined}
        onWheel={() => setFollowing(false)}
        onTouchMove={() => setFollowing(false)}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {chunks.map((chunk, index) => (
          <Chunk
            key={index}
            rows={chunk}
            prefix={id}
            currentId={inside(chunk, currentId)}
            stopId={inside(chunk, stopId)}
            folded={folded}
            found={inside(chunk, found?.cueId ?? null) === null ? null : found}
            time={time}
            seek={seek}
          />
        ))}
      </div>
      {!isFollowing && (
        <button
          type="button"
          className="text-button transcript-back"
          onClick={() => {
            setFollowing(true);
            show(currentId);
            scroller.current?.focus({ preventScroll: true });
          }}
        >
          {t('transcript.back')}
        </button>
      )}
    </div>
  );
}

function lineIsThere(cues: readonly Cue[], id: string): boolean {
  return cues.some((cue) => cue.id === id);
}

function inside(chunk: TranscriptChunk, id: string | null): string | null {
  return id !== null && chunk.some((row) => row.kind === 'cue' && row.cue.id === id) ? id : null;
}

interface ChunkProps {
  readonly rows: TranscriptChunk;
  readonly prefix: string;
  /** Each null where it is not in this chunk. */
  readonly currentId: string | null;
  readonly stopId: string | null;
  readonly found: Match | null;
  readonly folded: string;
  readonly time: (seconds: number) => string;
  readonly seek: (seconds: number) => void;
}

/** Lines that are drawn together; as long as nothing about them changes, they are not looked at again. */
function Chunk(props: ChunkProps): ReactNode {
  const { rows, prefix, currentId, stopId, found, folded, time, seek } = props;
  return useMemo(
    () => (
      <ol className="transcript-chunk">
        {rows.map((row) =>
          row.kind === 'hole' ? (
            <Hole key={`hole ${row.startSeconds}`} seconds={row.seconds} />
          ) : (
            <Line
              key={row.cue.id}
              row={row}
              domId={`${prefix}${row.cue.id}`}
              isCurrent={row.cue.id === currentId}
              isStop={row.cue.id === stopId}
              found={found?.cueId === row.cue.id ? found : null}
              folded={folded}
              time={time}
              seek={seek}
            />
          ),
        )}
      </ol>
    ),
    [rows, prefix, currentId, stopId, found, folded, time, seek],
  );
}

function Hole(props: { readonly seconds: number }): ReactNode {
  const i18n = useI18n();
  return (
    <li className="quiet transcript-hole" lang={i18n.locale}>
      {laterWords(i18n)('transcript.hole', { span: i18n.span(props.seconds) })}
    </li>
  );
}

function Line(props: {
  readonly row: Extract<TranscriptRow, { readonly kind: 'cue' }>;
  readonly domId: string;
  readonly isCurrent: boolean;
  readonly isStop: boolean;
  readonly found: Match | null;
  readonly folded: string;
  readonly time: (seconds: number) => string;
  readonly seek: (seconds: number) => void;
}): ReactNode {
  const { cue, speaker } = props.row;
  const parts = splitAt(cue.text, rangesIn(cue, props.folded));
  return (
    <li>
      <button
        type="button"
        id={props.domId}
        data-cue={cue.id}
        className="transcript-line"
        tabIndex={props.isStop ? 0 : -1}
        aria-current={props.isCurrent ? 'true' : undefined}
        onClick={() => props.seek(cue.startSeconds)}
      >
        <span className="transcript-time">{props.time(cue.startSeconds)} </span>
        <span className="transcript-words">
          {speaker !== null && (
            <bdi className="transcript-speaker" dir="auto">
              {speaker}{' '}
            </bdi>
          )}
          <span className="transcript-text" dir="auto">
            {parts.map(({ text, from, isMarked }) =>
              isMarked ? (
                <mark key={from} data-found={props.found?.from === from}>
                  {text}
                </mark>
              ) : (
                text
              ),
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
