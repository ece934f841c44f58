import type { MediaPlaylist } from './media-playlist.ts';
import type { MediaSegment } from './media-segment.ts';
import { endDateMs, MAX_GAP_SLOTS, OLDER_COPY_MAX_AGE_MS, placePlaylist } from './timeline-placement.ts';

/** One place on our own continuous timeline, whichever renditions can fill it. */
export interface Slot {
  /** Media sequence number of our own: each one more than the last, whatever the origin does. */
  readonly sequence: number;
  /** Discontinuity sequence number of our own: never goes back, and up by one at most. */
  readonly discontinuitySequence: number;
  /** Seconds from the start of slot 0. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Milliseconds since the epoch; null where the origin does not say. The truth about what was said when. */
  readonly programDateTimeMs: number | null;
  /**
   * By rendition id. Empty for a slot that no playlist ever listed, which stands for what a jump has passed over, and for
   * what left all playlists long ago.
   */
  readonly sources: ReadonlyMap<string, MediaSegment>;
  /** The origin's number in this run; null where more segments were missed than slots stand for them. */
  readonly originSequence: number | null;
  /** The run of origin numbers that this slot belongs to: within one, our numbers and the origin's go in step. */
  readonly run: number;
}

/** What the newest playlist of one rendition listed. */
export interface Track {
  readonly run: number;
  /** Our number minus the origin's. */
  readonly shift: number;
  /** Our numbers of the first and last listed slot. */
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** The origin's numbers of the first and last listed segment. */
  readonly mediaSequence: number;
  readonly lastOriginSequence: number;
}

/** Old-looking numbers that cannot be told from a restart yet. */
export interface Suspicion {
  readonly lastOriginSequence: number;
  /** Playlists in a row that looked so, each ahead of the one before. */
  readonly sightings: number;
}

export interface Timeline {
  /** In order, without holes. */
  readonly slots: readonly Slot[];
  readonly tracks: ReadonlyMap<string, Track>;
  readonly suspicions: ReadonlyMap<string, Suspicion>;
}

export type ExtendKind =
  /** The playlist lists something that this rendition's playlist had not listed before. */
  | 'extended'
  /** Nothing new. */
  | 'unchanged'
  /** A copy older than what is known: ignored. */
  | 'older-copy'
  /** The origin's numbering began anew: the timeline goes on with a discontinuity. */
  | 'restarted'
  /** The window had slid past our last slot: gap slots stand for what was missed, then a discontinuity. */
  | 'jumped';

export interface Extension {
  readonly timeline: Timeline;
  /** How many slots were added, gap slots included. */
  readonly added: number;
  readonly kind: ExtendKind;
}

export function createTimeline(): Timeline {
  return { slots: [], tracks: new Map(), suspicions: new Map() };
}

/**
 * The timeline after one more playlist of one rendition. Our own sequence and discontinuity numbers go on whatever
 * the origin's numbers do; a slot once made keeps its number, start and duration.
 *
 * `renditionId` must differ between pathways: the same id means the same numbering (RFC 8216bis 6.2.2). Different
 * renditions are taken to be numbered alike, unless their dates disagree by more than half a target duration; then
 * the dates decide.
 */
export function extend(timeline: Timeline, playlist: MediaPlaylist, renditionId: string): Extension {
  const placement = placePlaylist(timeline, playlist, renditionId);
  switch (placement.kind) {
    case 'nothing':
      return { timeline, added: 0, kind: 'unchanged' };
    case 'older-copy': {
      const suspicions = new Map(timeline.suspicions);
      if (placement.suspicion !== null) suspicions.set(renditionId, placement.suspicion);
      return { timeline: { ...timeline, suspicions }, added: 0, kind: 'older-copy' };
    }
    case 'restarted':
      return restart(timeline, playlist, renditionId, placement.fromIndex);
    case 'aligned':
      return align(timeline, playlist, renditionId, placement.shift);
  }
}

/** Drops the slots before `sequence`, except the last one, which the next playlist is fitted to. */
export function trimBefore(timeline: Timeline, sequence: number): Timeline {
  const { slots } = timeline;
  const kept = slots.filter((slot, index) => slot.sequence >= sequence || index === slots.length - 1);
  return kept.length === slots.length ? timeline : { ...timeline, slots: kept };
}

const noSources: Slot['sources'] = new Map();

/**
 * The timeline without the addresses of what left all windows so long ago that no old copy of a playlist names it any
 * more. Whoever listens for hours keeps thousands of slots. `renditionId` is the one that is followed; what is not
 * followed any more, and would stand still for ever, does not count.
 */
