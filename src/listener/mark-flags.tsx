import { useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useI18n } from '../ui/i18n-context.tsx';
import { flagsApart, labelsWithRoom, type LineMark } from './line-marks.ts';
import { markWords } from './mark-words.ts';
import { marksOf } from './marks-source.ts';
import { usePageSession } from './session-context.tsx';

/** About as much of the page's width as the window of a live line takes (listener.css), and a whole recording. */
const WINDOW_SHARE = { flowing: 0.68, standing: 0.9 } as const;
/** About the width of a letter, and of the longest label (media-line.css). Pixels. */
const LETTER_PIXELS = 6.8;
const LONGEST_LABEL_PIXELS = 190;
const AIR_PIXELS = 14;

/**
 * The marks on the line: a stroke for each, and words where there is room. The list under the line says all of them, and
 * can be worked; these are for eyes. They flow with the track that holds them and are not drawn again with each second.
 */
export function MarkFlags(props: {
  readonly originSeconds: number;
  readonly windowSeconds: number;
  /** Where the line ends, if it does. */
  readonly endSeconds: number | null;
}): ReactNode {
  const { originSeconds, windowSeconds, endSeconds } = props;
  const i18n = useI18n();
  const source = marksOf(usePageSession());
  const marks = useSyncExternalStore(source.subscribe, source.current);
  const pageWidth = useSyncExternalStore(onResize, widthOfPage);
  return useMemo(() => {
    const named = marks.map((mark) => ({ mark, name: markWords(mark, i18n) }));
    const widths = new Map(named.map(({ mark, name }) => [mark, labelWidth(name.words)]));
    const pixelsPerSecond =
      (pageWidth * WINDOW_SHARE[endSeconds === null ? 'flowing' : 'standing']) / windowSeconds;
    const labelled = labelsWithRoom(
      marks,
      pixelsPerSecond,
      endSeconds,
      (mark: LineMark) => widths.get(mark) ?? 0,
    );
    const apart = flagsApart(marks, labelled, pixelsPerSecond);
    return named.map(({ mark, name }) =>
      !apart.has(mark.id) ? null : (
        <div
          key={mark.id}
          className="flag"
          data-kind={mark.kind}
          style={{ '--from': mark.atSeconds - originSeconds }}
        >
          {labelled.has(mark.id) && (
            <span className="flag-label" data-side={labelled.get(mark.id)} dir="auto" lang={name.lang}>
              {name.words}
            </span>
          )}
        </div>
      ),
    );
  }, [marks, i18n, pageWidth, originSeconds, windowSeconds, endSeconds]);
}

function labelWidth(words: string): number {
  return Math.min(LONGEST_LABEL_PIXELS, words.length * LETTER_PIXELS) + AIR_PIXELS;
}

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

function widthOfPage(): number {
  return window.innerWidth;
}
