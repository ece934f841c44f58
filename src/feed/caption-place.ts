import type { MediaPlaylist } from '../hls/media-playlist.ts';
import type { MediaSegment } from '../hls/media-segment.ts';
import { secondsBetween, TICKS_PER_SECOND } from '../hls/media-timestamp.ts';
import type { Slot } from '../hls/timeline.ts';
import type { WebVttCue, WebVttFile } from '../hls/webvtt.ts';

/** Where on the feed's timeline a segment of captions belongs. */
export interface CaptionPlace {
  readonly segment: MediaSegment;
  readonly startSeconds: number;
}

/** Dates and numbers of one pathway's captions are compared with those of the same pathway's sound. */
export interface SoundFacts {
  /** The timeline, in order. */
  readonly slots: readonly Slot[];
  /** What the pathway that the captions come from lists for a slot of the sound, in any rendition. */
  readonly segmentOn: (slot: Slot) => MediaSegment | null;
}

/** Captions may be listed before the sound, or stay listed after it: so far a date is still believed. */
const BEYOND_SECONDS = 120;

/**
 * Places every segment of a captions playlist on the timeline of the sound: by EXT-X-PROGRAM-DATE-TIME where both have
 * dates, else by media sequence number where the two are cut alike, else by time: from the beginning of a playlist that
 * keeps it, from the end of one that slides.
 */
export function placeCaptions(playlist: MediaPlaylist, sound: SoundFacts): CaptionPlace[] {
  const { segments } = playlist;
  if (segments.length === 0 || sound.slots.length === 0) return [];
  const dated = segments.flatMap((segment) => {
    const startSeconds = byDate(segment, sound.slots);
    return startSeconds === null ? [] : [{ segment, startSeconds }];
  });
  if (dated.length > 0) return dated;
  return byNumber(playlist, sound) ?? byTime(playlist, sound);
}

function byDate({ programDateTimeMs, durationSeconds }: MediaSegment, slots: readonly Slot[]): number | null {
  if (programDateTimeMs === null) return null;
  let nearest: { readonly startSeconds: number; readonly apartSeconds: number } | null = null;
  // From the newest on: after a restart with a clock that was set back the later one is the one that is meant.
  for (let index = slots.length - 1; index >= 0; index -= 1) {
    const slot = slots[index];
    if (slot?.programDateTimeMs == null) continue;
    const offsetSeconds = (programDateTimeMs - slot.programDateTimeMs) / 1000;
    const startSeconds = slot.startSeconds + offsetSeconds;
    const middle = offsetSeconds + durationSeconds / 2;
    if (middle >= 0 && middle < slot.durationSeconds) return startSeconds;
    const apartSeconds = middle < 0 ? -middle : middle - slot.durationSeconds;
    if (apartSeconds < (nearest?.apartSeconds ?? BEYOND_SECONDS)) nearest = { startSeconds, apartSeconds };
  }
  return nearest?.startSeconds ?? null;
}

/** Null where the two are not cut alike: then equal numbers mean nothing. */
function byNumber({ segments }: MediaPlaylist, { slots, segmentOn }: SoundFacts): CaptionPlace[] | null {
  const bySequence = new Map<number, Slot>();
  // Of a number that was used again after a restart the last place is the one that is listed.
  for (const slot of slots) {
    const segment = segmentOn(slot);
    if (segment !== null) bySequence.set(segment.sequence, slot);
  }
  const pairs = segments.flatMap((segment) => {
    const twin = bySequence.get(segment.sequence);
    return twin === undefined ? [] : [{ segment, slot: twin }];
  });
  const [first] = pairs;
  const last = pairs.at(-1);
  if (first === undefined || last === undefined) return null;
  const isAlike = pairs.every(
    ({ segment, slot }) =>
      Math.abs(segment.durationSeconds - slot.durationSeconds) < slot.durationSeconds / 4,
  );
  if (!isAlike) return null;
  const known = new Map(pairs.map(({ segment, slot }) => [segment.sequence, slot.startSeconds]));
  let ahead = last.slot.startSeconds + last.slot.durationSeconds;
  return segments.flatMap((segment) => {
    const startSeconds = known.get(segment.sequence);
    if (startSeconds !== undefined) return [{ segment, startSeconds }];
    // Listed before the sound is; what comes before all sound is nobody's.
    if (segment.sequence < last.segment.sequence) return [];
    const place = { segment, startSeconds: ahead };
    ahead += segment.durationSeconds;
    return [place];
  });
}

