import { looksLikeMedia } from '../hls/media-sniff.ts';
import type { Slot } from '../hls/timeline.ts';
import { withoutVideo } from '../hls/without-video.ts';
import { bodyOrGivenUp, type Companions } from './companions.ts';
import type { GapReason } from './feed-snapshot.ts';
import type { ResourceRequest } from './network-context.ts';
import type { HeldSegment } from './segment-entry.ts';
import { createSegmentSearch, type SegmentSearchOptions } from './segment-search.ts';
import type { SlotSource } from './track.ts';

/** One segment on its way, with everything that the decoder needs for it. */
export interface SegmentLoad {
  /** The pathway that was asked first. */
  readonly firstPathwayId: string;
  /** Why it can never be had; null while that is not known. */
  gapReason(): GapReason | null;
  /** Null when there is no sound in it. Rejects with GivenUp, or with the signal's reason. */
  readonly segment: Promise<HeldSegment | null>;
}

export interface SegmentLoadOptions {
  readonly searching: SegmentSearchOptions;
  readonly companions: Companions;
  domainOf(source: SlotSource): string;
}

export function loadSegment(
  options: SegmentLoadOptions,
  slot: Slot,
  wanted: SlotSource,
  more: Pick<ResourceRequest, 'signal' | 'priority' | 'onProgress'>,
): SegmentLoad {
  const { searching, companions } = options;
  const { renditionId } = wanted;
  const search = createSegmentSearch(searching, slot.sequence, wanted);
  const first = search.pick([]);
  const early = companions.of(first, slot);

  const load = async (): Promise<HeldSegment | null> => {
    const result = await search.fetch(more);
    const bytes = bodyOrGivenUp(result);
    const source = search.sourceAt(result.kind === 'ok' ? result.pathwayId : first.pathwayId);
    const { segment, pathwayId } = source;
    // Together with the body: whatever is missing at the end, nothing waits for anything else.
    const [init, key, initKey] = await (pathwayId === first.pathwayId ? early : companions.of(source, slot));
    more.signal.throwIfAborted();
    // What is encrypted is opened by the player only: its picture stays in.
    const sound = segment.key === null ? withoutVideo(bytes, init) : bytes;
    if (sound === null) return null;
    const container = segment.key === null ? looksLikeMedia(bytes) : null;
    return {
      body: sound,
      bytes: sound.byteLength,
      pathwayId,
      renditionId,
      domain: `${options.domainOf(source)} ${container ?? ''}`,
      source: segment,
      init: init ?? (looksLikeMedia(bytes) === 'fmp4' ? null : companions.standIn(renditionId)),
      key,
      initKey,
    };
  };
  return { firstPathwayId: first.pathwayId, gapReason: () => search.gapReason(), segment: load() };
}