export function forgetSources(timeline: Timeline, renditionId: string): Timeline {
  const { slots, tracks } = timeline;
  const followed = tracks.get(renditionId);
  if (followed === undefined) return timeline;
  const present = [...tracks.values()].filter(({ lastSequence }) => lastSequence >= followed.firstSequence);
  const first = Math.min(...present.map(({ firstSequence }) => firstSequence));
  const oldest = slots[first - (slots[0]?.sequence ?? 0)];
  if (oldest === undefined) return timeline;
  const untilSeconds = oldest.startSeconds - OLDER_COPY_MAX_AGE_MS / 1000;
  const isToForget = ({ startSeconds, sources }: Slot) => startSeconds < untilSeconds && sources.size > 0;
  if (!slots.some(isToForget)) return timeline;
  return {
    ...timeline,
    slots: slots.map((slot) => (isToForget(slot) ? { ...slot, sources: noSources } : slot)),
  };
}

/** True when the newest playlist of this rendition lists the slot: a 404 then means "not there yet", else "expired". */
export function isListed(timeline: Timeline, slot: Slot, renditionId: string): boolean {
  const track = timeline.tracks.get(renditionId);
  return track !== undefined && slot.sequence >= track.firstSequence && slot.sequence <= track.lastSequence;
}

/** True when no rendition has anything for this slot: nobody listed it, or the origin declared it missing. */
export function isGap(slot: Slot): boolean {
  return [...slot.sources.values()].every((segment) => segment.gap);
}

function restart(
  timeline: Timeline,
  playlist: MediaPlaylist,
  renditionId: string,
  fromIndex: number,
): Extension {
  const before = timeline.slots.at(-1);
  const segments = playlist.segments.slice(fromIndex);
  const run = before === undefined ? 0 : before.run + 1;
  const slots = [...timeline.slots];
  for (const segment of segments) {
    append(slots, {
      segment,
      renditionId,
      run,
      originSequence: segment.sequence,
      discontinuity: slots.length > 0 && (slots.at(-1)?.run !== run || breaksBefore(playlist, segment)),
    });
  }
  const shift = (slots.at(-1)?.sequence ?? 0) - (segments.at(-1)?.sequence ?? 0);
  return {
    timeline: listed({ ...timeline, slots }, playlist, renditionId, { run, shift }),
    added: segments.length,
    kind: before === undefined ? 'extended' : 'restarted',
  };
}

function align(timeline: Timeline, playlist: MediaPlaylist, renditionId: string, shift: number): Extension {
  const last = timeline.slots.at(-1);
  const newest = playlist.segments.at(-1);
  if (last === undefined || newest === undefined) return { timeline, added: 0, kind: 'unchanged' };
  const slots = withSources(timeline.slots, playlist, renditionId, { run: last.run, shift });
  const coming = playlist.segments.filter((segment) => segment.sequence + shift > last.sequence);
  const missing = (coming[0]?.sequence ?? 0) + shift - last.sequence - 1;
  const jumped = coming.length > 0 && missing > 0;
  const renumbered = jumped && missing > MAX_GAP_SLOTS;
  if (jumped) appendGap(slots, playlist, coming, missing);

  const run = renumbered ? last.run + 1 : last.run;
  const runShift = last.sequence - (last.originSequence ?? 0);
  for (const [index, segment] of coming.entries()) {
    append(slots, {
      segment,
      renditionId,
      run,
      originSequence: renumbered ? segment.sequence : nextSequence(slots) - runShift,
      discontinuity:
        index === 0 && jumped
          ? true
          : breaksBefore(playlist, segment, slots.at(-1)?.sources.get(renditionId)),
    });
  }
  const known = timeline.tracks.get(renditionId);
  const isNew = known?.run !== last.run || newest.sequence > known.lastOriginSequence;
  const placed = { run, shift: (slots.at(-1)?.sequence ?? 0) - newest.sequence };
  return {
    timeline: listed(
      { ...timeline, slots },
      playlist,
      renditionId,
      coming.length > 0 ? placed : { run, shift },
    ),
    added: slots.length - timeline.slots.length,
    kind: jumped ? 'jumped' : isNew ? 'extended' : 'unchanged',
  };
}

interface NewSlot {
  readonly segment: MediaSegment;
  readonly renditionId: string;
  readonly run: number;
  readonly originSequence: number;
  /** The decoder has to begin anew with this slot. */
  readonly discontinuity: boolean;
}

