import type { TransferDecision, TransferFailure, TransferResult } from '../network/transfer.ts';
import type { MediaSegment, SegmentKey } from '../hls/media-segment.ts';
import { looksEncrypted, looksLikeInit, looksLikeMedia } from '../hls/media-sniff.ts';
import { nullPacket } from '../hls/null-packet.ts';
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
import { fetchResource, type NetworkContext, type ResourceRequest } from './network-context.ts';
import type { Pathways } from './pathways.ts';
import { missingDelayMs, missingSegmentVerdict } from './patience.ts';
import { indexFrom, slotOf } from './slot-index.ts';
import { sourcesOf, type SlotSource } from './track.ts';

/** Generous for a ten-second segment of uncompressed sound; a body beyond it is not audio of this broadcast. */
const MAX_SEGMENT_BYTES = 32 * 1024 * 1024;
const MAX_INIT_BYTES = 1024 * 1024;
const AES_128_KEY_BYTES = 16;
/** An init section or key that stays missing this many times makes its segment a gap; the next segment asks again. */
const MAX_MISSING_COMPANION = 4;
/** Whoever lets nobody in is asked again after so long where there are others. */
const DENIED_REST_MS = 5 * 60_000;
/** The gate decides how many of these really run; more waiters than its highest limit would only wait. */
const MAX_FETCHING = 4;

/** A segment in hand with everything that the decoder needs for it. */
export interface HeldSegment {
  /** Null while it is not in memory. */
  readonly body: Uint8Array | null;
  readonly bytes: number;
  readonly pathwayId: string;
  readonly renditionId: string;
  /** Segments of one domain follow each other without a break in their media times; see timeDomain. */
  readonly domain: string;
  readonly source: MediaSegment;
  readonly init: Uint8Array<ArrayBuffer> | null;
  readonly key: Uint8Array | null;
  /** The key of the init section, where that is encrypted. */
  readonly initKey: Uint8Array | null;
}

type Entry =
  | {
      readonly kind: 'fetching';
      readonly renditionId: string;
      received: number;
      total: number | null;
      readonly abort: AbortController;
    }
  | {
      readonly kind: 'held';
      readonly segment: HeldSegment;
      /** It was in hand, and its bytes are nowhere any more. */
      readonly lost: boolean;
    }
  | { readonly kind: 'gap'; readonly reason: GapReason };

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

const wanted: SlotState = { kind: 'wanted' };
const inHand: SlotState = { kind: 'held' };
const begun: SlotState = { kind: 'fetching', fraction: 0 };

