/**
 * What goes first when not everything may go, most pressing first (DESIGN.md, Priority). `segment-doubtful`: the origin
 * can hardly have it any more, which the next playlist will tell.
 */
export type Priority =
  | 'segment-soonest'
  | 'playlist'
  | 'segment'
  | 'segment-doubtful'
  | 'steering'
  | 'captions'
  | 'document'
  | 'report';

const RANKS: Readonly<Record<Priority, number>> = {
  'segment-soonest': 0,
  playlist: 1,
  segment: 2,
  'segment-doubtful': 2,
  steering: 3,
  captions: 4,
  document: 5,
  report: 6,
};

/**
 * Whoever asks for no media moves up one rank for every such time of waiting. Without it, where only one request in a
 * while may start, segments that never come would keep the playlist, which tells that they have expired, from ever being
 * asked for. A little more than the time in which an empty budget gives a token (retry-budget.ts): there the playlist has
 * every second one. Segments stay where they are: of several, only the one needed soonest is worth the only token.
 */
export const MOVE_UP_MS = 8_000;

/** What the queue's order depends on. Milliseconds of the Clock. */
export interface Waiting {
  readonly priority: Priority;
  /** Lower first, inside one priority. */
  readonly order: number;
  readonly sinceMs: number;
}

/** Media requests share the adaptive limit; everything else is small and has a lane of its own. */
export function isMedia(priority: Priority): boolean {
  return priority.startsWith('segment');
}

/** For a sort: negative when `a` goes first, 0 when they are equal (first come, first served). */
export function compareWaiting(a: Waiting, b: Waiting, nowMs: number): number {
  return (
    movedUpRank(a, nowMs) - movedUpRank(b, nowMs) ||
    // Whoever has moved up to the other's rank has waited longer.
    RANKS[b.priority] - RANKS[a.priority] ||
    a.order - b.order
  );
}

/** A report is dropped rather than sent before the sound. */
function movedUpRank({ priority, sinceMs }: Waiting, nowMs: number): number {
  const movesUp = priority !== 'report' && !isMedia(priority);
  return RANKS[priority] - (movesUp ? Math.floor((nowMs - sinceMs) / MOVE_UP_MS) : 0);
}
