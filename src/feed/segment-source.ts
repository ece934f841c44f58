import { bodyOrGivenUp, createCompanions, GivenUp } from './companions.ts';
import { looksLikeMedia } from '../hls/media-sniff.ts';
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
import { createSegmentSearch, type SegmentSearchOptions } from './segment-search.ts';
import { indexFrom, slotOf } from './slot-index.ts';
import { sourcesOf, type SlotSource } from './track.ts';

/** The gate decides how many of these really run; more waiters than its highest limit would only wait. */
const MAX_FETCHING = 4;

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
  renditionId(): string | null;
  /** BANDWIDTH of a rendition, bits per second; null when unknown. */
  bandwidthBps(renditionId: string): number | null;
  targetDurationSeconds(): number;
  /** A slot was settled (held or given up), or only made progress. */
  onChange(settled: boolean): void;
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
    entries.set(sequence, entry);
    options.onChange(true);
  };

  /** For ever: the whole stream as long as nothing else could be had, else this one segment. */
  const giveUp = (sequence: number, problem: StreamProblem) => {
    if (![...entries.values()].some(({ kind }) => kind === 'held')) options.onUnplayable(problem);
    settle(sequence, { kind: 'gap', reason: 'missing' });
  };

  /** Where the slot can be had in the rendition that is wanted now, or else in another; never empty unless nowhere. */
  const alikeSources = (slot: Slot): SlotSource[] => {
    const all = sourcesOf(slot);
    const preferred = options.renditionId();
    const [first] = all;
    const wantedId = all.some(({ renditionId }) => renditionId === preferred)
      ? preferred
      : first?.renditionId;
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

    const search = createSegmentSearch(searching, sequence, preferred);
    const first = search.pick([]);
    const early = companions.of(first, slot);
    try {
      const result = await search.fetch({
        signal: slotSignal,
        priority: () => (isSoonest(sequence) ? 'segment-soonest' : 'segment'),
        onProgress(received, total) {
          entry.received = received;
          entry.total = total;
          options.onChange(false);
        },
      });
      const bytes = bodyOrGivenUp(result);
      const source = search.sourceAt(result.kind === 'ok' ? result.pathwayId : first.pathwayId);
      const { segment, pathwayId } = source;
      // Together with the body: whatever is missing at the end, nothing waits for anything else.
      const [init, key, initKey] = await (pathwayId === first.pathwayId
        ? early
        : companions.of(source, slot));
      if (entries.get(sequence) !== entry) return;
      // What is encrypted is opened by the player only: its picture stays in.
      const sound = segment.key === null ? withoutVideo(bytes, init) : bytes;
      if (sound === null) {
        giveUp(sequence, { kind: 'no-audio' });
        return;
      }
      const container = segment.key === null ? looksLikeMedia(bytes) : null;
      settle(sequence, {
        kind: 'held',
        lost: false,
        segment: {
          body: sound,
          bytes: sound.byteLength,
          pathwayId,
          renditionId,
          domain: `${options.domainOf(source)} ${container ?? ''}`,
          source: segment,
          init: init ?? (looksLikeMedia(bytes) === 'fmp4' ? null : companions.standIn(renditionId)),
          key,
          initKey,
        },
      });
    } catch (error) {
      if (slotSignal.aborted) {
        if (entries.get(sequence) === entry) entries.delete(sequence);
        return;
      }
      if (!(error instanceof GivenUp)) throw error;
      if (error.deniedStatus !== null) options.onDenied(error.deniedStatus);
      const now = slotOf(options.slots(), sequence) ?? slot;
      const isElsewhere = alikeSources(now).some(({ pathwayId }) => !pathways.isDenied(pathwayId));
      if (search.gapReason() === null && isElsewhere && pathways.currentId() !== first.pathwayId) {
        // Its init section was of a pathway that is followed no more: again, from the one that is.
        entries.delete(sequence);
        options.onChange(true);
        return;
      }
      settle(sequence, { kind: 'gap', reason: search.gapReason() ?? 'missing' });
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
      entries.set(sequence, { kind: 'gap', reason: 'expired' });
      if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
    }
    // Told once: there may be hundreds.
    if (gone.length > 0) options.onChange(true);
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
      const throughputBps = context.throughput.bitsPerSecond(context.clock.now());
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
        if (slot !== undefined && !entries.has(planned)) void fetchSlot(slot);
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
    forgetBefore(sequence) {
      for (const [known, entry] of entries) {
        if (known >= sequence) continue;
        if (entry.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
        entries.delete(known);
      }
    },
    giveUp: abandon,
  };
}

class NoLongerNeeded extends Error {
  constructor() {
    super('no longer needed');
  }
}
