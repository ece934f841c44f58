import type { FeedSnapshot } from '../playback/engine.ts';

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

/** Times this near (seconds) get most of the room on the waiting line. */
const NEAR_SECONDS = 2;
/** Times this far (seconds) lie at its very end. */
const FAR_SECONDS = 3600;

/**
 * Where a moment lies on the waiting line, on which time is drawn as in perspective: 0 is now, 1 an hour ahead
 * or more, −1 an hour ago or more. What is near has room, what is far stays in sight, and draws nearer ever faster.
 */
export function perspective(secondsFromNow: number): number {
  const share = Math.log1p(Math.abs(secondsFromNow) / NEAR_SECONDS) / Math.log1p(FAR_SECONDS / NEAR_SECONDS);
  return Math.sign(secondsFromNow) * Math.min(1, share);
}

/** A few words more behind live than usual are not worth losing any for. */
const WORTH_A_JUMP_SECONDS = 10;

/** Whether a jump to live is worth offering: the listener is further behind than where the join has put them. */
export function clearlyBehind(latencySeconds: number, usualLatencySeconds: number | null): boolean {
  return usualLatencySeconds !== null && latencySeconds > usualLatencySeconds + WORTH_A_JUMP_SECONDS;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
