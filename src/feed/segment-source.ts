import type { Gate } from '../network/gate.ts';
import type { TransferDecision, TransferFailure, TransferResult } from '../network/transfer.ts';
import type { MediaSegment, SegmentKey } from '../hls/media-segment.ts';
import { looksEncrypted, looksLikeInit, looksLikeMedia } from '../hls/media-sniff.ts';
import type { Slot } from '../hls/timeline.ts';
import type { GapReason, SlotState } from './feed-snapshot.ts';
import {
  isWorthAbandoning,
  planFetches,
  soonestNeeded,
  transfersAtOnce,
  type PlannedSlot,
} from './fetch-plan.ts';
import { fetchResource, type NetworkContext } from './network-context.ts';
import { missingSegmentVerdict, notStartedDelayMs } from './patience.ts';

/** Generous for a ten-second segment of uncompressed sound; a body beyond it is not audio of this broadcast. */
const MAX_SEGMENT_BYTES = 32 * 1024 * 1024;
const MAX_INIT_BYTES = 1024 * 1024;
const AES_128_KEY_BYTES = 16;
/** An init section or key that stays missing this many times makes its segment a gap; the next segment asks again. */
const MAX_MISSING_COMPANION = 4;
/** The gate decides how many of these really run; more waiters than its highest limit would only wait. */
const MAX_FETCHING = 4;