function byTime(playlist: MediaPlaylist, { slots }: SoundFacts): CaptionPlace[] {
  const { segments, playlistType, endList } = playlist;
  const total = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const [first] = slots;
  const last = slots.at(-1);
  if (first === undefined || last === undefined) return [];
  const isWhole = playlistType !== null || (endList && playlist.mediaSequence === 0);
  let at = isWhole ? 0 : last.startSeconds + last.durationSeconds - total;
  return segments.map((segment) => {
    const place = { segment, startSeconds: at };
    at += segment.durationSeconds;
    return place;
  });
}

/** A timestamp of the sound, and where on the timeline it is heard. */
export interface SoundAnchor {
  /** 90 kHz, 33 bits. */
  readonly ticks: number;
  readonly atSeconds: number;
}

/** What the clock of the files is taken for where no timestamp of the sound tells. */
export interface CueClock {
  /** Times have been seen that cannot count from the beginning of their segment. */
  readonly isRunning: boolean;
  /** Bounds of what is added to a cue's time, once that is known to run on from segment to segment. */
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

export const unknownCueClock: CueClock = { isRunning: false, leastSeconds: -Infinity, mostSeconds: Infinity };

/**
 * Timestamps that put cues further from their segment than this are wrong: packagers have been seen to write the same
 * X-TIMESTAMP-MAP whatever the sound has. Cues may begin before their segment, but not by minutes.
 */
const PLAUSIBLE_SECONDS = 60;
/** A cue may begin a little beside the segment that it counts from. */
const EDGE_SECONDS = 1;

export interface CueSpan {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface PlacedCues {
  /** Seconds of the feed's timeline. */
  readonly cues: readonly WebVttCue[];
  readonly clock: CueClock;
}

/**
 * The cues of one file on the feed's timeline. `anchor` ties the file's timestamps to the sound; where it is missing, or
 * leads somewhere else than the segment is, the segment's own place and `clock` decide.
 */
export function placeCues(
  { cues, timestampMap }: WebVttFile,
  span: CueSpan,
  anchor: SoundAnchor | null,
  clock: CueClock,
): PlacedCues {
  if (cues.length === 0) return { cues, clock };
  if (anchor !== null) {
    // Without a map a cue's time is the timestamp itself (RFC 8216bis 3.1.4).
    const { localSeconds, mpegts } = timestampMap ?? { localSeconds: 0, mpegts: 0 };
    const placed = shifted(cues, ({ startSeconds }) => {
      const ticks = mpegts + Math.round((startSeconds - localSeconds) * TICKS_PER_SECOND);
      return anchor.atSeconds + secondsBetween(anchor.ticks, ticks) - startSeconds;
    });
    if (placed.some((cue) => isNear(cue, span))) return { cues: near(placed, span), clock };
  }
  const next = learn(clock, cues, span);
  const offset = next.isRunning ? offsetOf(next) : span.startSeconds;
  return {
    cues: near(
      shifted(cues, () => offset),
      span,
    ),
    clock: next,
  };
}

function shifted(cues: readonly WebVttCue[], offsetOfCue: (cue: WebVttCue) => number): WebVttCue[] {
  return cues.map((cue) => {
    const offset = offsetOfCue(cue);
    return { ...cue, startSeconds: cue.startSeconds + offset, endSeconds: cue.endSeconds + offset };
  });
}

function isNear({ startSeconds }: WebVttCue, span: CueSpan): boolean {
  return (
    startSeconds >= span.startSeconds - PLAUSIBLE_SECONDS &&
    startSeconds <= span.startSeconds + span.durationSeconds + PLAUSIBLE_SECONDS
  );
}

/** Absurd times are left out; an end that is too far away is brought near. */
function near(cues: readonly WebVttCue[], span: CueSpan): WebVttCue[] {
  const most = span.startSeconds + span.durationSeconds + PLAUSIBLE_SECONDS;
  return cues
    .filter((cue) => isNear(cue, span))
    .map((cue) => ({ ...cue, endSeconds: Math.max(cue.startSeconds, Math.min(cue.endSeconds, most)) }));
}

/** Every file narrows down what has to be added to a running clock to bring its last cue into its own segment. */
function learn(clock: CueClock, cues: readonly WebVttCue[], span: CueSpan): CueClock {
  const last = Math.max(...cues.map(({ startSeconds }) => startSeconds));
  if (!clock.isRunning && last <= span.durationSeconds + EDGE_SECONDS) return clock;
  return {
    isRunning: true,
    leastSeconds: Math.max(clock.leastSeconds, span.startSeconds - last),
    mostSeconds: Math.min(clock.mostSeconds, span.startSeconds + span.durationSeconds - last),
  };
}

/** Where a file has nothing but the end of a cue that began before, its lower bound is wrong; the upper one never is. */
function offsetOf({ leastSeconds, mostSeconds }: CueClock): number {
  return leastSeconds <= mostSeconds ? (leastSeconds + mostSeconds) / 2 : mostSeconds;
}
