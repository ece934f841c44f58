import type { MediaPlaylist } from './media-playlist.ts';
import type { MediaSegment } from './media-segment.ts';
import type { Slot, Suspicion, Timeline, Track } from './timeline.ts';

/**
 * The most gap slots that one jump leaves. A laptop that slept for an hour wakes to a hole of hundreds of segments;
 * the listener needs to see that there is a hole, not to have it drawn to scale. Dates stay right on either side.
 */
export const MAX_GAP_SLOTS = 32;

/** Where a playlist belongs on the timeline. */
export type Placement =
  /** It lists no segment. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'older-copy'; readonly suspicion: Suspicion | null }
  /** Our number of each of its segments is the origin's plus `shift`. */
  | { readonly kind: 'aligned'; readonly shift: number }
  /** A new run begins with the segment at this index; what stands before it has been heard already. */
  | { readonly kind: 'restarted'; readonly fromIndex: number };

/**
 * How far back a playlist may be and still pass for an old copy from a cache, when there are no dates to tell:
 * a minute or more of segments. Caches lag by one or two target durations, rarely by ten.
 */
const OLDER_COPY_MAX_SEGMENTS = 15;

/** By dates: no cache gives out copies that are older than this. Dates further back are of a clock that is wrong. */
export const OLDER_COPY_MAX_AGE_MS = 10 * 60_000;

/**
 * What looks older than all we have may be an old copy, or an encoder that was restarted soon after it began or with
 * a clock that is late. An old copy goes away; a playlist that is seen to grow this many times in a row, with nothing
 * newer in between, is the broadcast.
 */
const SIGHTINGS_TO_BELIEVE = 3;

/** Packagers that start their renditions one after the other number them apart by this much at most. */
const MAX_NUMBERS_OFF = 2;

/** Two hours of four-second segments. Nobody sleeps for longer and finds another rendition first when waking up. */
const MOST_NUMBERS_UNSEEN = 1800;

interface Facts {
  readonly slots: readonly Slot[];
  readonly last: Slot;
  /** First slot of the present run. */
  readonly runStart: Slot;
  readonly segments: readonly MediaSegment[];
  readonly first: MediaSegment;
  readonly newest: MediaSegment;
  readonly renditionId: string;
  /** This rendition in the present run; null when it has not been seen in it. */
  readonly track: Track | null;
  /** The shift that numbers alone suggest. */
  readonly shift: number;
  readonly suspicion: Suspicion | null;
  /** Dates closer than this, in milliseconds, are of the same segment. */
  readonly toleranceMs: number;
}

/**
 * Finds out where a playlist belongs: first by segments that are known already, then by dates, then by numbers.
 * Numbers come last because they are what an origin loses when it restarts.
 */
export function placePlaylist(timeline: Timeline, playlist: MediaPlaylist, renditionId: string): Placement {
  const { slots } = timeline;
  const { segments } = playlist;
  const [first] = segments;
  const newest = segments.at(-1);
  if (first === undefined || newest === undefined) return { kind: 'nothing' };
  const last = slots.at(-1);
  if (last === undefined) return { kind: 'restarted', fromIndex: 0 };
  const track = timeline.tracks.get(renditionId);
  const ownTrack = track?.run === last.run ? track : null;
  const facts: Facts = {
    slots,
    last,
    runStart: slots.find((slot) => slot.run === last.run) ?? last,
    segments,
    first,
    newest,
    renditionId,
    track: ownTrack,
    shift: ownTrack?.shift ?? last.sequence - (last.originSequence ?? 0),
    suspicion: timeline.suspicions.get(renditionId) ?? null,
    toleranceMs: playlist.targetDurationSeconds * 500,
  };
  const placement = placeByName(facts) ?? placeByDate(facts) ?? placeByNumber(facts);
  const wentBack =
    placement.kind === 'aligned' &&
    ownTrack !== null &&
    newest.sequence + placement.shift < ownTrack.lastSequence;
  return wentBack ? { kind: 'older-copy', suspicion: null } : placement;
}

