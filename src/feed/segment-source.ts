import { createCompanions, GivenUp } from './companions.ts';
import type { Slot } from '../hls/timeline.ts';
import { withoutVideo } from '../hls/without-video.ts';
import type { GapReason, SlotState, StreamProblem } from './feed-snapshot.ts';
import {
  isWorthAbandoning,
  planFetches,
  soonestNeeded,
  transfersAtOnce,
  type PlannedSlot,
} from './fetch-plan.ts';
import type { NetworkContext } from './network-context.ts';
import { outOfReach } from './out-of-reach.ts';
import type { Pathways } from './pathways.ts';
import { slotStateOf, type HeldSegment, type SegmentEntry } from './segment-entry.ts';
import { loadSegment, type SegmentLoadOptions } from './segment-load.ts';
import { createSegmentSearch, type SegmentSearchOptions } from './segment-search.ts';
import { indexFrom, slotOf } from './slot-index.ts';
import { createSpareSegments } from './spare-segments.ts';
import { sourcesOf, type SlotSource } from './track.ts';

/** The gate decides how many of these really run; more waiters than its highest limit would only wait. */
const MAX_FETCHING = 4;
/** What is listed in another version of the sound only is asked for when it is needed so soon; till then the right one may come. */
const OTHER_TRACK_SECONDS = 8;

export interface SegmentSourceOptions {
  readonly context: NetworkContext;
  readonly pathways: Pathways;
  readonly signal: AbortSignal;
  /** The timeline's slots in order, as they are now. */
  slots(): readonly Slot[];
  isListed(slot: Slot, source: SlotSource): boolean;
  domainOf(source: SlotSource): string;
  /** No request for it could be answered any more. */
  isLongGone(slot: Slot): boolean;
  /** The same, by the clock: nobody has said so yet. */
  seemsGone(slot: Slot): boolean;
  renditionId(): string | null;
  /** The version of the sound that a rendition is of. */
  trackOf(renditionId: string): string;
  /** BANDWIDTH of a rendition, bits per second; null when unknown. */
  bandwidthBps(renditionId: string): number | null;
  targetDurationSeconds(): number;
  /** A slot was settled (held or given up), or only made progress. */
  onChange(settled: boolean): void;
  /** A segment has come in this rendition. */
  onCame(renditionId: string): void;
  onDenied(status: number): void;
  /** The first segment can never be heard in this browser. */
  onUnplayable(problem: StreamProblem): void;
}

/** Fetches the coming segments, ahead and in parallel, and keeps what it has. */
export interface SegmentSource {
  state(sequence: number): SlotState;
  held(sequence: number): HeldSegment | null;
  /** Where the listener is: nothing before `sequence` is needed any more. Fetches what is wanted from there on. */
  pump(needed: {
    readonly sequence: number;
    readonly positionSeconds: number;
    readonly aheadSeconds: number;
  }): void;
  /** A held segment's bytes leave memory. It stays in hand as long as they are on the shelf. */
  letGo(sequence: number, where: 'shelved' | 'lost'): void;
  /**
   * Fetches what was in hand and is lost once more, in the same rendition, while the origin still lists it. Null, and
   * a gap, when it cannot be had.
   */
  restore(sequence: number): Promise<Uint8Array | null>;
  /** Drops one segment: it may be fetched anew. */
  forget(sequence: number): void;
  /**
   * For a player that is given a playlist of its own: what was in hand and is lost, and what a listener once went past,
   * may be fetched (anew).
   */
  forgetUnlisted(): void;
  /** Fetches a slot that is in hand already in another rendition, beside what is in hand. Null when it cannot be had. */
  fetchBeside(sequence: number, renditionId: string, signal: AbortSignal): Promise<HeldSegment | null>;
  /**
   * From `sequence` on these take the place of what is in hand in other versions of the sound than that of
   * `renditionId`; the rest of that is fetched anew, and put by until it has come. Returns what is in hand no more.
   */
  replaceFrom(
    sequence: number,
    renditionId: string,
    segments: ReadonlyMap<number, HeldSegment>,
  ): readonly number[];
  /** Drops everything before `sequence`. */
  forgetBefore(sequence: number): void;
  /** Makes it a gap for good, held or not; returns the rendition in which it was held, if it was. */
  giveUp(sequence: number, reason: GapReason): string | null;
}

