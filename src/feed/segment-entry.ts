import type { MediaSegment } from '../hls/media-segment.ts';
import type { GapReason, SlotState } from './feed-snapshot.ts';

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

/** What has become of a segment that was asked for. */
export type SegmentEntry =
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

const wanted: SlotState = { kind: 'wanted' };
const inHand: SlotState = { kind: 'held' };
const begun: SlotState = { kind: 'fetching', fraction: 0 };

/** How an entry is told; without one nobody has asked for the segment yet. */
export function slotStateOf(entry: SegmentEntry | undefined): SlotState {
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
}