/** A segment in hand with everything that the decoder needs for it. */
export interface HeldSegment {
  readonly body: Uint8Array;
  readonly renditionId: string;
  readonly source: MediaSegment;
  readonly init: Uint8Array | null;
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
  | { readonly kind: 'held'; readonly segment: HeldSegment }
  | { readonly kind: 'gap'; readonly reason: GapReason };

export interface SegmentSourceOptions {
  readonly context: NetworkContext;
  readonly gate: Gate;
  readonly pathwayId: string;
  readonly signal: AbortSignal;
  /** The timeline's slots in order, as they are now. */
  slots(): readonly Slot[];
  isListed(slot: Slot, renditionId: string): boolean;
  /** No request for it could be answered any more. */
  isLongGone(slot: Slot): boolean;
  renditionId(): string | null;
  /** BANDWIDTH of a rendition, bits per second; null when unknown. */
  bandwidthBps(renditionId: string): number | null;
  targetDurationSeconds(): number;
  /** A slot was settled (held or given up) or made progress. */
  onChange(): void;
  onDenied(status: number): void;
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
  /** Drops everything before `sequence`. */
  forgetBefore(sequence: number): void;
  /** Makes it a gap for good, held or not; returns the rendition in which it was held, if it was. */
  giveUp(sequence: number, reason: GapReason): string | null;
}

const wanted: SlotState = { kind: 'wanted' };

export function createSegmentSource(options: SegmentSourceOptions): SegmentSource {
  const { context, gate, pathwayId, signal } = options;
  const entries = new Map<number, Entry>();
  const companions = new Map<string, Promise<Uint8Array>>();
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
        return { kind: 'held' };
      case 'gap':
        return { kind: 'gap', reason: entry.reason };
    }
  };

  const plannedSlots = (): PlannedSlot[] =>
    options.slots().map((slot) => ({
      sequence: slot.sequence,
      startSeconds: slot.startSeconds,
      durationSeconds: slot.durationSeconds,
      state: state(slot.sequence).kind,
    }));

  const settle = (sequence: number, entry: Entry) => {
    entries.set(sequence, entry);
    options.onChange();
  };

  /** An init section or key: shared by many segments, fetched once, forgotten if it cannot be had. */
  const companion = (name: string, load: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const known = companions.get(name);
    if (known !== undefined) return known;
    const loading = load();
    companions.set(name, loading);
    loading.catch(() => companions.delete(name));
    return loading;
  };

  const bodyOrThrow = (result: TransferResult): Uint8Array => {
    if (result.kind === 'ok') return result.body;
    throw new GivenUp(result.failure.kind === 'denied' ? result.failure.status : null);
  };

  const companionDecision = ({ kind, attempt }: TransferFailure): TransferDecision => {
    if (kind === 'denied') return { kind: 'give-up' };
    if (kind !== 'not-found') return { kind: 'retry' };
    return attempt >= MAX_MISSING_COMPANION
      ? { kind: 'give-up' }
      : {
          kind: 'retry',
          afterMs: notStartedDelayMs(attempt, options.targetDurationSeconds() * 1000, context.random),
        };
  };

  const initOf = (segment: MediaSegment): Promise<Uint8Array> | null => {
    const { map } = segment;
    if (map === null) return null;
    const range = map.byteRange;
    return companion(`init ${map.uri} ${range === null ? '' : `${range.start}+${range.length}`}`, () =>
      fetchResource(context, {
        what: 'init',
        choose: () => ({ gate, url: map.uri, pathwayId }),
        ...(range === null ? {} : { byteRange: range }),
        priority: () => 'segment-soonest',
        maxBytes: MAX_INIT_BYTES,
        signal,
        // An encrypted init section looks like nothing.
        check: (body) => (map.key !== null || looksLikeInit(body) ? null : 'no initialization section'),
        onFailure: companionDecision,
      }).then(bodyOrThrow),
    );
  };

  const keyBytes = (key: SegmentKey | null): Promise<Uint8Array> | null => {
    if (key === null) return null;
    return companion(`key ${key.uri}`, () =>
      fetchResource(context, {
        what: 'key',
        choose: () => ({ gate, url: key.uri, pathwayId }),
        priority: () => 'segment-soonest',
        maxBytes: MAX_INIT_BYTES,
        signal,
        check: (body) =>
          body.byteLength === AES_128_KEY_BYTES ? null : `a key of ${body.byteLength} bytes instead of 16`,
        onFailure: companionDecision,
      }).then(bodyOrThrow),
    );
  };

  const sourceOf = (slot: Slot): { renditionId: string; segment: MediaSegment } | null => {
    const preferred = options.renditionId();
    const source = preferred === null ? undefined : slot.sources.get(preferred);
    if (preferred !== null && source !== undefined) return { renditionId: preferred, segment: source };
    for (const [renditionId, segment] of slot.sources) return { renditionId, segment };
    return null;
  };

  const isSoonest = (sequence: number) => soonestNeeded(plannedSlots(), neededFrom) === sequence;

  const fetchSlot = async (slot: Slot): Promise<void> => {
    const source = sourceOf(slot);
    if (source === null || source.segment.gap) {
      settle(slot.sequence, { kind: 'gap', reason: 'declared' });
      return;
    }
    const { segment, renditionId } = source;
    const abort = new AbortController();
    const slotSignal = AbortSignal.any([signal, abort.signal]);
    const entry: Entry = { kind: 'fetching', renditionId, received: 0, total: null, abort };
    entries.set(slot.sequence, entry);

    let missingSinceMs: number | null = null;
    let gapReason: GapReason = 'missing';
    const init = initOf(segment);
    const key = keyBytes(segment.key);
    const initKey = keyBytes(segment.map?.key ?? null);
    const body = fetchResource(context, {
      what: 'segment',
      choose: () => ({ gate, url: segment.uri, pathwayId }),
      ...(segment.byteRange === null ? {} : { byteRange: segment.byteRange }),
      priority: () => (isSoonest(slot.sequence) ? 'segment-soonest' : 'segment'),
      order: () => slot.sequence,
      maxBytes: MAX_SEGMENT_BYTES,
      signal: slotSignal,
      check: (bytes) => (isMedia(segment, bytes) ? null : 'not media'),
      onFailure(failure) {
        if (failure.kind === 'denied') return { kind: 'give-up' };
        if (failure.kind !== 'not-found') {
          missingSinceMs = null;
          return { kind: 'retry' };
        }
        const nowMs = context.clock.now();
        missingSinceMs ??= nowMs;
        const verdict = missingSegmentVerdict(
          {
            listed: options.isListed(slot, renditionId),
            missingForMs: nowMs - missingSinceMs,
            targetDurationSeconds: options.targetDurationSeconds(),
          },
          context.random,
        );
        if (verdict.kind === 'retry') return verdict;
        gapReason = verdict.reason;
        return { kind: 'give-up' };
      },
      onProgress(received, total) {
        entry.received = received;
        entry.total = total;
        options.onChange();
      },
    }).then(bodyOrThrow);

    try {
      // Together: whatever is missing at the end, nothing waits for anything else (one round trip, not two).
      const [bytes, initBytes, keyValue, initKeyValue] = await Promise.all([body, init, key, initKey]);
      settle(slot.sequence, {
        kind: 'held',
        segment: {
          body: bytes,
          renditionId,
          source: segment,
          init: initBytes,
          key: keyValue,
          initKey: initKeyValue,
        },
      });
    } catch (error) {
      // What the others of the three still do is of no use now.
      await Promise.allSettled([body]);
      if (slotSignal.aborted) {
        if (entries.get(slot.sequence) === entry) entries.delete(slot.sequence);
        return;
      }
      if (!(error instanceof GivenUp)) throw error;
      if (error.deniedStatus !== null) options.onDenied(error.deniedStatus);
      settle(slot.sequence, { kind: 'gap', reason: gapReason });
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
      if (entry?.kind !== 'fetching' || entry.renditionId === preferred || !slot.sources.has(preferred))
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
      const slots = options.slots();
      const throughputBps = context.throughput.bitsPerSecond(context.clock.now());
      abandonLate(slots, positionSeconds, throughputBps);
      const gone = slots.filter(
        (slot) => slot.sequence >= sequence && !entries.has(slot.sequence) && options.isLongGone(slot),
      );
      for (const slot of gone) entries.set(slot.sequence, { kind: 'gap', reason: 'expired' });
      if (gone.length > 0) options.onChange();
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
        const slot = slots.find((candidate) => candidate.sequence === planned);
        // Settling one slot at once (a declared gap) pumps again from within: what that began is not begun twice.
        if (slot !== undefined && !entries.has(planned)) void fetchSlot(slot);
      }
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
