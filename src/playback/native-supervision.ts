/** What the supervision of an element that fetches for itself goes by. Times are milliseconds of the Clock. */
export interface NativeFacts {
  readonly nowMs: number;
  /** Somebody wants to hear. */
  readonly wanting: boolean;
  readonly hasError: boolean;
  readonly ended: boolean;
  /** When this source was set. */
  readonly attachedAtMs: number;
  /** When the playhead last moved; null before it has, with this source. */
  readonly movedAtMs: number | null;
}

export type NativeTrouble = 'error' | 'silence' | 'ended';

/** The element's own patience first: it may be in the middle of what we would only begin anew. */
export const SILENCE_MS = 10_000;
/** The first sound takes longer: several answers in a row, and the first segments. */
export const FIRST_SOUND_MS = 20_000;

/** Whether the element is past helping itself; null while all is well or may yet be. */
export function nativeTrouble(facts: NativeFacts): NativeTrouble | null {
  if (facts.hasError) return 'error';
  if (facts.ended) return 'ended';
  if (!facts.wanting) return null;
  const isSilent =
    facts.movedAtMs === null
      ? facts.nowMs - facts.attachedAtMs >= FIRST_SOUND_MS
      : facts.nowMs - facts.movedAtMs >= SILENCE_MS;
  return isSilent ? 'silence' : null;
}

/** Sound for so long makes a source a good one. */
export const GOOD_AFTER_MS = 30_000;
/** Troubles in a row on one pathway before the next one is tried. */
const TROUBLES_PER_PATHWAY = 2;

export interface NativeAttempts {
  /** Index of the pathway. */
  readonly index: number;
  /** Sources in a row that came to nothing. */
  readonly troubles: number;
}

/** Which pathway to look at first after a source came to trouble, having given sound for so long. */
export function afterTrouble(attempts: NativeAttempts, soundMs: number, pathways: number): NativeAttempts {
  if (soundMs >= GOOD_AFTER_MS) return { index: attempts.index, troubles: 1 };
  const troubles = attempts.troubles + 1;
  const isSpent = troubles % TROUBLES_PER_PATHWAY === 0;
  return { index: isSpent ? (attempts.index + 1) % pathways : attempts.index, troubles };
}
