import { looksEncrypted, looksLikeMedia } from '../hls/media-sniff.ts';
import type { MediaSegment } from '../hls/media-segment.ts';
import type { Slot } from '../hls/timeline.ts';
import type { TransferDecision, TransferFailure, TransferResult } from '../network/transfer-request.ts';
import type { GapReason } from './feed-snapshot.ts';
import { fetchResource, type NetworkContext, type ResourceRequest } from './network-context.ts';
import { isHopeless, missingSegmentVerdict } from './patience.ts';
import type { Pathways } from './pathways.ts';
import { sourcesOf, type SlotSource } from './track.ts';

/** Generous for a ten-second segment of uncompressed sound; a body beyond it is not audio of this broadcast. */
const MAX_SEGMENT_BYTES = 32 * 1024 * 1024;

export interface SegmentSearchOptions {
  readonly context: NetworkContext;
  readonly pathways: Pathways;
  /** The slot as it is now: with every playlist there may be more places to have it from. */
  slotAt(sequence: number): Slot | undefined;
  isListed(slot: Slot, source: SlotSource): boolean;
  targetDurationSeconds(): number;
  /** Where the listener is, in seconds of the timeline. */
  playheadSeconds(): number;
}

/** The fetching of one segment, from whichever pathway has it in one rendition. */
export interface SegmentSearch {
  /** Where an attempt would go now; `beside` names pathways that are being asked already. */
  pick(beside: readonly string[]): SlotSource;
  /** What was asked for on that pathway. */
  sourceAt(pathwayId: string): SlotSource;
  /** Why it can never be had; null while that is not known. */
  gapReason(): GapReason | null;
  fetch(more: Pick<ResourceRequest, 'signal' | 'priority' | 'onProgress'>): Promise<TransferResult>;
}

export function createSegmentSearch(
  options: SegmentSearchOptions,
  sequence: number,
  wanted: SlotSource,
): SegmentSearch {
  const { context, pathways } = options;
  const { byteRange } = wanted.segment;
  let missingSinceMs: number | null = null;
  let nonsense: { readonly count: number; readonly sinceMs: number } | null = null;
  let gapReason: GapReason | null = null;
  const missing = new Set<string>();
  const picked = new Map<string, SlotSource>();
  const slot = () => options.slotAt(sequence);

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
    if (kind === 'malformed') {
      nonsense = { count: (nonsense?.count ?? 0) + 1, sinceMs: nonsense?.sinceMs ?? context.clock.now() };
      const forMs = context.clock.now() - nonsense.sinceMs;
      if (isHopeless(nonsense.count, forMs, options.targetDurationSeconds())) {
        gapReason = 'undecodable';
        return { kind: 'give-up' };
      }
    }
    if (kind !== 'not-found' && kind !== 'denied') {
      missingSinceMs = null;
      return { kind: 'retry' };
    }
    missing.add(pathwayId);
    if (kind === 'denied') pathways.deny(pathwayId);
    else pathways.needOthers();
    if (candidates().some((source) => !missing.has(source.pathwayId))) return { kind: 'retry', afterMs: 0 };
    const isDenied = candidates().every((source) => pathways.isDenied(source.pathwayId));
    if (isDenied && pathways.isDeniedEverywhere()) return { kind: 'give-up' };
    missing.clear();
    const nowMs = context.clock.now();
    missingSinceMs ??= nowMs;
    const known = slot();
    const verdict = missingSegmentVerdict(
      {
        listed: known !== undefined && options.isListed(known, sourceAt(pathwayId)),
        missingForMs: nowMs - missingSinceMs,
        targetDurationSeconds: options.targetDurationSeconds(),
        secondsAhead: (known?.startSeconds ?? -Infinity) - options.playheadSeconds(),
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
}

function isMedia(segment: MediaSegment, bytes: Uint8Array): boolean {
  if (segment.key === null) return looksLikeMedia(bytes) !== null;
  // SAMPLE-AES leaves the container readable; under AES-128 there is only noise to be seen.
  return looksLikeMedia(bytes) !== null || looksEncrypted(bytes);
}
