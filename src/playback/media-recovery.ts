/** What to do about a fault of the decoder or the buffer. */
export type MediaRecovery =
  /** Re-attach the source; cheap, keeps the playhead. */
  | { readonly kind: 'recover' }
  /** Throw the player away and build it anew on the same element, after a while. */
  | { readonly kind: 'rebuild'; readonly delayMs: number }
  /** The same, without the segment at the fault, which cannot be decoded. */
  | { readonly kind: 'skip'; readonly delayMs: number; readonly atSeconds: number }
  /** The same, and from now on in another rendition. */
  | { readonly kind: 'other-rendition'; readonly delayMs: number; readonly atSeconds: number }
  | { readonly kind: 'give-up' };

/** One fault of the past. */
export interface MediaFault {
  /** Clock time, milliseconds. */
  readonly atMs: number;
  /** Feed time of the segment, or of the playhead, where it happened. */
  readonly atSeconds: number;
  /** There has been sound between the fault before and this one. */
  readonly heardBefore: boolean;
}

/** Faults further apart than this have nothing to do with each other. */
export const FAULT_WINDOW_MS = 120_000;
/** The playhead is told a little differently each time, and a decoder reads ahead of it. */
const SAME_PLACE_SECONDS = 1;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;
/** So many places that cannot be decoded are the encoding's fault, not a segment's. */
const PLACES_BEFORE_OTHER_RENDITION = 2;
/**
 * After so many faults within the window, and no sound between them, nothing that can be done here helps. As long as
 * any segment decodes there is sound between them.
 */
export const MOST_FAULTS_IN_SILENCE = 12;

/**
 * Decides by the earlier faults (oldest first) and the new one. A fault that comes back at the same place is that
 * segment's; one that comes back place after place is the rendition's.
 */
export function mediaRecovery(earlier: readonly MediaFault[], fault: MediaFault): MediaRecovery {
  const recent = recentFaults(earlier, fault.atMs);
  if (recent.length === 0) return { kind: 'recover' };
  const { atSeconds } = fault;
  const all = [...recent, fault];
  const inSilence = all.length - all.findLastIndex(({ heardBefore }, index) => heardBefore || index === 0);
  if (inSilence > MOST_FAULTS_IN_SILENCE) return { kind: 'give-up' };
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, inSilence - 2));
  if (!recent.some((other) => isSamePlace(other, fault))) return { kind: 'rebuild', delayMs };
  const places = all.filter((one, index) => !all.slice(0, index).some((other) => isSamePlace(one, other)));
  return places.length > PLACES_BEFORE_OTHER_RENDITION
    ? { kind: 'other-rendition', delayMs, atSeconds }
    : { kind: 'skip', delayMs, atSeconds };
}

/** What still counts of the earlier faults. */
export function recentFaults(earlier: readonly MediaFault[], nowMs: number): readonly MediaFault[] {
  return earlier.filter(({ atMs }) => nowMs - atMs < FAULT_WINDOW_MS);
}

function isSamePlace(one: MediaFault, other: MediaFault): boolean {
  return Math.abs(one.atSeconds - other.atSeconds) < SAME_PLACE_SECONDS;
}

/** How much of the sound the element may hold, in seconds behind and ahead of the playhead. */
export interface BufferLimits {
  readonly behindSeconds: number;
  readonly aheadSeconds: number;
}

/** The element keeps 30 s of what was heard (the feed keeps more), and all that is in hand goes in at once. */
export const widestBuffer: BufferLimits = { behindSeconds: 30, aheadSeconds: 150 };
const LEAST_BEHIND_SECONDS = 4;
/** Two segments: with less, the next append could come too late. */
const LEAST_AHEAD_SECONDS = 8;

/**
 * What to ask of a browser that has refused an append for want of room (QuotaExceededError, Media Source Extensions,
 * "coded frame eviction"): first what was heard goes, then what is to come waits in the feed. Never grows again: the
 * room is what it is.
 */
export function narrower({ behindSeconds, aheadSeconds }: BufferLimits): BufferLimits {
  return behindSeconds > LEAST_BEHIND_SECONDS
    ? { behindSeconds: LEAST_BEHIND_SECONDS, aheadSeconds }
    : { behindSeconds, aheadSeconds: Math.max(LEAST_AHEAD_SECONDS, aheadSeconds / 2) };
}

/** One range of HTMLMediaElement.buffered, seconds. */
export interface BufferedRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A decoder may start a few frames after a segment's stated beginning. */
const TOUCHING_SECONDS = 0.1;
/** And an element may stop a few frames before the end of what it has (0.11 s before it, seen in Chromium). */
const STOPS_BEFORE_END_SECONDS = 0.2;

/**
 * Where a stalled playhead should go on when the audio around it can never come: the start of the next buffered
 * range. Null while there is audio right here, or none ahead.
 */
export function holeJump(buffered: readonly BufferedRange[], positionSeconds: number): number | null {
  const here = buffered.some(
    ({ startSeconds, endSeconds }) =>
      startSeconds <= positionSeconds + TOUCHING_SECONDS &&
      endSeconds > positionSeconds + STOPS_BEFORE_END_SECONDS,
  );
  if (here) return null;
  const next = buffered.find(({ startSeconds }) => startSeconds > positionSeconds);
  return next === undefined ? null : next.startSeconds + 0.01;
}

/** Seconds of audio in the element from the playhead on without a break. */
export function bufferedAhead(buffered: readonly BufferedRange[], positionSeconds: number): number {
  const here = buffered.find(
    ({ startSeconds, endSeconds }) => startSeconds <= positionSeconds && endSeconds > positionSeconds,
  );
  return here === undefined ? 0 : here.endSeconds - positionSeconds;
}
