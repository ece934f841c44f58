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
  edgeSeconds: null,
  edgeAtMs: null,
  programStartMs: null,
  targetDurationSeconds: null,
  lostSeconds: 0,
  throughputBps: null,
  ended: false,
};
