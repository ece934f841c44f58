import type { SessionState } from '../../../src/session/audio-session.ts';
import type { FeedSnapshot } from '../../../src/playback/engine.ts';
import { attempts, following, loaded, START_WALL_MS } from '../session-states.ts';

type State = Partial<SessionState>;
type DateRange = FeedSnapshot['dateRanges'][number];
type Slot = FeedSnapshot['slots'][number];

/** Slots from `fromSeconds` to `toSeconds`; what `stateAt` says of each moment. */
export function slotsBetween(
  fromSeconds: number,
  toSeconds: number,
  stateAt: (seconds: number) => Slot['state'],
): readonly Slot[] {
  const first = Math.floor(fromSeconds / 4);
  return Array.from({ length: Math.ceil(toSeconds / 4) - first }, (_, index) => {
    const sequence = first + index;
    return {
      sequence,
      startSeconds: sequence * 4,
      durationSeconds: 4,
      state: stateAt(sequence * 4),
    };
  });
}

export function chapters(entries: readonly (readonly [startSeconds: number, title: string])[]): DateRange[] {
  return entries.map(([startSeconds, title], index) => ({
    id: `c${index}`,
    startSeconds,
    endSeconds: entries[index + 1]?.[0] ?? null,
    title,
  }));
}

const live: State = {
  playback: { kind: 'playing' },
  usualLatencySeconds: 26,
  joinedAtSeconds: 0,
  attempts: attempts('oooooooooo-', 2100),
  attemptCount: 288,
};

const POSITION_SECONDS = 903;
const EDGE_SECONDS = 1040;

/** In the middle of a long evening: an hour is listed, a quarter of it is kept. */
const longFeed: FeedSnapshot = {
  ...following(0, 0),
  slots: slotsBetween(POSITION_SECONDS - 60, EDGE_SECONDS, (seconds) =>
    seconds >= 860 && seconds < 872
      ? { kind: 'gap', reason: 'expired' }
      : seconds < POSITION_SECONDS + 70
        ? { kind: 'held' }
        : seconds < POSITION_SECONDS + 78
          ? { kind: 'fetching', fraction: 0.5 }
          : { kind: 'wanted' },
  ),
  keptFromSeconds: 0,
  seekableFromSeconds: -420,
  edgeSeconds: EDGE_SECONDS,
  programStartMs: START_WALL_MS + 1_960_000,
};
const longPosition = { positionSeconds: POSITION_SECONDS, inHandSeconds: 70, latencySeconds: 141 };

export const listeningBehind: State = {
  ...live,
  broadcast: loaded({ state: 'live' }),
  feed: longFeed,
  position: longPosition,
};

export const listeningMarked: State = {
  ...listeningBehind,
  joinedAtSeconds: 820,
  feed: {
    ...longFeed,
    dateRanges: chapters([
      [-300, 'Welcome'],
      [640, 'Why they come back'],
      [934, 'Questions from the audience'],
    ]),
  },
};

export const announced: State = {
  ...listeningMarked,
  broadcast: loaded({
    state: 'live',
    announcements: [
      {
        id: 'a1',
        at: new Date(START_WALL_MS + 1_960_000 + 880_000).toISOString(),
        level: 'info',
        text: { en: 'Questions are taken now.', de: 'Jetzt können Sie Fragen stellen.' },
      },
    ],
  }),
};

const RECORDING_SECONDS = 3720;

/** A recording at 12:40. */
export const replay: State = {
  playback: { kind: 'playing' },
  programme: 'replay',
  broadcast: loaded({ state: 'ended', replay: { url: 'https://north.example/replay.m3u8' } }),
  feed: {
    ...following(0, 0),
    slots: slotsBetween(700, RECORDING_SECONDS, (seconds) =>
      seconds < 860 ? { kind: 'held' } : { kind: 'wanted' },
    ),
    keptFromSeconds: 700,
    seekableFromSeconds: 0,
    edgeSeconds: RECORDING_SECONDS,
    ended: true,
  },
  position: { positionSeconds: 760, inHandSeconds: 100, latencySeconds: null },
  resumedAtSeconds: 742,
  missed: [
    { startSeconds: 0, endSeconds: 95 },
    { startSeconds: 1210, endSeconds: 1330 },
    { startSeconds: 2404, endSeconds: 2429 },
  ],
  attempts: attempts('oooo', 2100),
  attemptCount: 12,
};

export const chaptered: State = {
  ...replay,
  resumedAtSeconds: null,
  missed: [],
  feed: {
    ...following(0, 0),
    ...replay.feed,
    dateRanges: chapters([
      [0, 'Welcome'],
      [210, 'A rocket that lands'],
      [700, 'What it costs'],
      [1560, 'Questions from the audience'],
      [1690, 'A question about the Moon'],
      [3300, 'Thanks and good night'],
    ]),
  },
};

export const replayEnded: State = {
  ...chaptered,
  playback: { kind: 'ended' },
  position: { positionSeconds: RECORDING_SECONDS, inHandSeconds: 0, latencySeconds: null },
};

export const manyMarks: State = {
  ...chaptered,
  feed: {
    ...following(0, 0),
    ...replay.feed,
    dateRanges: chapters(Array.from({ length: 200 }, (_, index) => [index * 18, `Question ${index + 1}`])),
  },
};
