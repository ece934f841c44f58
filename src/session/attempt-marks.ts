import type { FeedEvent } from '../playback/engine.ts';
import type { AttemptMark } from './audio-session.ts';

/** As many as a listener can tell apart on one line. */
const MAX_MARKS = 32;

type Attempt = Extract<FeedEvent, { type: 'attempt' }>;
type Answer = Extract<FeedEvent, { type: 'answer' }>;

/** An attempt as it is kept: with what tells its answer from another's. */
interface OpenMark extends AttemptMark {
  readonly key: string;
}

const keyOf = ({ pathwayId, url, attempt }: Attempt | Answer) => `${pathwayId} ${url} ${String(attempt)}`;

/** Adds a pending mark; the oldest goes when there are too many. */
export function markAttempt(
  marks: readonly AttemptMark[],
  id: number,
  event: Attempt,
): readonly AttemptMark[] {
  const mark: OpenMark = { id, atMs: event.atMs, outcome: 'pending', key: keyOf(event) };
  return [...marks, mark].slice(-MAX_MARKS);
}

/** Settles the newest pending mark of the same request. A 404 is an answer, not a failure of the link. */
export function markAnswer(marks: readonly AttemptMark[], event: Answer): readonly AttemptMark[] {
  const index = marks.findLastIndex(
    (mark) => mark.outcome === 'pending' && (mark as OpenMark).key === keyOf(event),
  );
  if (index < 0) return marks;
  const outcome = ['ok', 'overtaken', 'not-found'].includes(event.outcome) ? 'ok' : 'failed';
  return marks.map((mark, at) => (at === index ? { ...mark, outcome } : mark));
}
