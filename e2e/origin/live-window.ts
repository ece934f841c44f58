import { segmentSeconds } from './media-library.ts';

/** The encoder dies and comes back. */
interface Restart {
  /** When it dies: the segment under way is lost, the playlist stays as it is. */
  readonly atSeconds: number;
  /** How long nobody records anything. The first new segment is complete its own duration after that. */
  readonly silentSeconds: number;
  /** With what the numbering begins anew, where it does. */
  readonly mediaSequence: number;
  /** True: the old segments stay listed before an EXT-X-DISCONTINUITY, and the numbers go on. */
  readonly keepsWindow: boolean;
}

/** A part of the broadcast that its author has marked. */
export interface MarkedRange {
  readonly id: string;
  readonly atSeconds: number;
  /** Told when it is over, and as planned before; null: a moment. */
  readonly durationSeconds: number | null;
  /** X-TITLE; null: none. */
  readonly title: string | null;
  /** CLASS; null: none. */
  readonly className: string | null;
  /** END-ON-NEXT: it ends with the next one of its class, and has no duration. */
  readonly endOnNext: boolean;
}

/** What of a scenario decides which segments exist when. Seconds since the evening began. */
export interface Broadcast {
  /** When the playlists appear: at that second the first segment is complete. May lie before the beginning. */
  readonly startsAtSeconds: number;
  /** When the broadcast is over; null: never. */
  readonly endsAtSeconds: number | null;
  readonly playlist: 'sliding' | 'event';
  readonly windowSegments: number;
  /** In order of time. */
  readonly restarts: readonly Restart[];
  /** Segments that overlap these stretches were never made: listed with EXT-X-GAP, not to be had. */
  readonly gaps: readonly { readonly fromSeconds: number; readonly toSeconds: number }[];
  /** What EXT-X-DATERANGE marks; seconds since the evening began. */
  readonly dateRanges: readonly MarkedRange[];
  /** False: media playlists have no dates. */
  readonly programDateTime: boolean;
}

/** What one start of the encoder made: at least one segment. */
interface Run {
  /** When its first segment was complete. */
  readonly publishesAtSeconds: number;
  /** When the encoder died or the broadcast was over; Infinity: never. */
  readonly endsAtSeconds: number;
  /** Media sequence number of its first segment. */
  readonly firstSequence: number;
  /** Whole segments since the broadcast began, about: the sound goes on by the clock. */
  readonly firstSound: number;
  /** The run that it continues in the same playlist; null: the playlist begins with it. */
  readonly before: Run | null;
  /** EXT-X-DISCONTINUITY tags from the beginning of that playlist to its own first segment. */
  readonly discontinuities: number;
}

/** Media sequence numbers, both included. */
export type LiveWindow =
  | { readonly kind: 'not-started' }
  | {
      readonly kind: 'open';
      readonly first: number;
      readonly last: number;
      readonly ended: boolean;
      /** What the encoder makes or made last. */
      readonly run: Run;
    };
export type OpenWindow = Extract<LiveWindow, { kind: 'open' }>;

export interface Segment {
  readonly sequence: number;
  /** When its first sample was spoken, in seconds since the evening began. */
  readonly startSeconds: number;
  /** Its place on the timeline of the encoder that made it, in segments: that begins with 0. */
  readonly place: number;
  /** Which part of the talk it is, in segments since the broadcast began. */
  readonly sound: number;
  /** Its playlist entry follows an EXT-X-DISCONTINUITY. */
  readonly discontinuity: boolean;
  /** EXT-X-DISCONTINUITY tags before its own entry, since the playlist began. */
  readonly discontinuitiesBefore: number;
  /** It was never made. */
  readonly gap: boolean;
}

/** What the encoder made in each of its lives, in order; a life too short for one segment is left out. */
function runsOf(broadcast: Broadcast): Run[] {
  const overAtSeconds = broadcast.endsAtSeconds ?? Infinity;
  const runs: Run[] = [];
  const starts = [null, ...broadcast.restarts];
  starts.forEach((restart, index) => {
    const publishesAtSeconds =
      restart === null
        ? broadcast.startsAtSeconds
        : restart.atSeconds + restart.silentSeconds + segmentSeconds;
    const endsAtSeconds = Math.min(starts[index + 1]?.atSeconds ?? Infinity, overAtSeconds);
    if (publishesAtSeconds > endsAtSeconds) return;
    const before = restart?.keepsWindow === true ? (runs.at(-1) ?? null) : null;
    runs.push({
      publishesAtSeconds,
      endsAtSeconds,
      firstSequence: before === null ? (restart?.mediaSequence ?? 0) : lastSequence(before, Infinity) + 1,
      firstSound: Math.round((publishesAtSeconds - broadcast.startsAtSeconds) / segmentSeconds),
      before,
      discontinuities: before === null ? 0 : before.discontinuities + 1,
    });
  });
  return runs;
}

