import type { FeedSnapshot } from '../playback/engine.ts';
import type { Span } from './heard.ts';

type SlotView = FeedSnapshot['slots'][number];

/** One stroke of the line: a segment, or neighbours that look alike. Seconds of the media timeline. */
export interface Stroke {
  readonly key: number;
  readonly kind: SlotView['state']['kind'];
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** The share that is in hand, 0 to 1. */
  readonly fraction: number;
}

/** More strokes than this cannot be told apart on a phone; then neighbours that look alike are drawn as one. */
const MOST_STROKES = 40;

/** The strokes between two moments of the media timeline, oldest first. */
export function strokesBetween(
  slots: readonly SlotView[],
  fromSeconds: number,
  toSeconds: number,
): readonly Stroke[] {
  const visible = slots.filter(
    (slot) =>
      slot.startSeconds + slot.durationSeconds > fromSeconds &&
      slot.startSeconds < toSeconds &&
      !isPassedOver(slot),
  );
  const strokes = visible.map(stroke);
  return strokes.length > MOST_STROKES ? merged(strokes) : strokes;
}

/** What the listener has jumped over is no loss, and is not drawn as one. */
function isPassedOver({ state }: SlotView): boolean {
  return state.kind === 'gap' && state.reason === 'passed-over';
}

function stroke({ sequence, startSeconds, durationSeconds, state }: SlotView): Stroke {
  const fraction = state.kind === 'held' ? 1 : state.kind === 'fetching' ? clamp(state.fraction, 0, 1) : 0;
  return { key: sequence, kind: state.kind, startSeconds, durationSeconds, fraction };
}

/** What lies behind the playhead: kept here, only listed by the origin any more, or never to be had. */
export interface PastStroke extends Span {
  readonly kind: 'kept' | 'listed' | 'gap';
}

/**
 * What can be heard again of the past, oldest first: from `fromSeconds` the origin still lists it, from
 * `keptFromSeconds` it is here; the slots, which reach back a minute, know better than either.
 */
export function pastStrokes(
  slots: readonly SlotView[],
  fromSeconds: number,
  keptFromSeconds: number | null,
  toSeconds: number,
): readonly PastStroke[] {
  const known = slots.filter((slot) => slot.startSeconds + slot.durationSeconds > fromSeconds);
  const knownFromSeconds = Math.min(toSeconds, known[0]?.startSeconds ?? toSeconds);
  const keptSeconds = clamp(keptFromSeconds ?? knownFromSeconds, fromSeconds, knownFromSeconds);
  const strokes: PastStroke[] = [];
  const add = (kind: PastStroke['kind'], startSeconds: number, endSeconds: number) => {
    if (endSeconds <= startSeconds) return;
    const before = strokes.at(-1);
    if (before?.kind === kind && startSeconds - before.endSeconds < TOUCHING_SECONDS) {
      strokes[strokes.length - 1] = { ...before, endSeconds };
    } else {
      strokes.push({ kind, startSeconds, endSeconds });
    }
  };
  add('listed', fromSeconds, keptSeconds);
  add('kept', keptSeconds, knownFromSeconds);
  for (const slot of known) {
    const startSeconds = Math.max(fromSeconds, slot.startSeconds);
    const endSeconds = Math.min(toSeconds, slot.startSeconds + slot.durationSeconds);
    const { kind } = slot.state;
    add(
      kind === 'held' ? 'kept' : kind === 'gap' && !isPassedOver(slot) ? 'gap' : 'listed',
      startSeconds,
      endSeconds,
    );
  }
  return strokes;
}

/** Durations are sums of decimal fractions: ends this near (seconds) are the same moment. */
const TOUCHING_SECONDS = 0.01;

function merged(strokes: readonly Stroke[]): readonly Stroke[] {
  const result: Stroke[] = [];
  for (const next of strokes) {
    const before = result.at(-1);
    if (before?.kind === next.kind && next.kind !== 'fetching') {
      const endSeconds = next.startSeconds + next.durationSeconds;
      result[result.length - 1] = { ...before, durationSeconds: endSeconds - before.startSeconds };
    } else {
      result.push(next);
    }
  }
  return result;
}

/** How many seconds the line shows to the right of the playhead. Few steps, so that the scale seldom changes. */
const WINDOW_STEPS_SECONDS = [30, 45, 60, 90, 120, 180, 300, 600, 1200, 2400, 4800, 9600] as const;
/** Air to the right of the live edge. */
const HEADROOM = 1.15;
/** The scale is made finer again only when more than this share of it stands empty: no flutter at a step. */
const TOO_WIDE = 2.2;

/** The window for what must be seen ahead of the playhead; keeps `previous` for as long as that serves. */
export function windowAheadSeconds(previous: number | null, neededSeconds: number): number {
  const wanted = neededSeconds * HEADROOM;
  if (
    previous !== null &&
    previous >= wanted &&
    previous <= Math.max(WINDOW_STEPS_SECONDS[0], wanted * TOO_WIDE)
  ) {
    return previous;
  }
  return WINDOW_STEPS_SECONDS.find((step) => step >= wanted) ?? wanted;
}

/** Of the whole room this part, at most, lies before the playhead (`--axis` in listener.css): what the past needs in terms of what is ahead. */
const PAST_TO_AHEAD = 0.7 / 0.3;
/** Behind live the past is shown for at least so long, where there is that much. */
const LEAST_PAST_SECONDS = 60;

/** What must be seen ahead of the playhead, so that enough of the past is seen before it: half of what lies ahead. */
export function neededForPastSeconds(pastSeconds: number, aheadSeconds: number): number {
  return Math.min(pastSeconds, Math.max(aheadSeconds / 2, LEAST_PAST_SECONDS)) * PAST_TO_AHEAD;
}

/** So much (seconds) one draw over the whole room takes a listener back; with more, a finger could not tell minutes apart. */
const LONGEST_DRAW_SECONDS = 1800;

/**
 * The window for a hand on the line, at the scale before or a coarser one: all that is ahead is in sight, and all of the
 * past, up to half an hour of it, can be drawn in.
 */
export function windowForHand(windowSeconds: number, pastSeconds: number, aheadSeconds: number): number {
  return Math.max(windowSeconds, Math.min(pastSeconds, LONGEST_DRAW_SECONDS), aheadSeconds * HEADROOM);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
