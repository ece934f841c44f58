import type { FeedSnapshot } from '../../src/feed/feed-snapshot.ts';

/** A feed that has just begun; spread it and change what matters. */
export const emptyFeedSnapshot: FeedSnapshot = {
  phase: { kind: 'locating' },
  pathwayId: 'main',
  pathwayCount: 1,
  renditions: [],
  renditionId: null,
  slots: [],
  keptFromSeconds: null,
  seekableFromSeconds: null,
  edgeSeconds: null,
  edgeAtMs: null,
  programStartMs: null,
  datedSpans: [],
  targetDurationSeconds: null,
  lostSeconds: 0,
  throughputBps: null,
  audioTracks: [],
  audioTrackId: null,
  audioSwitch: null,
  textTracks: [],
  textTrackId: null,
  transcript: { cues: [], holes: [] },
  dateRanges: [],
  ended: false,
};
