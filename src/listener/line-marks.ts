import type { FeedSnapshot } from '../playback/engine.ts';
import type { SessionState } from '../session/audio-session.ts';
import type { Span } from './heard.ts';

/** A moment of the broadcast that has a name. Seconds of the media element's timeline. */
export interface LineMark {
  readonly id: string;
  readonly kind: 'joined' | 'gap' | 'announcement' | 'chapter';
  readonly atSeconds: number;
  /** Of a gap and of a chapter. */
  readonly endSeconds: number | null;
  /** What the author has called it, by language where there is one of each; null for what we have words for. */
  readonly title: string | Readonly<Record<string, string>> | null;
}

type LoadedDocument = Extract<SessionState['broadcast'], { kind: 'loaded' }>['document'];
type Announcements = NonNullable<LoadedDocument['announcements']>;

export interface MarkFacts {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly joinedAtSeconds: number | null;
  readonly gaps: readonly Span[];
  readonly dateRanges: FeedSnapshot['dateRanges'];
  readonly announcements: Announcements;
  readonly programStartMs: number | null;
}

/** Somebody's encoder may mark every sentence; nobody reads more than this. */
const MOST_MARKS = 300;

/** Everything with a name that can be reached, in order of time; at most 300, the newest. */
export function lineMarks(facts: MarkFacts): readonly LineMark[] {
  const { fromSeconds, toSeconds, programStartMs } = facts;
  const marks: LineMark[] = facts.gaps.map(({ startSeconds, endSeconds }) => ({
    id: `gap ${startSeconds}`,
    kind: 'gap',
    atSeconds: startSeconds,
    endSeconds,
    title: null,
  }));
  if (facts.joinedAtSeconds !== null) {
    marks.push({
      id: 'joined',
      kind: 'joined',
      atSeconds: facts.joinedAtSeconds,
      endSeconds: null,
      title: null,
    });
  }
  facts.dateRanges.forEach(({ id, startSeconds, endSeconds, title }, index) => {
    marks.push({
      id: `chapter ${id}`,
      kind: 'chapter',
      atSeconds: startSeconds,
      endSeconds: endSeconds ?? facts.dateRanges[index + 1]?.startSeconds ?? null,
      title,
    });
  });
  if (programStartMs !== null) {
    for (const announcement of facts.announcements) {
      marks.push({
        id: `announcement ${announcement.id}`,
        kind: 'announcement',
        // To the second: dates of segments sway by less, and a mark does not.
        atSeconds: Math.round((Date.parse(announcement.at) - programStartMs) / 1000),
        endSeconds: null,
        title: announcement.text,
      });
    }
  }
  return marks
    .filter((mark) => (mark.endSeconds ?? mark.atSeconds) >= fromSeconds && mark.atSeconds <= toSeconds)
    .sort((one, other) => one.atSeconds - other.atSeconds)
    .slice(-MOST_MARKS);
}

/** The chapter that is being heard; null outside of all. */
export function currentChapterId(marks: readonly LineMark[], positionSeconds: number): string | null {
  const chapter = marks.findLast(
    ({ kind, atSeconds, endSeconds }) =>
      kind === 'chapter' &&
      atSeconds <= positionSeconds &&
      (endSeconds === null || positionSeconds < endSeconds),
  );
  return chapter?.id ?? null;
}

/** What nobody could give us, neighbours as one. What the listener has jumped over is no loss. */
export function gapsIn(slots: FeedSnapshot['slots']): readonly Span[] {
  const gaps: Span[] = [];
  for (const { startSeconds, durationSeconds, state } of slots) {
    if (state.kind !== 'gap' || state.reason === 'passed-over') continue;
    addGap(gaps, { startSeconds, endSeconds: startSeconds + durationSeconds });
  }
  return gaps;
}

/** Durations are sums of decimal fractions: ends this near (seconds) are the same moment. */
const TOUCHING_SECONDS = 0.01;

function addGap(gaps: Span[], gap: Span): void {
  const before = gaps.at(-1);
  if (before !== undefined && gap.startSeconds - before.endSeconds < TOUCHING_SECONDS) {
    gaps[gaps.length - 1] = { ...before, endSeconds: Math.max(before.endSeconds, gap.endSeconds) };
  } else {
    gaps.push(gap);
  }
}

/** The slots reach back a minute; older gaps are remembered. What is known now replaces what was, from its first moment on. */
export function rememberedGaps(
  known: readonly Span[],
  slots: FeedSnapshot['slots'],
  fromSeconds: number,
): readonly Span[] {
  const firstSeconds = slots[0]?.startSeconds ?? Number.POSITIVE_INFINITY;
  const gaps: Span[] = [];
  for (const { startSeconds, endSeconds } of known) {
    if (endSeconds <= fromSeconds || startSeconds >= firstSeconds) continue;
    addGap(gaps, { startSeconds, endSeconds: Math.min(endSeconds, firstSeconds) });
  }
  for (const gap of gapsIn(slots)) addGap(gaps, gap);
  return gaps.slice(-MOST_MARKS);
}

export function sameMarks(some: readonly LineMark[], others: readonly LineMark[]): boolean {
  return (
    some.length === others.length &&
    some.every((mark, index) => {
      const other = others[index];
      return (
        mark.id === other?.id &&
        mark.atSeconds === other.atSeconds &&
        mark.endSeconds === other.endSeconds &&
        mark.title === other.title
      );
    })
  );
}

/**
 * Which labels stand on the line, and on which side of their stroke: those that have room, the more important first.
 * `endSeconds` is where the room ends; null where it does not.
 */
export function labelsWithRoom(
  marks: readonly LineMark[],
  pixelsPerSecond: number,
  endSeconds: number | null,
  widthOf: (mark: LineMark) => number,
): ReadonlyMap<string, 'after' | 'before'> {
  const endPixels = (endSeconds ?? Number.POSITIVE_INFINITY) * pixelsPerSecond;
  const taken: { readonly from: number; readonly to: number }[] = [];
  const shown = new Map<string, 'after' | 'before'>();
  const ranked = [...marks].sort((one, other) => RANK[one.kind] - RANK[other.kind]);
  for (const mark of ranked) {
    const at = mark.atSeconds * pixelsPerSecond;
    const width = widthOf(mark);
    const side = at + width > endPixels ? 'before' : 'after';
    const [from, to] = side === 'after' ? [at, at + width] : [at - width, at];
    if (taken.some((other) => from < other.to && other.from < to)) continue;
    taken.push({ from, to });
    shown.set(mark.id, side);
  }
  return shown;
}

/** Nearer (pixels) than this, strokes run into each other. */
const FLAG_PIXELS = 5;

/** Which marks have a stroke on the line: those with words, and of the rest as many as can be told apart. */
export function flagsApart(
  marks: readonly LineMark[],
  labelled: ReadonlyMap<string, unknown>,
  pixelsPerSecond: number,
): ReadonlySet<string> {
  const shown = new Set(labelled.keys());
  let lastSeconds = Number.NEGATIVE_INFINITY;
  for (const { id, atSeconds } of marks) {
    if (!labelled.has(id) && (atSeconds - lastSeconds) * pixelsPerSecond < FLAG_PIXELS) continue;
    shown.add(id);
    lastSeconds = atSeconds;
  }
  return shown;
}

const RANK: Readonly<Record<LineMark['kind'], number>> = { joined: 0, gap: 1, chapter: 2, announcement: 3 };
