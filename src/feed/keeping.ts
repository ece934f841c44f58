/** How much may be kept, whatever the rendition. */
export interface KeepingLimits {
  readonly memoryBytes: number;
  /** 0 where there is no shelf. */
  readonly shelfBytes: number;
  /** What is kept is listed, and the player reads the whole list whenever there is something new. */
  readonly segments: number;
}

/** Over an hour at 48 kbit/s, ten minutes at 320 kbit/s: little beside what a page with a player takes anyway. */
const MEMORY_BYTES = 24 * 1024 * 1024;
/** A whole evening at any bitrate that speech is sent with; far below the quota of any browser. */
const SHELF_BYTES = 192 * 1024 * 1024;
/** Four hours of four-second segments. */
const SEGMENTS = 3600;

export const usualLimits: KeepingLimits = {
  memoryBytes: MEMORY_BYTES,
  shelfBytes: SHELF_BYTES,
  segments: SEGMENTS,
};

export interface KeptSegment {
  readonly sequence: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly bytes: number;
  readonly place: 'memory' | 'shelf';
}

export interface KeepingPlan {
  /** To be moved out of memory, the one that is needed least first. */
  readonly toShelf: readonly number[];
  /** In order of time. */
  readonly drop: readonly number[];
  /** Seconds of sound that are kept from the segment at the playhead on. */
  readonly aheadSeconds: number;
  /** How many more bytes may come in ahead of the playhead. */
  readonly roomBytes: number;
  /** The most that a second of what is kept has taken; null when nothing is. */
  readonly bytesPerSecond: number | null;
}

/**
 * From this share of the memory on the shelf is used, or earlier where segments are large: what arrives while it is
 * being written needs a place too.
 */
const SHELVE_FROM = 0.75;
/** Arrivals that nobody could foresee in size: the newest begun, and a step up in rendition. */
const SEGMENTS_IN_RESERVE = 2;

/**
 * What moves to the shelf and what is dropped. The sound ahead of the playhead is worth most, the nearest first, for
 * whoever pauses goes on exactly there; then what was heard, the latest first. Neither memory nor shelf is ever
 * filled beyond its limit, and nothing is kept that is worth less than something dropped. Kept segments are in order
 * of time, and stay a range without holes of our making.
 */
export function planKeeping(
  kept: readonly KeptSegment[],
  positionSeconds: number,
  limits: KeepingLimits,
): KeepingPlan {
  const ahead = kept.filter((segment) => segment.startSeconds + segment.durationSeconds > positionSeconds);
  const behind = kept.slice(0, kept.length - ahead.length);
  const largest = kept.reduce((most, { bytes }) => Math.max(most, bytes), 0);
  const shelveFrom = Math.min(
    limits.memoryBytes * SHELVE_FROM,
    limits.memoryBytes - (SEGMENTS_IN_RESERVE + 1) * largest,
  );
  const toShelf: number[] = [];
  const drop: number[] = [];
  let staying = 0;
  let inMemory = 0;
  let onShelf = 0;
  /** On the shelf already and still to come in this walk: nothing is moved there at the cost of what lies ahead. */
  let comingOnShelf = ahead.reduce((sum, { place, bytes }) => sum + (place === 'shelf' ? bytes : 0), 0);
  let count = 0;
  let isFull = false;
  for (const { sequence, bytes, place } of [...ahead, ...behind.reverse()]) {
    const fitsMemory = place === 'shelf' || inMemory + bytes <= limits.memoryBytes;
    if (place === 'shelf') comingOnShelf = Math.max(0, comingOnShelf - bytes);
    const fitsShelf = onShelf + (place === 'shelf' ? 0 : comingOnShelf) + bytes <= limits.shelfBytes;
    const goesOut = place === 'memory' && staying + bytes > shelveFrom && fitsShelf;
    count += 1;
    isFull ||= count > limits.segments || !fitsMemory || (place === 'shelf' && !fitsShelf);
    if (isFull) {
      drop.push(sequence);
      continue;
    }
    if (place === 'shelf' || goesOut) onShelf += bytes;
    if (place === 'memory') inMemory += bytes;
    if (place === 'memory' && !goesOut) staying += bytes;
    if (goesOut) toShelf.unshift(sequence);
  }
  return { toShelf, drop: drop.sort((one, other) => one - other), ...outlook(kept, ahead, limits, largest) };
}

function outlook(
  kept: readonly KeptSegment[],
  ahead: readonly KeptSegment[],
  limits: KeepingLimits,
  largest: number,
): Pick<KeepingPlan, 'aheadSeconds' | 'roomBytes' | 'bytesPerSecond'> {
  let aheadSeconds = 0;
  let aheadBytes = 0;
  let aheadInMemory = 0;
  for (const { durationSeconds, bytes, place } of ahead) {
    aheadSeconds += durationSeconds;
    aheadBytes += bytes;
    if (place === 'memory') aheadInMemory += bytes;
  }
  // Whatever comes arrives in memory, however much room there is on the shelf.
  const room = Math.min(
    limits.memoryBytes - aheadInMemory,
    limits.memoryBytes + limits.shelfBytes - aheadBytes,
  );
  return {
    aheadSeconds,
    roomBytes:
      ahead.length >= limits.segments - SEGMENTS_IN_RESERVE
        ? 0
        : Math.max(0, room - SEGMENTS_IN_RESERVE * largest),
    bytesPerSecond:
      kept.length === 0
        ? null
        : kept.reduce((most, { bytes, durationSeconds }) => Math.max(most, bytes / durationSeconds), 0),
  };
}

/** What can be had at any time later is fetched this far ahead of the playhead: enough to ride out an outage. */
const AHEAD_SECONDS = 120;
/** What will have left a sliding window within this time is fetched now, however far ahead of the playhead it is. */
const LEAVING_SECONDS = 120;

/** Durations that are added up in another order must not make room for one segment more. */
const ROUNDING_SECONDS = 0.001;

/**
 * How many seconds of sound to have or to fetch from the segment at the playhead on. An origin keeps a recording: two
 * minutes of it are enough. A sliding window does not wait for a listener who pauses: what is about to leave it is
 * fetched as long as there is room. When there is none, the newest is not fetched and becomes a gap once it is gone,
 * rather than the playhead being moved: who comes back goes on exactly where they stopped, hears all that was kept,
 * and is told how much was not.
 */
export function fetchAheadSeconds(facts: {
  readonly positionSeconds: number;
  /** Start of the first segment of a sliding window, on the timeline; null when nothing slides. */
  readonly windowFromSeconds: number | null;
  /** Less than usual is wanted. */
  readonly mostAheadSeconds?: number;
  readonly plan: Pick<KeepingPlan, 'aheadSeconds' | 'roomBytes' | 'bytesPerSecond'>;
}): number {
  const { positionSeconds, windowFromSeconds, plan } = facts;
  const leaving = windowFromSeconds === null ? 0 : windowFromSeconds + LEAVING_SECONDS - positionSeconds;
  const wanted = Math.max(Math.min(AHEAD_SECONDS, facts.mostAheadSeconds ?? Infinity), leaving);
  if (plan.bytesPerSecond === null || plan.bytesPerSecond === 0) return wanted;
  return Math.min(wanted, plan.aheadSeconds + plan.roomBytes / plan.bytesPerSecond - ROUNDING_SECONDS);
}
