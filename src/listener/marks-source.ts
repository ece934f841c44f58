import type { SessionState } from '../session/audio-session.ts';
import type { Span } from './heard.ts';
import { lineMarks, rememberedGaps, sameMarks, type LineMark } from './line-marks.ts';
import { reachOf } from './line-reach.ts';
import { perSession } from './per-session.ts';
import type { PageSession } from './session-context.tsx';

export interface MarksSource {
  /** The same array for as long as nothing about the marks changes, however often the feed does. */
  readonly current: () => readonly LineMark[];
  readonly subscribe: (listener: () => void) => () => void;
}

function createMarksSource({ store }: PageSession): MarksSource {
  const listeners = new Set<() => void>();
  let gaps: readonly Span[] = [];
  let marks: readonly LineMark[] = [];
  let detach: (() => void) | null = null;

  const read = (state: SessionState): boolean => {
    const reach = reachOf(state);
    const { feed, broadcast } = state;
    if (feed === null) gaps = [];
    else if (reach !== null) gaps = rememberedGaps(gaps, feed.slots, reach.fromSeconds);
    const next =
      feed === null || reach === null
        ? []
        : lineMarks({
            fromSeconds: reach.fromSeconds,
            toSeconds: feed.edgeSeconds ?? reach.toSeconds,
            joinedAtSeconds: reach.kind === 'recording' ? null : state.joinedAtSeconds,
            gaps,
            dateRanges: feed.dateRanges,
            announcements: (broadcast.kind === 'loaded' ? broadcast.document.announcements : undefined) ?? [],
            programStartMs: feed.programStartMs,
          });
    if (sameMarks(marks, next)) return false;
    marks = next;
    return true;
  };

  read(store.getState());
  return {
    current: () => marks,
    subscribe(listener) {
      listeners.add(listener);
      detach ??= follow();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        detach?.();
        detach = null;
      };
    },
  };

  function follow(): () => void {
    read(store.getState());
    return store.subscribe((state, before) => {
      const isTheSame =
        state.feed === before.feed &&
        state.broadcast === before.broadcast &&
        state.joinedAtSeconds === before.joinedAtSeconds;
      if (isTheSame || !read(state)) return;
      for (const listener of [...listeners]) listener();
    });
  }
}

export const marksOf = perSession(createMarksSource);