export function createSegmentSource(options: SegmentSourceOptions): SegmentSource {
  const { context, pathways, signal } = options;
  const entries = new Map<number, Entry>();
  const companions = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  /** What is being fetched once more, by sequence number. */
  const restored = new Map<number, Promise<Uint8Array | null>>();
  let neededFrom = 0;

  const state = (sequence: number): SlotState => {
    const entry = entries.get(sequence);
    if (entry === undefined) return wanted;
    switch (entry.kind) {
      case 'fetching':
        return {
          kind: 'fetching',
          fraction: entry.total === null || entry.total === 0 ? 0 : Math.min(1, entry.received / entry.total),
        };
      case 'held':
        return entry.lost ? begun : inHand;
      case 'gap':
        return entry;
    }
  };

  const slotsFrom = (sequence: number) => options.slots().slice(indexFrom(options.slots(), sequence));

  const plannedSlots = (): PlannedSlot[] =>
    slotsFrom(neededFrom).map((slot) => ({
      sequence: slot.sequence,
      startSeconds: slot.startSeconds,
      durationSeconds: slot.durationSeconds,
      state: state(slot.sequence).kind,
    }));

  const settle = (sequence: number, entry: Entry) => {
    entries.set(sequence, entry);
    options.onChange(true);
  };

  /** For ever: the whole stream as long as nothing else could be had, else this one segment. */
  const giveUp = (sequence: number, problem: StreamProblem) => {
    if (![...entries.values()].some(({ kind }) => kind === 'held')) options.onUnplayable(problem);
    settle(sequence, { kind: 'gap', reason: 'missing' });
  };

  /** An init section or key: shared by many segments, fetched once, forgotten if it cannot be had. */
  const companion = (
    name: string,
    load: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const known = companions.get(name);
    if (known !== undefined) return known;
    const loading = load();
    companions.set(name, loading);
    loading.catch(() => companions.delete(name));
    return loading;
  };

  const bodyOrThrow = (result: TransferResult): Uint8Array<ArrayBuffer> => {
    if (result.kind === 'ok') return result.body;
    throw new GivenUp(result.failure.kind === 'denied' ? result.failure.status : null);
  };

  const companionDecision = ({ kind, attempt, pathwayId }: TransferFailure): TransferDecision => {
    // Its segments will come from elsewhere, each with its own.
    const hasMoved = pathways.currentId() !== pathwayId && attempt > 1;
    if (kind === 'denied' || hasMoved) return { kind: 'give-up' };
    if (kind !== 'not-found') return { kind: 'retry' };
    return attempt >= MAX_MISSING_COMPANION
      ? { kind: 'give-up' }
      : {
          kind: 'retry',
          afterMs: missingDelayMs(options.targetDurationSeconds(), context.random),
        };
  };

  const initOf = (
    { segment, pathwayId, renditionId }: SlotSource,
    slot: Slot,
  ): Promise<Uint8Array<ArrayBuffer>> | null => {
    const { map } = segment;
    // An encoder that was restarted writes another init section to the same address.
    const era = `${pathwayId} ${renditionId} ${slot.run}.${segment.discontinuitySequence}`;
    if (map === null) return null;
    const range = map.byteRange;
    return companion(
      `init ${era} ${addressOfInit(map.uri, segment.uri)} ${range === null ? '' : `${range.start}+${range.length}`}`,
      () =>
        fetchResource(context, {
          what: 'init',
          choose: () => ({ gate: pathways.gate(pathwayId), url: map.uri, pathwayId }),
          ...(range === null ? {} : { byteRange: range }),
          priority: () => 'segment-soonest',
          maxBytes: MAX_INIT_BYTES,
          signal,
          // An encrypted init section looks like nothing.
          check: (body) => (map.key !== null || looksLikeInit(body) ? null : 'no initialization section'),
          onFailure: companionDecision,
        })
          .then(bodyOrThrow)
          // Once for all its segments: the player knows an init section by its being the same bytes.
          .then((init) => (map.key === null ? (withoutVideo(init) ?? init) : init)),
    );
  };

  const keyBytes = (key: SegmentKey | null, pathwayId: string): Promise<Uint8Array<ArrayBuffer>> | null => {
    if (key === null) return null;
    return companion(`key ${key.uri}`, () =>
      fetchResource(context, {
        what: 'key',
        choose: () => ({ gate: pathways.gate(pathwayId), url: key.uri, pathwayId }),
        priority: () => 'segment-soonest',
        maxBytes: MAX_INIT_BYTES,
        signal,
        check: (body) =>
          body.byteLength === AES_128_KEY_BYTES ? null : `a key of ${body.byteLength} bytes instead of 16`,
        onFailure: companionDecision,
      }).then(bodyOrThrow),
    );
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

  /**
   * What stands for an init section where the media has none: hls.js begins to read anew, sample rate and all, only
   * where that changes. Without it another rendition in TS or packed audio is decoded with the numbers of the one
   * before: silence, or another pitch.
   */
  const standIns = new Map<string, Uint8Array<ArrayBuffer>>();
  const standIn = (renditionId: string): Uint8Array<ArrayBuffer> => {
    const packet = standIns.get(renditionId) ?? nullPacket();
    standIns.set(renditionId, packet);
    return packet;
  };

  const isSoonest = (sequence: number) => soonestNeeded(plannedSlots(), neededFrom) === sequence;

  /** Init section and keys; null where there is none. */
  const companionsOf = (source: SlotSource, slot: Slot) => {
    const { segment, pathwayId } = source;
    const all = Promise.all([
      initOf(source, slot),
      keyBytes(segment.key, pathwayId),
      keyBytes(segment.map?.key ?? null, pathwayId),
    ]);
    // Of another pathway in the end: nobody waits for it.
    all.catch(() => undefined);
    return all;
  };

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
    const entry: Entry = { kind: 'fetching', renditionId, received: 0, total: null, abort };
    entries.set(sequence, entry);

    const search = searchSegment(sequence, preferred);
    const first = search.pick([]);
    const early = companionsOf(first, slot);
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
      const bytes = bodyOrThrow(result);
      const source = search.sourceAt(result.kind === 'ok' ? result.pathwayId : first.pathwayId);
      const { segment, pathwayId } = source;
      // Together with the body: whatever is missing at the end, nothing waits for anything else.
      const [init, key, initKey] = await (pathwayId === first.pathwayId ? early : companionsOf(source, slot));
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
          init: init ?? (looksLikeMedia(bytes) === 'fmp4' ? null : standIn(renditionId)),
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
      if (search.gapReason() === null && pathways.currentId() !== first.pathwayId) {
        // Its init section was of a pathway that is followed no more: again, from the one that is.
        entries.delete(sequence);
        options.onChange(true);
        return;
      }
      settle(sequence, { kind: 'gap', reason: search.gapReason() ?? 'missing' });
    }
  };

  /** One segment from whichever pathway has it in this rendition. */
  const searchSegment = (sequence: number, wanted: SlotSource) => {
    const { byteRange } = wanted.segment;
    let missingSinceMs: number | null = null;
    let gapReason: GapReason | null = null;
    const missing = new Set<string>();
    const picked = new Map<string, SlotSource>();
    const slot = () => slotOf(options.slots(), sequence);

    const candidates = (): SlotSource[] => {
      const known = slot();
      // A body that is put together from pieces must be cut from the same places on every pathway.
      const alike = (known === undefined ? [] : sourcesOf(known)).filter(
        ({ renditionId, segment }) =>
          renditionId === wanted.renditionId &&
          segment.byteRange?.start === byteRange?.start &&
          segment.byteRange?.length === byteRange?.length,
      );
      return alike.length > 0 ? alike : [wanted];
    };
    const pick = (beside: readonly string[]): SlotSource => {
      const all = candidates();
      const left = all.filter(({ pathwayId }) => !missing.has(pathwayId));
      const pool = left.length > 0 ? left : all;
      const chosenId = pathways.choose(
        pool.map(({ pathwayId }) => pathwayId),
        beside,
      );
      const source = pool.find(({ pathwayId }) => pathwayId === chosenId) ?? wanted;
      picked.set(source.pathwayId, source);
      return source;
    };
    const sourceAt = (pathwayId: string) => picked.get(pathwayId) ?? wanted;

    const onFailure = (failure: TransferFailure): TransferDecision => {
      const { kind, pathwayId } = failure;
      if (kind !== 'not-found' && kind !== 'denied') {
        missingSinceMs = null;
        return { kind: 'retry' };
      }
      missing.add(pathwayId);
      if (kind === 'denied') pathways.avoid(pathwayId, DENIED_REST_MS);
      if (candidates().some((source) => !missing.has(source.pathwayId))) return { kind: 'retry', afterMs: 0 };
      if (kind === 'denied') return { kind: 'give-up' };
      missing.clear();
      const nowMs = context.clock.now();
      missingSinceMs ??= nowMs;
      const known = slot();
      const verdict = missingSegmentVerdict(
        {
          listed: known !== undefined && options.isListed(known, sourceAt(pathwayId)),
          missingForMs: nowMs - missingSinceMs,
          targetDurationSeconds: options.targetDurationSeconds(),
        },
        context.random,
      );
      if (verdict.kind === 'retry') return verdict;
      gapReason = verdict.reason;
      return { kind: 'give-up' };
    };

    return {
      pick,
      sourceAt,
      gapReason: () => gapReason,
      fetch: (more: Pick<ResourceRequest, 'signal' | 'priority' | 'onProgress'>) =>
        fetchResource(context, {
          what: 'segment',
          choose(_attempt, beside) {
            const { pathwayId, segment } = pick(beside);
            return { gate: pathways.gate(pathwayId), url: segment.uri, pathwayId };
          },
          onMoves: (callback) => pathways.onMoves(callback),
          ...(byteRange === null ? {} : { byteRange }),
          order: () => sequence,
          maxBytes: MAX_SEGMENT_BYTES,
          check: (bytes, _head, pathwayId) =>
            isMedia(sourceAt(pathwayId).segment, bytes) ? null : 'not media',
          onFailure,
          ...more,
        }),
    };
  };

  const fetchAnew = async (sequence: number, segment: HeldSegment): Promise<Uint8Array | null> => {
    const { source, pathwayId, renditionId } = segment;
    const from: SlotSource = { pathwayId, renditionId, segment: source };
    const slot = slotOf(options.slots(), sequence);
    const lost: Entry = { kind: 'held', lost: true, segment: { ...segment, body: null } };
    settle(sequence, lost);
    const isToBeHad = slot !== undefined && options.isListed(slot, from);
    const result = isToBeHad
      ? await searchSegment(sequence, from)
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

  return {
    state,
    held(sequence) {
      const entry = entries.get(sequence);
      return entry?.kind === 'held' ? entry.segment : null;
    },
    pump({ sequence, positionSeconds, aheadSeconds }) {
      if (signal.aborted) return;
      neededFrom = sequence;
      for (const [fetching, entry] of entries) {
        if (fetching < sequence && entry.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
      }
      const slots = slotsFrom(sequence);
      const throughputBps = context.throughput.bitsPerSecond(context.clock.now());
      abandonLate(slots, positionSeconds, throughputBps);
      const gone = slots.filter((slot) => !entries.has(slot.sequence) && options.isLongGone(slot));
      for (const slot of gone) entries.set(slot.sequence, { kind: 'gap', reason: 'expired' });
      if (gone.length > 0) options.onChange(true);
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
    giveUp(sequence, reason) {
      const entry = entries.get(sequence);
      if (entry?.kind === 'gap') return null;
      // Settled before the abort: what ends then must find that its place has been taken.
      settle(sequence, { kind: 'gap', reason });
      if (entry?.kind === 'fetching') entry.abort.abort(new NoLongerNeeded());
      return entry?.kind === 'held' ? entry.segment.renditionId : null;
    },
  };
}

/** A query that the segment has as well is a token, which may change with every playlist: it names nothing. */
function addressOfInit(initUri: string, segmentUri: string): string {
  const [path = initUri, query] = initUri.split('?');
  return query !== undefined && segmentUri.endsWith(`?${query}`) ? path : initUri;
}

function isMedia(segment: MediaSegment, bytes: Uint8Array): boolean {
  if (segment.key === null) return looksLikeMedia(bytes) !== null;
  // SAMPLE-AES leaves the container readable; under AES-128 there is only noise to be seen.
  return looksLikeMedia(bytes) !== null || looksEncrypted(bytes);
}

class GivenUp extends Error {
  readonly deniedStatus: number | null;
  constructor(deniedStatus: number | null) {
    super('given up');
    this.deniedStatus = deniedStatus;
  }
}

class NoLongerNeeded extends Error {
  constructor() {
    super('no longer needed');
  }
}