function append(slots: Slot[], { segment, renditionId, run, originSequence, discontinuity }: NewSlot): void {
  const before = slots.at(-1);
  slots.push({
    sequence: nextSequence(slots),
    discontinuitySequence: (before?.discontinuitySequence ?? 0) + (discontinuity ? 1 : 0),
    startSeconds: before === undefined ? 0 : before.startSeconds + before.durationSeconds,
    durationSeconds: segment.durationSeconds,
    programDateTimeMs: segment.programDateTimeMs,
    sources: new Map([[renditionId, segment]]),
    originSequence,
    run,
  });
}

/**
 * Slots for what slid out of the window unseen: one for each missing segment, as long as the dates on both sides
 * say, or as the segments that are listed are on average. Each is short, because the longest one counts as target
 * duration for the player.
 */
function appendGap(
  slots: Slot[],
  playlist: MediaPlaylist,
  coming: readonly MediaSegment[],
  missing: number,
): void {
  const usual = averageSeconds(playlist);
  const before = slots.at(-1);
  const nextDate = coming[0]?.programDateTimeMs ?? null;
  const endDate = before === undefined ? null : endDateMs(before);
  const dated = endDate === null || nextDate === null ? usual : (nextDate - endDate) / 1000 / missing;
  const durationSeconds = dated > usual / 2 && dated < usual * 2 ? dated : usual;
  const shared = missing > MAX_GAP_SLOTS;
  for (let index = 0; index < Math.min(missing, MAX_GAP_SLOTS); index += 1) {
    const previous = slots.at(-1);
    if (previous === undefined) return;
    slots.push({
      sequence: previous.sequence + 1,
      discontinuitySequence: previous.discontinuitySequence,
      startSeconds: previous.startSeconds + previous.durationSeconds,
      durationSeconds,
      programDateTimeMs: shared ? null : endDateMs(previous),
      sources: new Map(),
      originSequence: shared || previous.originSequence === null ? null : previous.originSequence + 1,
      run: previous.run,
    });
  }
}

/** True when the origin has a discontinuity right before this segment, as far as the playlist (or `earlier`) can tell. */
function breaksBefore(playlist: MediaPlaylist, segment: MediaSegment, earlier?: MediaSegment): boolean {
  const index = segment.sequence - (playlist.segments[0]?.sequence ?? 0);
  const previous = playlist.segments[index - 1] ?? earlier;
  return previous !== undefined && previous.discontinuitySequence !== segment.discontinuitySequence;
}

/** The slots with this rendition's newest addresses: they may carry tokens that change with every playlist. */
function withSources(
  slots: readonly Slot[],
  playlist: MediaPlaylist,
  renditionId: string,
  { run, shift }: { readonly run: number; readonly shift: number },
): Slot[] {
  const first = (playlist.segments[0]?.sequence ?? 0) + shift;
  return slots.map((slot) => {
    const segment = slot.run === run ? playlist.segments[slot.sequence - first] : undefined;
    const known = slot.sources.get(renditionId);
    if (segment === undefined || (known?.uri === segment.uri && known.gap === segment.gap)) return slot;
    return {
      ...slot,
      sources: new Map(slot.sources).set(renditionId, segment),
      programDateTimeMs: slot.programDateTimeMs ?? segment.programDateTimeMs,
    };
  });
}

function listed(
  timeline: Timeline,
  playlist: MediaPlaylist,
  renditionId: string,
  { run, shift }: { readonly run: number; readonly shift: number },
): Timeline {
  const first = playlist.segments[0];
  const last = playlist.segments.at(-1);
  if (first === undefined || last === undefined) return timeline;
  const runStart = timeline.slots.find((slot) => slot.run === run)?.sequence ?? 0;
  const track: Track = {
    run,
    shift,
    firstSequence: Math.max(first.sequence + shift, runStart),
    lastSequence: last.sequence + shift,
    mediaSequence: first.sequence,
    lastOriginSequence: last.sequence,
  };
  const suspicions = new Map(timeline.suspicions);
  suspicions.delete(renditionId);
  return { ...timeline, tracks: new Map(timeline.tracks).set(renditionId, track), suspicions };
}

function nextSequence(slots: readonly Slot[]): number {
  return (slots.at(-1)?.sequence ?? -1) + 1;
}

function averageSeconds(playlist: MediaPlaylist): number {
  const total = playlist.segments.reduce((sum, segment) => sum + segment.durationSeconds, 0);
  return total > 0 ? total / playlist.segments.length : playlist.targetDurationSeconds;
}