/** By segments that this rendition has listed before; null when there are none. */
function placeByName(facts: Facts): Placement | null {
  const { last, newest, track } = facts;
  const known = findKnown(facts);
  if (known === null) return null;
  if (known.slot.run !== last.run) return freshByDate(facts) ?? { kind: 'older-copy', suspicion: null };
  if (track === null || newest.sequence >= track.lastOriginSequence) {
    return { kind: 'aligned', shift: known.slot.sequence - known.segment.sequence };
  }
  // Far back under the same names and without dates: an encoder that names its segments by number began again.
  const behind = track.lastOriginSequence - newest.sequence;
  const dated = known.slot.programDateTimeMs !== null && known.segment.programDateTimeMs !== null;
  if (behind > OLDER_COPY_MAX_SEGMENTS && !dated) return { kind: 'restarted', fromIndex: 0 };
  return { kind: 'older-copy', suspicion: null };
}

/** By dates; null when one side has none, or when they are too far apart to be of one evening. */
function placeByDate(facts: Facts): Placement | null {
  const { last, first, newest, shift, track, runStart, toleranceMs } = facts;
  const startMs = runStart.programDateTimeMs;
  const endMs = endDateMs(last);
  if (
    startMs === null ||
    endMs === null ||
    first.programDateTimeMs === null ||
    newest.programDateTimeMs === null
  ) {
    return null;
  }
  const byDate = shiftByDate(facts);
  if (byDate !== null) {
    const inStep = track === null || byDate === track.shift;
    return inStep ? { kind: 'aligned', shift: byDate } : (freshByDate(facts) ?? doubt(facts));
  }
  const continues = first.sequence + shift === last.sequence + 1;
  if (continues && track !== null) return { kind: 'aligned', shift };
  if (first.programDateTimeMs >= endMs - toleranceMs)
    return placeAhead(facts, first.programDateTimeMs - endMs);
  const ageMs = startMs - newest.programDateTimeMs;
  if (ageMs > OLDER_COPY_MAX_AGE_MS) return null;
  const numberedMs = (runStart.sequence - newest.sequence - shift) * last.durationSeconds * 1000;
  const numbersAgree = ageMs > 0 && Math.abs(ageMs - numberedMs) <= toleranceMs + ageMs / 10;
  if (numbersAgree) return { kind: 'older-copy', suspicion: null };
  return freshByDate(facts) ?? doubt(facts);
}

/** Everything listed comes after all we have, by dates, and `holeMs` lies between. */
function placeAhead({ last, first, segments, shift, track, toleranceMs }: Facts, holeMs: number): Placement {
  const missing = first.sequence + shift - last.sequence - 1;
  const usualMs =
    (segments.reduce((sum, segment) => sum + segment.durationSeconds, 0) / segments.length) * 1000;
  const numbersOff = missing - Math.max(0, Math.round(holeMs / usualMs));
  if (track === null && missing <= MAX_GAP_SLOTS && Math.abs(numbersOff) <= MAX_NUMBERS_OFF) {
    return { kind: 'aligned', shift: shift - numbersOff };
  }
  const agrees =
    missing >= 0 && Math.abs(holeMs - missing * usualMs) <= toleranceMs + (missing * usualMs) / 10;
  return agrees ? { kind: 'aligned', shift } : { kind: 'restarted', fromIndex: 0 };
}

/** By media sequence numbers alone. */
function placeByNumber(facts: Facts): Placement {
  const { last, first, newest, shift, track, runStart } = facts;
  const newestSequence = newest.sequence + shift;
  if (track === null) {
    // Numbers of another origin, which say nothing about ours: both are followed at their live edge.
    const isFarAhead = first.sequence + shift > last.sequence + MOST_NUMBERS_UNSEEN;
    if (isFarAhead) return { kind: 'aligned', shift: last.sequence - newest.sequence };
    if (newestSequence >= runStart.sequence) return { kind: 'aligned', shift };
  } else {
    const wentForward = first.sequence >= track.mediaSequence && newest.sequence >= track.lastOriginSequence;
    if (wentForward) return { kind: 'aligned', shift };
    if (contradicts(facts)) return { kind: 'restarted', fromIndex: 0 };
  }
  if (last.sequence - newestSequence > OLDER_COPY_MAX_SEGMENTS) return { kind: 'restarted', fromIndex: 0 };
  return doubt(facts);
}