export function createSegmentSource(options: SegmentSourceOptions): SegmentSource {
  const { context, pathways, signal } = options;
  const entries = new Map<number, SegmentEntry>();
  /** What is being fetched once more, by sequence number. */
  const restored = new Map<number, Promise<Uint8Array | null>>();
  const searching: SegmentSearchOptions = {
    context,
    pathways,
    slotAt: (sequence) => slotOf(options.slots(), sequence),
    isListed: (slot, source) => options.isListed(slot, source),
    targetDurationSeconds: () => options.targetDurationSeconds(),
    playheadSeconds: () => playheadSeconds,
  };
  const companions = createCompanions(searching, signal);
  const loading: SegmentLoadOptions = {
    searching,
    companions,
    domainOf: (source) => options.domainOf(source),
  };
  const spares = createSpareSegments();
  let neededFrom = 0;
  let playheadSeconds = 0;

  const state = (sequence: number): SlotState => slotStateOf(entries.get(sequence));

  const slotsFrom = (sequence: number) => options.slots().slice(indexFrom(options.slots(), sequence));

  const plannedSlots = (): PlannedSlot[] =>
    slotsFrom(neededFrom).map((slot) => ({
      sequence: slot.sequence,
      startSeconds: slot.startSeconds,
      durationSeconds: slot.durationSeconds,
      state: state(slot.sequence).kind,
    }));

  const settle = (sequence: number, entry: SegmentEntry) => {
    entries.set(sequence, spares.settled(sequence, entry));
    options.onChange(true);
  };

  /** For ever: the whole stream as long as nothing else could be had, else this one segment. */
  const giveUp = (sequence: number, problem: StreamProblem) => {
    if (![...entries.values()].some(({ kind }) => kind === 'held')) options.onUnplayable(problem);
    settle(sequence, { kind: 'gap', reason: 'missing' });
  };

  const isOfTrack = (renditionId: string) => {
    const preferred = options.renditionId();
    return preferred === null || options.trackOf(renditionId) === options.trackOf(preferred);
  };
  /**
   * Where the slot can be had in the rendition that is wanted now, or else in another of the same version of the sound,
   * or else in any; never empty unless nowhere.
   */
  const alikeSources = (slot: Slot): SlotSource[] => {
    const all = sourcesOf(slot);
    const preferred = options.renditionId();
    const next = all.find(({ renditionId }) => isOfTrack(renditionId)) ?? all[0];
    const wantedId = all.some(({ renditionId }) => renditionId === preferred) ? preferred : next?.renditionId;
    return all.filter(({ renditionId }) => renditionId === wantedId);
  };

  const isSoonest = (sequence: number) => soonestNeeded(plannedSlots(), neededFrom) === sequence;

  const fetchSlot = async (slot: Slot): Promise<void> => {
    const { sequence } = slot;
    const [preferred] = alikeSources(slot);
    if (preferred === undefined) {
      settle(sequence, { kind: 'gap', reason: 'declared' });
      return;
    }
    const { renditionId } = preferred;
    if (preferred.segment.key !== null && preferred.segment.key.keyFormat !== 'identity') {
      // Its key is a licence, which only a decryption module of the browser could ask for.
      const { method, keyFormat } = preferred.segment.key;
      giveUp(sequence, { kind: 'codec-not-supported', codecs: [`${method} ${keyFormat}`] });
      return;
    }
    const abort = new AbortController();
    const slotSignal = AbortSignal.any([signal, abort.signal]);
    const entry: SegmentEntry = { kind: 'fetching', renditionId, received: 0, total: null, abort };
    entries.set(sequence, entry);

    const load = loadSegment(loading, slot, preferred, {
      signal: slotSignal,
      priority: () => {
        if (options.seemsGone(slot)) return 'segment-doubtful';
        return isSoonest(sequence) ? 'segment-soonest' : 'segment';
      },
      onProgress(received, total) {
        entry.received = received;
        entry.total = total;
        options.onChange(false);
      },
    });
    try {
      const segment = await load.segment;
      if (entries.get(sequence) !== entry) return;
      if (segment !== null) options.onCame(renditionId);
      if (segment === null) giveUp(sequence, { kind: 'no-audio' });
      else settle(sequence, { kind: 'held', lost: false, segment });
    } catch (error) {
      if (slotSignal.aborted) {
        if (entries.get(sequence) === entry) entries.delete(sequence);
        return;
      }
      if (!(error instanceof GivenUp)) throw error;
      if (error.deniedStatus !== null) options.onDenied(error.deniedStatus);
      const now = slotOf(options.slots(), sequence) ?? slot;
      const isElsewhere = alikeSources(now).some(({ pathwayId }) => !pathways.isDenied(pathwayId));
      if (load.gapReason() === null && isElsewhere && pathways.currentId() !== load.firstPathwayId) {
        // Its init section was of a pathway that is followed no more: again, from the one that is.
        entries.delete(sequence);
        options.onChange(true);
        return;
      }
      settle(sequence, { kind: 'gap', reason: load.gapReason() ?? 'missing' });
    }
  };

  const fetchAnew = async (sequence: number, segment: HeldSegment): Promise<Uint8Array | null> => {
    const { source, pathwayId, renditionId } = segment;
    const from: SlotSource = { pathwayId, renditionId, segment: source };
    const slot = slotOf(options.slots(), sequence);
    const lost: SegmentEntry = { kind: 'held', lost: true, segment: { ...segment, body: null } };
    settle(sequence, lost);
    const isToBeHad = slot !== undefined && options.isListed(slot, from);
    const result = isToBeHad
      ? await createSegmentSearch(searching, sequence, from)
          .fetch({ priority: () => 'segment-soonest', signal })
          .catch(() => null)
      : null;
    if (entries.get(sequence) !== lost) return null;
    // Its init section and keys are those of the pathway that it came from first.
    const isSame = result?.kind === 'ok' && result.pathwayId === pathwayId;
    const bytes = isSame ? result.body : null;
    const body = bytes === null || source.key !== null ? bytes : withoutVideo(bytes, segment.init);
    settle(
      sequence,
      body === null
        ? { kind: 'gap', reason: 'expired' }
        : { kind: 'held', lost: false, segment: { ...segment, body, bytes: body.byteLength } },
    );
    return body;
  };

  const forget = (sequence: number) => {
    const entry = entries.get(sequence);
    entries.delete(sequence);
    if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
  };

  /**
   * Lets go of what does not come in another version of the sound though it is listed in the right one by now: whoever
   * is refused it there would be silent beside the one that can be had. The plan that follows asks for that one.
   */
  const abandonOtherTracks = (slots: readonly Slot[]) => {
    for (const slot of slots) {
      const entry = entries.get(slot.sequence);
      if (entry?.kind !== 'fetching' || entry.received > 0 || isOfTrack(entry.renditionId)) continue;
      if (sourcesOf(slot).some(({ renditionId }) => isOfTrack(renditionId))) forget(slot.sequence);
    }
  };

  /** Lets go of what comes too late in its rendition; the plan that follows asks for it in the one wanted now. */
  const abandonLate = (slots: readonly Slot[], positionSeconds: number, throughputBps: number | null) => {
    const preferred = options.renditionId();
    const bandwidthBps = preferred === null ? null : options.bandwidthBps(preferred);
    if (preferred === null || bandwidthBps === null) return;
    const transfers = [...entries.values()].filter(({ kind }) => kind === 'fetching').length;
    for (const slot of slots) {
      const entry = entries.get(slot.sequence);
      if (
        entry?.kind !== 'fetching' ||
        entry.renditionId === preferred ||
        !sourcesOf(slot).some(({ renditionId }) => renditionId === preferred)
      )
        continue;
      const isLate = isWorthAbandoning({
        remainingBytes: entry.total === null ? null : entry.total - entry.received,
        smallerBytes: (bandwidthBps / 8) * slot.durationSeconds,
        secondsLeft: slot.startSeconds - positionSeconds,
        throughputBps,
        transfers,
      });
      if (!isLate) continue;
      entries.delete(slot.sequence);
      entry.abort.abort(new NoLongerNeeded());
    }
  };

  const abandon = (sequence: number, reason: GapReason): string | null => {
    const entry = entries.get(sequence);
    if (entry?.kind === 'gap') return null;
    if (reason === 'passed-over') spares.drop(sequence);
    // Settled before the abort: what ends then must find that its place has been taken.
    settle(sequence, { kind: 'gap', reason });
    if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
    return entry?.kind === 'held' ? entry.segment.renditionId : null;
  };

  const leaveLongGone = (slots: readonly Slot[]) => {
    const gone = slots
      .filter(({ sequence }) => {
        const kind = entries.get(sequence)?.kind;
        return kind === undefined || kind === 'fetching';
      })
      .filter((slot) => options.isLongGone(slot));
    for (const { sequence } of gone) {
      const entry = entries.get(sequence);
      entries.set(sequence, spares.settled(sequence, { kind: 'gap', reason: 'expired' }));
      if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
    }
    // Told once: there may be hundreds.
    if (gone.length > 0) options.onChange(true);
  };

  /** What has not come in the version that is wanted is heard in the one before. */
  const useSpares = (slots: readonly Slot[], positionSeconds: number) => {
    const due = spares.due(slots, positionSeconds).filter(([sequence]) => state(sequence).kind !== 'held');
    for (const [sequence, segment] of due) {
      const entry = entries.get(sequence);
      entries.set(sequence, { kind: 'held', lost: false, segment });
      if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
    }
    if (due.length > 0) options.onChange(true);
  };

  /** Makes gaps of what nobody will give: the sound goes on behind it. */
  const leaveUnreachable = (slots: readonly Slot[], positionSeconds: number) => {
    const targetDurationSeconds = options.targetDurationSeconds();
    const sought = slots.flatMap((slot) => {
      const entry = entries.get(slot.sequence);
      const isNear = slot.startSeconds - positionSeconds <= targetDurationSeconds;
      if (!isNear || (entry !== undefined && entry.kind !== 'fetching')) return [];
      const alike = sourcesOf(slot).filter(
        ({ renditionId }) => entry === undefined || renditionId === entry.renditionId,
      );
      return [{ ...slot, pathwayIds: alike.map(({ pathwayId }) => pathwayId) }];
    });
    if (sought.length === 0) return;
    const followedId = pathways.currentId();
    const followed = slots.findLast((slot) =>
      sourcesOf(slot).some(({ pathwayId }) => pathwayId === followedId),
    );
    const lost = outOfReach({
      sought,
      followedUntil: followed?.sequence ?? null,
      followedId,
      isFailing: (id, forMs) => pathways.isFailing(id, forMs),
      positionSeconds,
      targetDurationSeconds,
    });
    for (const sequence of lost) abandon(sequence, 'expired');
  };

  return {
    state,
    held(sequence) {
      const entry = entries.get(sequence);
      return entry?.kind === 'held' ? entry.segment : null;
    },
    pump({ sequence, positionSeconds, aheadSeconds }) {
      if (signal.aborted) return;
      neededFrom = sequence;
      playheadSeconds = positionSeconds;
      for (const [fetching, entry] of entries) {
        if (fetching < sequence && entry.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
      }
      const slots = slotsFrom(sequence);
      useSpares(slots, positionSeconds);
      const throughputBps = context.throughput.bitsPerSecond(context.clock.now());
      abandonOtherTracks(slots);
      abandonLate(slots, positionSeconds, throughputBps);
      leaveLongGone(slots);
      leaveUnreachable(slots, positionSeconds);
      const preferred = options.renditionId();
      const plan = planFetches({
        slots: plannedSlots(),
        neededFrom,
        aheadSeconds,
        maxInFlight: transfersAtOnce(
          throughputBps,
          preferred === null ? null : options.bandwidthBps(preferred),
          MAX_FETCHING,
        ),
      });
      for (const planned of plan) {
        const slot = slotOf(slots, planned);
        // Settling one slot at once (a declared gap) pumps again from within: what that began is not begun twice.
        if (slot === undefined || entries.has(planned)) continue;
        const sources = sourcesOf(slot);
        const mayWait =
          slot.startSeconds - positionSeconds > OTHER_TRACK_SECONDS &&
          sources.length > 0 &&
          !sources.some(({ renditionId }) => isOfTrack(renditionId));
        if (!mayWait) void fetchSlot(slot);
      }
    },
    letGo(sequence, where) {
      const entry = entries.get(sequence);
      if (entry?.kind !== 'held') return;
      const segment = { ...entry.segment, body: null };
      entries.set(sequence, { kind: 'held', lost: where === 'lost', segment });
    },
    async restore(sequence) {
      const entry = entries.get(sequence);
      if (entry?.kind !== 'held') return null;
      const { segment } = entry;
      if (segment.body !== null) return segment.body;
      let restoring = restored.get(sequence);
      if (restoring === undefined) {
        restoring = fetchAnew(sequence, segment).finally(() => restored.delete(sequence));
        restored.set(sequence, restoring);
      }
      return restoring;
    },
    forget,
    forgetUnlisted() {
      for (const [sequence, entry] of entries) {
        const isLost = entry.kind === 'held' && entry.lost;
        if (isLost || (entry.kind === 'gap' && entry.reason === 'passed-over')) entries.delete(sequence);
      }
    },
    async fetchBeside(sequence, renditionId, besideSignal) {
      const slot = slotOf(options.slots(), sequence);
      const wanted = slot && sourcesOf(slot).find((source) => source.renditionId === renditionId);
      if (slot === undefined || wanted === undefined) return null;
      const either = AbortSignal.any([signal, besideSignal]);
      // Behind the playlist: what is heard meanwhile goes on.
      return loadSegment(loading, slot, wanted, {
        signal: either,
        priority: () => 'segment',
      }).segment.catch((error: unknown) => {
        if (either.aborted || error instanceof GivenUp) return null;
        throw error;
      });
    },
    replaceFrom(sequence, renditionId, segments) {
      const track = options.trackOf(renditionId);
      const slots = slotsFrom(sequence);
      const fromSeconds = slots[0]?.startSeconds ?? 0;
      const gone: number[] = [];
      for (const slot of slots) {
        const entry = entries.get(slot.sequence);
        const segment = segments.get(slot.sequence);
        const inHand = entry?.kind === 'held' ? entry.segment : null;
        const was = entry?.kind === 'fetching' ? entry.renditionId : inHand?.renditionId;
        if (segment === undefined && (was === undefined || options.trackOf(was) === track)) continue;
        if (inHand !== null) gone.push(slot.sequence);
        if (segment !== undefined) entries.set(slot.sequence, { kind: 'held', lost: false, segment });
        else {
          entries.delete(slot.sequence);
          if (inHand !== null) spares.put(slot, inHand, fromSeconds);
        }
        if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
      }
      return gone;
    },
    forgetBefore(sequence) {
      spares.forgetBefore(sequence);
      for (const known of entries.keys()) if (known < sequence) forget(known);
    },
    giveUp: abandon,
  };
}

class NoLongerNeeded extends Error {
  constructor() {
    super('no longer needed');
  }
}
