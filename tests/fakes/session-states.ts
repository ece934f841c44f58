import type { SessionState } from '../../src/session/audio-session.ts';
import type { FeedSnapshot } from '../../src/playback/engine.ts';

type Slot = FeedSnapshot['slots'][number];
type LoadedDocument = Extract<SessionState['broadcast'], { kind: 'loaded' }>['document'];

/** The wall clock of all these states at clock time 0: 20:00 UTC, the announced start. */
export const START_WALL_MS = Date.UTC(2026, 10, 23, 20, 0, 0);

const SEGMENT_SECONDS = 4;
/** Where the playhead stands in the states that have sound. */
const POSITION_SECONDS = 61.5;

const programme: LoadedDocument = {
  version: 1,
  id: 'evening',
  title: 'An Evening About Rockets',
  host: 'Ada Winter',
  scheduledStart: new Date(START_WALL_MS).toISOString(),
  state: 'scheduled',
  pathways: [{ id: 'north', url: 'https://north.example/live.m3u8' }],
};

/** The broadcast document's state in the store. */
export function loaded(changes: Partial<LoadedDocument> = {}): SessionState['broadcast'] {
  return { kind: 'loaded', document: { ...programme, ...changes }, fetchedAtMs: 0 };
}

/** A feed in the middle of the talk: `heldSegments` in hand ahead of the playhead, two on the way, the rest wanted. */
export function following(
  inHandSeconds: number,
  aheadSeconds: number,
  changes: Partial<FeedSnapshot> = {},
  gapAtSeconds: number | null = null,
): FeedSnapshot {
  const edgeSeconds = Math.floor((POSITION_SECONDS + aheadSeconds) / SEGMENT_SECONDS) * SEGMENT_SECONDS;
  const slots = Array.from({ length: edgeSeconds / SEGMENT_SECONDS }, (_, sequence): Slot => {
    const startSeconds = sequence * SEGMENT_SECONDS;
    const beyondSeconds = startSeconds + SEGMENT_SECONDS - (POSITION_SECONDS + inHandSeconds);
    const state: Slot['state'] =
      gapAtSeconds !== null && startSeconds <= gapAtSeconds && gapAtSeconds < startSeconds + SEGMENT_SECONDS
        ? { kind: 'gap', reason: 'missing' }
        : beyondSeconds < SEGMENT_SECONDS / 2
          ? { kind: 'held' }
          : beyondSeconds < SEGMENT_SECONDS * 1.5
            ? { kind: 'fetching', fraction: 0.7 }
            : beyondSeconds < SEGMENT_SECONDS * 2.5
              ? { kind: 'fetching', fraction: 0.2 }
              : { kind: 'wanted' };
    return { sequence, startSeconds, durationSeconds: SEGMENT_SECONDS, state };
  });
  return {
    phase: { kind: 'following' },
    pathwayId: 'north',
    pathwayCount: 1,
    renditions: [
      { id: '24k', bandwidthBps: 27_000, codecs: 'mp4a.40.2' },
      { id: '48k', bandwidthBps: 53_000, codecs: 'mp4a.40.2' },
    ],
    renditionId: '48k',
    slots,
    keptFromSeconds: slots[0]?.startSeconds ?? null,
    seekableFromSeconds: slots[0]?.startSeconds ?? null,
    edgeSeconds,
    edgeAtMs: 0,
    programStartMs: null,
    datedSpans: [],
    targetDurationSeconds: SEGMENT_SECONDS,
    lostSeconds: gapAtSeconds === null ? 0 : SEGMENT_SECONDS,
    audioTracks: [],
    audioTrackId: null,
    audioSwitch: null,
    textTracks: [],
    textTrackId: null,
    transcript: { cues: [], holes: [] },
    dateRanges: [],
    throughputBps: 412_000,
    ended: false,
    ...changes,
  };
}

export function at(inHandSeconds: number, latencySeconds: number | null): SessionState['position'] {
  return { positionSeconds: POSITION_SECONDS, inHandSeconds, latencySeconds };
}

type Trouble = Extract<SessionState['link'], { kind: 'struggling' | 'lost' }>;

/** A link in trouble since half a minute before clock time 0. */
export function trouble(changes: Partial<Trouble> = {}): Trouble {
  return {
    kind: 'struggling',
    sinceMs: -30_000,
    attempts: 7,
    lastFailure: 'overloaded',
    lastStatus: 503,
    lastFailureAtMs: -1000,
    lastOkAtMs: -4000,
    okStreak: 0,
    nextAttemptAtMs: 4000,
    stale: false,
    ...changes,
  };
}

/** Attempts before clock time 0, one for each letter, the newest last: o went well, x failed, - is out. */
export function attempts(pattern: string, everyMs = 2300): SessionState['attempts'] {
  return Array.from(pattern, (letter, index) => ({
    id: index,
    atMs: -(pattern.length - index) * everyMs + (index % 3) * 400,
    outcome: letter === 'o' ? 'ok' : letter === 'x' ? 'failed' : 'pending',
  }));
}