/** An older copy until it has gone on growing for so long that it must be the broadcast. */
function doubt({ newest, suspicion }: Facts): Placement {
  const grew = suspicion !== null && newest.sequence > suspicion.lastOriginSequence;
  const sightings = suspicion === null ? 1 : suspicion.sightings + (grew ? 1 : 0);
  if (sightings >= SIGHTINGS_TO_BELIEVE) return { kind: 'restarted', fromIndex: 0 };
  const lastOriginSequence = Math.max(newest.sequence, suspicion?.lastOriginSequence ?? 0);
  return { kind: 'older-copy', suspicion: { lastOriginSequence, sightings } };
}

/** True when a number that we know stands for another segment now. */
function contradicts({ slots, segments, shift, runStart, renditionId, toleranceMs }: Facts): boolean {
  const firstSequence = slots[0]?.sequence ?? 0;
  return segments.some((segment) => {
    const sequence = segment.sequence + shift;
    const known =
      sequence < runStart.sequence ? undefined : slots[sequence - firstSequence]?.sources.get(renditionId);
    return known !== undefined && !isSameSegment(known, segment, toleranceMs);
  });
}

function findKnown(facts: Facts): { readonly slot: Slot; readonly segment: MediaSegment } | null {
  const { slots, segments, renditionId, toleranceMs } = facts;
  const bySequence = new Map(segments.map((segment) => [segment.sequence, segment]));
  for (let index = slots.length - 1; index >= 0; index -= 1) {
    const slot = slots[index];
    const known = slot?.sources.get(renditionId);
    const segment = known === undefined ? undefined : bySequence.get(known.sequence);
    if (slot === undefined || known === undefined || segment === undefined) continue;
    if (isSameSegment(known, segment, toleranceMs)) return { slot, segment };
  }
  return null;
}

/** The shift under which dates agree: that of the numbers if it does, else that of the nearest pair; null if none is near. */
function shiftByDate({ slots, segments, shift, last, toleranceMs }: Facts): number | null {
  let best: { readonly apartMs: number; readonly shift: number } | null = null;
  for (const segment of segments) {
    for (const slot of slots) {
      if (slot.run !== last.run || slot.programDateTimeMs === null || segment.programDateTimeMs === null)
        continue;
      const apartMs = Math.abs(slot.programDateTimeMs - segment.programDateTimeMs);
      if (apartMs > toleranceMs) continue;
      if (slot.sequence - segment.sequence === shift) return shift;
      if (best === null || apartMs < best.apartMs)
        best = { apartMs, shift: slot.sequence - segment.sequence };
    }
  }
  return best?.shift ?? null;
}

/** A new run with those segments that by their dates come after all we have; null when there are none. */
function freshByDate({ segments, last, toleranceMs }: Facts): Placement | null {
  const endMs = endDateMs(last);
  if (endMs === null) return null;
  const fromIndex = segments.findIndex(
    ({ programDateTimeMs }) => programDateTimeMs !== null && programDateTimeMs >= endMs - toleranceMs,
  );
  return fromIndex < 0 ? null : { kind: 'restarted', fromIndex };
}

/**
 * The same segment by number, range, length and the last part of its path: a query, and often a part of the path,
 * is a token that changes with every playlist.
 */
function isSameSegment(a: MediaSegment, b: MediaSegment, toleranceMs: number): boolean {
  const sameDate =
    a.programDateTimeMs === null ||
    b.programDateTimeMs === null ||
    Math.abs(a.programDateTimeMs - b.programDateTimeMs) <= toleranceMs;
  return (
    a.sequence === b.sequence &&
    a.byteRange?.start === b.byteRange?.start &&
    Math.abs(a.durationSeconds - b.durationSeconds) < 0.001 &&
    sameDate &&
    fileName(a.uri) === fileName(b.uri)
  );
}

function fileName(uri: string): string {
  const path = uri.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The date at which a slot ends, milliseconds since the epoch. */
export function endDateMs(slot: Slot): number | null {
  return slot.programDateTimeMs === null ? null : slot.programDateTimeMs + slot.durationSeconds * 1000;
}