function lastSequence(run: Run, elapsedSeconds: number): number {
  const madeForSeconds = Math.min(elapsedSeconds, run.endsAtSeconds) - run.publishesAtSeconds;
  return run.firstSequence + Math.floor(madeForSeconds / segmentSeconds);
}

/** The number that the run's playlist began with. */
function oldestSequence(run: Run): number {
  return run.before === null ? run.firstSequence : oldestSequence(run.before);
}

function windowOf(broadcast: Broadcast, run: Run, elapsedSeconds: number): OpenWindow {
  const last = lastSequence(run, elapsedSeconds);
  const oldest = oldestSequence(run);
  const first =
    broadcast.playlist === 'event' ? oldest : Math.max(oldest, last + 1 - broadcast.windowSegments);
  const ended = elapsedSeconds >= (broadcast.endsAtSeconds ?? Infinity);
  return { kind: 'open', first, last, ended, run };
}

/** Which segments a media playlist lists at that moment. The first segment of the stream has number 0. */
export function liveWindow(broadcast: Broadcast, elapsedSeconds: number): LiveWindow {
  const run = runsOf(broadcast).findLast(({ publishesAtSeconds }) => publishesAtSeconds <= elapsedSeconds);
  return run === undefined ? { kind: 'not-started' } : windowOf(broadcast, run, elapsedSeconds);
}

/** The segment that has this number in a playlist that ends with the run. */
function segmentOf(broadcast: Broadcast, run: Run, sequence: number): Segment {
  if (sequence < run.firstSequence && run.before !== null) return segmentOf(broadcast, run.before, sequence);
  const place = sequence - run.firstSequence;
  const startSeconds = run.publishesAtSeconds + (place - 1) * segmentSeconds;
  const discontinuity = place === 0 && run.before !== null;
  return {
    sequence,
    startSeconds,
    place,
    sound: run.firstSound + place,
    discontinuity,
    discontinuitiesBefore: run.discontinuities - (discontinuity ? 1 : 0),
    gap: broadcast.gaps.some(
      ({ fromSeconds, toSeconds }) => startSeconds < toSeconds && startSeconds + segmentSeconds > fromSeconds,
    ),
  };
}

/** What a media playlist lists, oldest first. */
export function listedSegments(broadcast: Broadcast, { first, last, run }: OpenWindow): Segment[] {
  return Array.from({ length: last - first + 1 }, (_, index) => segmentOf(broadcast, run, first + index));
}

/** The segment that this number has, or will have, in the playlist of a window; null for one before its beginning. */
export function listedAs(broadcast: Broadcast, { run }: OpenWindow, sequence: number): Segment | null {
  return sequence < oldestSequence(run) ? null : segmentOf(broadcast, run, sequence);
}

/** The segment that the encoder is making; null where it will not be complete. */
export function segmentUnderWay(broadcast: Broadcast, { run, last }: OpenWindow): Segment | null {
  return last < lastSequence(run, Infinity) ? segmentOf(broadcast, run, last + 1) : null;
}

/**
 * Everything that was made up to that moment, in order: what a recording lists, whatever the encoder did. Each life of
 * it begins with a discontinuity.
 */
export function recordedSegments(broadcast: Broadcast, elapsedSeconds: number): Segment[] {
  return runsOf(broadcast).flatMap((run, index) => {
    const last = lastSequence(run, elapsedSeconds);
    const count = Math.max(0, last - run.firstSequence + 1);
    return Array.from({ length: count }, (_, place) => {
      const segment = segmentOf(broadcast, run, run.firstSequence + place);
      return { ...segment, discontinuity: place === 0 && index > 0 };
    });
  });
}

/**
 * The segment that can be had under this number, or null. One that has left the playlist stays for its own duration
 * and that of the longest playlist that listed it (RFC 8216bis 6.2.2), and not a moment longer. After a restart the
 * newest that was made under the number is the one.
 */
export function availableSegment(
  broadcast: Broadcast,
  elapsedSeconds: number,
  sequence: number,
): Segment | null {
  const { windowSegments } = broadcast;
  const runs = runsOf(broadcast).filter(({ publishesAtSeconds }) => publishesAtSeconds <= elapsedSeconds);
  for (const [index, run] of [...runs.entries()].reverse()) {
    const next = runs[index + 1];
    if (next?.before === run) continue;
    const unlistedAtSeconds = next?.publishesAtSeconds ?? Infinity;
    if (elapsedSeconds >= unlistedAtSeconds + (windowSegments + 1) * segmentSeconds) continue;
    const { first, last } = windowOf(broadcast, run, elapsedSeconds);
    const oldest = Math.max(oldestSequence(run), first - windowSegments - 1);
    if (sequence < oldest || sequence > last) continue;
    const segment = segmentOf(broadcast, run, sequence);
    return segment.gap ? null : segment;
  }
  return null;
}
