/** Part of a resource. */
export interface ByteRange {
  /** Offset of the first byte. */
  readonly start: number;
  /** Number of bytes. */
  readonly length: number;
}

export interface SegmentKey {
  /** `AES-128`, `SAMPLE-AES` or another method as written. */
  readonly method: string;
  /** Absolute. */
  readonly uri: string;
  /** `0x` and 32 hexadecimal digits: as written, or the segment's media sequence number at the origin. */
  readonly iv: string;
  /** `identity` when not written. */
  readonly keyFormat: string;
}

/** A Media Initialization Section. */
export interface SegmentMap {
  /** Absolute. */
  readonly uri: string;
  readonly byteRange: ByteRange | null;
  /** The key that this section itself is encrypted with: the one in force where its tag stood. */
  readonly key: SegmentKey | null;
}

/** One segment with all that the playlist leaves implicit made explicit, so that it keeps its meaning elsewhere. */
export interface MediaSegment {
  /** Media sequence number at the origin. */
  readonly sequence: number;
  /** Discontinuity sequence number at the origin. */
  readonly discontinuitySequence: number;
  /** Absolute. */
  readonly uri: string;
  readonly durationSeconds: number;
  readonly title: string;
  readonly byteRange: ByteRange | null;
  readonly map: SegmentMap | null;
  readonly key: SegmentKey | null;
  /** Milliseconds since the epoch of the segment's first sample: written or extrapolated; null when not known. */
  readonly programDateTimeMs: number | null;
  /** Declared missing by the origin (EXT-X-GAP): not to be asked for. */
  readonly gap: boolean;
  /** EXT-X-BITRATE, kilobits per second; null when not written or not applicable. */
  readonly bitrateKbps: number | null;
}
