import type { WebVttCue } from '../hls/webvtt.ts';
import type { Cue } from './feed-snapshot.ts';

/** The cues that have been received, in order of time. */
export interface CueStore {
  readonly cues: readonly Cue[];
  /** For the id of the next one. */
  readonly nextNumber: number;
}

export const noCues: CueStore = { cues: [], nextNumber: 0 };

interface CueBounds {
  readonly maxCharacters: number;
  readonly maxCues: number;
}

/** A whole evening: an hour of talk is about 60,000 characters, in some 1,500 cues. Two bytes each. */
const usualCueBounds: CueBounds = { maxCharacters: 1_000_000, maxCues: 20_000 };

/** The times of a cue that is repeated differ by what rounding adds to them. */
const SAME_SECONDS = 0.25;
/** Cues are looked for so far around the place of a new one: longer than any stays on the screen. */
const AROUND_SECONDS = 60;

/**
 * Adds the cues of one file. A cue that another segment repeats is shown once and keeps its id: with the same words at
 * an overlapping time, cut in two where the segments meet (`boundarySeconds`), or grown by the words said since.
 * The oldest are dropped beyond the bounds. Returns the same store when nothing is new.
 */
export function addCues(
  store: CueStore,
  added: readonly WebVttCue[],
  boundarySeconds: readonly number[],
  bounds: CueBounds = usualCueBounds,
): CueStore {
  const cues = [...store.cues];
  let { nextNumber } = store;
  let isChanged = false;
  for (const cue of added) {
    const [from, to] = around(cues, cue.startSeconds);
    const index = cues.slice(from, to).findIndex((known) => isSame(known, cue, boundarySeconds));
    const known = index < 0 ? undefined : cues[from + index];
    if (known === undefined) {
      cues.splice(placeOf(cues, cue.startSeconds), 0, { ...cue, id: `cue-${nextNumber}` });
      nextNumber += 1;
      isChanged = true;
      continue;
    }
    const merged = {
      ...known,
      startSeconds: Math.min(known.startSeconds, cue.startSeconds),
      endSeconds: Math.max(known.endSeconds, cue.endSeconds),
      text: cue.text.length > known.text.length ? cue.text : known.text,
    };
    const isNew =
      merged.text !== known.text ||
      known.startSeconds - merged.startSeconds > SAME_SECONDS ||
      merged.endSeconds - known.endSeconds > SAME_SECONDS;
    if (!isNew) continue;
    cues.splice(from + index, 1);
    cues.splice(placeOf(cues, merged.startSeconds), 0, merged);
    isChanged = true;
  }
  return isChanged ? { cues: withinBounds(cues, bounds), nextNumber } : store;
}

function isSame(known: Cue, cue: WebVttCue, boundarySeconds: readonly number[]): boolean {
  if (known.speaker !== cue.speaker) return false;
  const isAtOnce = Math.abs(known.startSeconds - cue.startSeconds) <= SAME_SECONDS;
  if (isAtOnce && (known.text.startsWith(cue.text) || cue.text.startsWith(known.text))) return true;
  if (known.text !== cue.text) return false;
  const [earlier, later] = known.startSeconds <= cue.startSeconds ? [known, cue] : [cue, known];
  if (later.startSeconds < earlier.endSeconds - SAME_SECONDS) return true;
  return boundarySeconds.some(
    (seconds) =>
      Math.abs(seconds - earlier.endSeconds) <= SAME_SECONDS &&
      Math.abs(seconds - later.startSeconds) <= SAME_SECONDS,
  );
}

/** The place behind all that begin no later. */
function placeOf(cues: readonly Cue[], seconds: number): number {
  let from = 0;
  let to = cues.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((cues[middle]?.startSeconds ?? 0) <= seconds) from = middle + 1;
    else to = middle;
  }
  return from;
}

function around(cues: readonly Cue[], seconds: number): readonly [from: number, to: number] {
  return [placeOf(cues, seconds - AROUND_SECONDS), placeOf(cues, seconds + AROUND_SECONDS)];
}

function withinBounds(cues: readonly Cue[], { maxCharacters, maxCues }: CueBounds): readonly Cue[] {
  let characters = cues.reduce((sum, cue) => sum + weight(cue), 0);
  let first = Math.max(0, cues.length - maxCues);
  for (let index = 0; index < first; index += 1) characters -= weight(cues[index]);
  while (characters > maxCharacters && first < cues.length) {
    characters -= weight(cues[first]);
    first += 1;
  }
  return first === 0 ? cues : cues.slice(first);
}

function weight(cue: Cue | undefined): number {
  return cue === undefined ? 0 : cue.text.length + (cue.speaker?.length ?? 0);
}
