import { useId, useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import type { I18n } from '../i18n/i18n.ts';
import { laterWords } from '../i18n/later/words.ts';
import { useI18n } from '../ui/i18n-context.tsx';
import { currentChapterId, type LineMark } from './line-marks.ts';
import { reachOf } from './line-reach.ts';
import { markWords } from './mark-words.ts';
import { marksOf } from './marks-source.ts';
import { seekerOf } from './seeker.ts';
import { usePageSession, useSession } from './session-context.tsx';
import { clockDigits } from './time-words.ts';

/** Everything that is marked on the line, in words: pressed, a mark leads there. */
export function MarksList(): ReactNode {
  const i18n = useI18n();
  const t = laterWords(i18n);
  const source = marksOf(usePageSession());
  const marks = useSyncExternalStore(source.subscribe, source.current);
  const currentId = useSession(({ position }) => currentChapterId(marks, position.positionSeconds));
  const [isOpen, setIsOpen] = useState(false);
  const count = marks.length;
  if (count === 0) return null;
  const current = marks.find(({ id }) => id === currentId);
  const areChapters = marks.every(({ kind }) => kind === 'chapter');
  return (
    <details className="details marks" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span>{t(areChapters ? 'marks.chapters' : 'marks.marks', { count })}</span>
        {current && (
          <span className="marks-current" dir="auto">
            {markWords(current, i18n).words}
          </span>
        )}
      </summary>
      {isOpen && <Buttons marks={marks} currentId={currentId} />}
    </details>
  );
}

/** One stop for the Tab key, however many marks there are; from there the arrows go on. */
function Buttons(props: {
  readonly marks: readonly LineMark[];
  readonly currentId: string | null;
}): ReactNode {
  const { marks, currentId } = props;
  const i18n = useI18n();
  const t = laterWords(i18n);
  const session = usePageSession();
  const timeOf = useTimeOf(i18n);
  const list = useRef<HTMLOListElement>(null);
  const hintId = useId();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const stopId = [chosenId, currentId].find((id) => marks.some((mark) => mark.id === id)) ?? marks[0]?.id;

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const here = buttons.findIndex((button) => button === document.activeElement);
    const next = listKey(event.key, here, buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons[next]?.focus();
  };
  return (
    <>
      <p id={hintId} className="for-ears">
        {t('marks.keys')}
      </p>
      <ol ref={list} aria-label={t('marks.label')} aria-describedby={hintId} onKeyDown={onKeyDown}>
        {marks.map((mark) => {
          const { words, lang } = markWords(mark, i18n);
          return (
            <li key={mark.id} data-kind={mark.kind}>
              <button
                type="button"
                tabIndex={mark.id === stopId ? 0 : -1}
                aria-current={mark.id === currentId ? 'true' : undefined}
                onFocus={() => setChosenId(mark.id)}
                onClick={() => seekerOf(session).go(mark.atSeconds)}
              >
                <span className="mark-time">{timeOf(mark.atSeconds)}</span>{' '}
                <span dir="auto" lang={lang}>
                  {words}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Where a key leads in a list; null for a key that is not the list's. */
export function listKey(key: string, here: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, here + 1);
    case 'ArrowUp':
      return Math.max(0, here - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Of a recording the time since its beginning; of a live broadcast the time of day at which it was said, or came. */
function useTimeOf(i18n: I18n): (seconds: number) => string {
  const { clock, store } = usePageSession();
  const programStartMs = useSession((state) => state.feed?.programStartMs ?? null);
  const recordedFromSeconds = useSession((state) => {
    const reach = reachOf(state);
    return reach?.kind === 'recording' ? reach.fromSeconds : null;
  });
  return (seconds) => {
    if (recordedFromSeconds !== null) return clockDigits(seconds - recordedFromSeconds, i18n.tag);
    if (programStartMs !== null) return i18n.time(programStartMs + seconds * 1000);
    const { feed } = store.getState();
    const edgeWallMs = clock.wallNow() - clock.now() + (feed?.edgeAtMs ?? clock.now());
    return i18n.time(edgeWallMs - ((feed?.edgeSeconds ?? seconds) - seconds) * 1000);
  };
}
