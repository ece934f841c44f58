import type { KeepingLimits } from '../../src/feed/keeping.ts';
import type { SegmentShelf } from '../../src/feed/segment-shelf.ts';

/**
 * Room for a listener without a decoder: segments are fetched and checked as everywhere, and their bytes are let go as
 * soon as they would go to disk, for nobody ever asks for them. Two or three stay in memory, the rest is only known.
 */
export const forgetfulLimits: KeepingLimits = {
  // Five segments of 4 s at 96 kbit/s: two held, one coming, and what the keeper wants in reserve.
  memoryBytes: 256 * 1024,
  // Three minutes at 96 kbit/s, which is more than is fetched ahead.
  shelfBytes: 2 * 1024 * 1024,
  segments: 64,
};

export const forgetfulShelf: SegmentShelf = {
  put: () => Promise.resolve(true),
  get: () => Promise.resolve(null),
  drop: () => undefined,
  close: () => undefined,
};
