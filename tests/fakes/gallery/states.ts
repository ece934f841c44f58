import type { LaterMessages } from '../../../src/i18n/messages.ts';
import type { SessionState } from '../../../src/session/audio-session.ts';
import type { EngineProblem, FeedSnapshot } from '../../../src/playback/engine.ts';
import { at, attempts, following, loaded, trouble } from '../session-states.ts';
import {
  announced,
  chaptered,
  listeningBehind,
  listeningMarked,
  manyMarks,
  replay,
  replayEnded,
} from './time-states.ts';
import { bothLanguages, transcript } from '../transcripts.ts';

export interface Pictured {
  readonly state: Partial<SessionState>;
  /** Wall clock relative to the announced start, seconds. */
  readonly secondsAfterStart: number;
  /** The buttons that are pressed before one looks, by the words on them. */
  readonly press?: readonly {
    [Key in keyof LaterMessages]: LaterMessages[Key] extends string ? Key : never;
  }[keyof LaterMessages][];
  /** The line is held, this many pixels from where it was taken. */
  readonly draggedPixels?: number;
  /** As the compact player in another page's frame; a name that ends in a size is drawn at that size. */
  readonly embed?: 'paper';
  /** With the explanation open. */
  readonly explained?: boolean;
}

const announcements = [
  {
    id: 'a1',
    at: '2026-11-23T20:18:00Z',
    level: 'warning' as const,
    text: {
      en: 'Our servers are under attack. The talk will begin as soon as enough of you are in.',
      de: 'Unsere Server werden angegriffen. Das Gespräch beginnt, sobald genug von Ihnen dabei sind.',
    },
  },
];

function failed(problem: EngineProblem): Pictured {
  return {
    state: { playback: { kind: 'failed', problem }, broadcast: loaded({ state: 'live' }) },
    secondsAfterStart: 600,
  };
}

function languages(more: Partial<FeedSnapshot>): Pictured {
  return {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      feed: following(26, 30, {
        audioTracks: [
          { id: 'en', name: 'English', language: 'en', isDefault: true },
          {
            id: 'de',
            name: 'Deutsch, gesprochen von Maximiliane Hohenstein-Wittgenburg',
            language: 'de',
            isDefault: false,
          },
          { id: 'fr', name: 'Français', language: 'fr', isDefault: false },
          { id: 'ar', name: 'العربية', language: 'ar', isDefault: false },
        ],
        audioTrackId: 'en',
        ...more,
      }),
      position: at(26, 31),
      usualLatencySeconds: 31,
      attempts: steadyAttempts,
      attemptCount: 40,
    },
    secondsAfterStart: 3000,
  };
}

function reading(changes: Partial<FeedSnapshot>): Pictured {
  return {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      feed: following(18, 23, {
        programStartMs: Date.UTC(2026, 10, 23, 20, 49),
        textTracks: bothLanguages,
        textTrackId: 'en English',
        transcript,
        ...changes,
      }),
      position: at(18, 23.6),
      attempts: steadyAttempts,
      attemptCount: 88,
    },
    secondsAfterStart: 3000,
  };
}

const arabic: FeedSnapshot['transcript'] = {
  cues: [
    {
      id: 'a',
      startSeconds: 50,
      endSeconds: 54,
      speaker: 'أدا',
      text: 'مساء الخير، شكرًا لانتظاركم (HTTP 503)!',
    },
    {
      id: 'b',
      startSeconds: 55,
      endSeconds: 58,
      speaker: 'Björn Ålund',
      text: 'Good evening, and thank you.',
    },
    { id: 'c', startSeconds: 60, endSeconds: 64, speaker: 'أدا', text: 'الصواريخ لا تنتظر من يعدّ.' },
  ],
  holes: [],
};

const steadyAttempts = attempts('oooooooooo-', 2100);
const stormAttempts = attempts('oxoxxoxxoxxxx-x-', 1700);

const plain: Readonly<Record<string, Pictured>> = {
  'ready-unknown': { state: { broadcast: { kind: 'none' } }, secondsAfterStart: 0 },
  'ready-loading': { state: { broadcast: { kind: 'loading' } }, secondsAfterStart: 0 },
  'ready-scheduled': { state: { broadcast: loaded() }, secondsAfterStart: -252 },
  'ready-long-title': {
    state: {
      broadcast: loaded({
        title:
          'Donaudampfschifffahrtsgesellschaft und Straßenbahn: ein Abend über den öffentlichen Verkehr von gestern, heute und übermorgen',
        host: 'Dr. Maximiliane Hohenstein-Wittgenburg und Prof. Karl-Theodor Abendroth',
      }),
    },
    secondsAfterStart: -93_784,
  },
  'ready-late': { state: { broadcast: loaded() }, secondsAfterStart: 18 * 60 },
  'ready-live': { state: { broadcast: loaded({ state: 'live' }) }, secondsAfterStart: 2700 },
  'ready-ended': { state: { broadcast: loaded({ state: 'ended' }) }, secondsAfterStart: 9000 },
  'ready-document-unreachable': { state: { broadcast: { kind: 'unreachable' } }, secondsAfterStart: 0 },
  'ready-document-malformed': {
    state: { broadcast: { kind: 'malformed', message: 'scheduledStart: expected an ISO 8601 time' } },
    secondsAfterStart: 0,
  },
  'waiting-scheduled': {
    state: {
      playback: { kind: 'waiting' },
      broadcast: loaded(),
      attempts: attempts('oooooooo-', 6000),
      attemptCount: 9,
    },
    secondsAfterStart: -95,
  },
  'waiting-late': {
    state: {
      playback: { kind: 'waiting' },
      broadcast: loaded({ announcements }),
      attempts: attempts('oooooooooooo-', 7000),
      attemptCount: 141,
    },
    secondsAfterStart: 41 * 60 + 20,
  },
  'waiting-trouble': {
    state: {
      playback: { kind: 'waiting' },
      link: trouble({ attempts: 12 }),
      broadcast: loaded(),
      attempts: attempts('oxxoxxxoxxxx-', 5000),
      attemptCount: 160,
    },
    secondsAfterStart: 42 * 60,
  },
  'waiting-unknown': {
    state: { playback: { kind: 'waiting' }, attempts: attempts('oooo'), attemptCount: 4 },
    secondsAfterStart: 0,
  },
  held: {
    state: {
      playback: { kind: 'waiting' },
      admission: { kind: 'held' },
      broadcast: loaded({ state: 'live', admission: 0.4, audience: 412_345 }),
    },
    secondsAfterStart: 44 * 60,
  },
  'held-nobody': {
    state: {
      playback: { kind: 'waiting' },
      admission: { kind: 'held' },
      broadcast: loaded({ state: 'late', admission: 0, announcements }),
    },
    secondsAfterStart: 40 * 60,
  },
  'held-spread': {
    state: {
      playback: { kind: 'waiting' },
      admission: { kind: 'due', atMs: 95_000 },
      broadcast: loaded({ state: 'live', joinSpreadSeconds: 180 }),
    },
    secondsAfterStart: 42 * 60,
  },
  closed: {
    state: { broadcast: loaded({ state: 'live', degrade: 4, audience: 1_284_000 }) },
    secondsAfterStart: 50 * 60,
  },
  'closed-pressed': {
    state: {
      playback: { kind: 'waiting' },
      admission: { kind: 'closed' },
      broadcast: loaded({ state: 'live', degrade: 4, audience: 1_284_000 }),
    },
    secondsAfterStart: 50 * 60,
  },
  'ready-replay': {
    state: {
      broadcast: loaded({ state: 'ended', replay: { url: 'https://north.example/replay.m3u8' } }),
    },
    secondsAfterStart: 9000,
  },
  'ended-replay': {
    state: {
      playback: { kind: 'ended' },
      broadcast: loaded({ state: 'ended', replay: { url: 'https://north.example/replay.m3u8' } }),
      feed: following(0, 2, { ended: true, phase: { kind: 'complete' } }),
      position: at(0, null),
      attemptCount: 1730,
    },
    secondsAfterStart: 9000,
  },
  audience: {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live', audience: 412_345, announcements }),
      feed: following(22, 26),
      position: at(22, 26),
      attempts: steadyAttempts,
      attemptCount: 60,
    },
    secondsAfterStart: 2700,
  },
  joining: {
    state: {
      playback: { kind: 'joining' },
      broadcast: loaded({ state: 'live' }),
      attempts: attempts('ooo--', 300),
      attemptCount: 5,
    },
    secondsAfterStart: 2520,
  },
  'joining-trouble': {
    state: {
      playback: { kind: 'joining' },
      link: trouble({ kind: 'lost', lastFailure: 'timed-out', attempts: 21, nextAttemptAtMs: 6000 }),
      broadcast: loaded({ state: 'live' }),
      attempts: attempts('oxoxxxxxxx--', 2600),
      attemptCount: 45,
    },
    secondsAfterStart: 2560,
  },
  listening: {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      feed: following(18, 23),
      position: at(18, 23.6),
      attempts: steadyAttempts,
      attemptCount: 88,
    },
    secondsAfterStart: 3000,
  },
  'captions-offered': reading({ textTrackId: null, transcript: { cues: [], holes: [] } }),
  'captions-read': reading({}),
  'captions-none-yet': reading({ transcript: { cues: [], holes: [] } }),
  'captions-trouble': reading({ transcript: { ...transcript, trouble: 'failing' } }),
  'captions-denied': reading({ transcript: { cues: [], holes: [], trouble: 'denied' } }),
  'captions-right-to-left': reading({
    textTracks: [{ id: 'ar', name: 'العربية', language: 'ar', isDefault: true }],
    textTrackId: 'ar',
    transcript: arabic,
  }),
  'listening-usual': {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      feed: following(52, 56),
      position: at(52, 58),
      usualLatencySeconds: 58,
      attempts: steadyAttempts,
      attemptCount: 61,
    },
    secondsAfterStart: 3000,
  },
  'listening-stale': {
    state: {
      playback: { kind: 'playing' },
      link: trouble({ attempts: 0, lastFailure: null, lastStatus: null, okStreak: 3, stale: true }),
      broadcast: loaded({ state: 'live' }),
      feed: following(22, 24),
      position: at(22, 43),
      usualLatencySeconds: 26,
      attempts: attempts('oooooo-', 5000),
      attemptCount: 140,
    },
    secondsAfterStart: 3000,
  },
  'listening-after-loss': {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({
        state: 'live',
        pathways: [
          { id: 'north', url: 'https://north.example/live.m3u8' },
          { id: 'south', url: 'https://south.example/live.m3u8' },
        ],
      }),
      feed: following(30, 36, { pathwayId: 'south', pathwayCount: 2, lostSeconds: 12 }, 72),
      pathwaySwitch: { fromId: 'north', toId: 'south', atMs: -25_000 },
      position: at(30, 38),
      usualLatencySeconds: 26,
      attempts: steadyAttempts,
      attemptCount: 190,
    },
    secondsAfterStart: 3000,
  },
  'listening-behind': {
    state: {
      usualLatencySeconds: 58,
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      feed: following(61, 140),
      position: at(61, 146),
      attempts: steadyAttempts,
      attemptCount: 288,
    },
    secondsAfterStart: 3000,
  },
  'listening-in-trouble': {
    state: {
      playback: { kind: 'playing' },
      link: trouble(),
      broadcast: loaded({ state: 'live' }),
      feed: following(21, 37, {}, 64),
      position: at(21, 38),
      attempts: stormAttempts,
      attemptCount: 131,
    },
    secondsAfterStart: 3000,
  },
  'listening-lost': {
    state: {
      playback: { kind: 'playing' },
      link: trouble({ kind: 'lost', lastFailure: 'unreachable', attempts: 14, nextAttemptAtMs: 7000 }),
      broadcast: loaded({ state: 'live' }),
      feed: following(6, 41),
      position: at(6, 43),
      attempts: attempts('ooxxoxxxxxxx-', 2600),
      attemptCount: 131,
    },
    secondsAfterStart: 3000,
  },
  'listening-offline': {
    state: {
      playback: { kind: 'playing' },
      link: { kind: 'offline', sinceMs: -4000 },
      broadcast: loaded({ state: 'live' }),
      feed: following(16, 27),
      position: at(16, 29),
      attempts: attempts('ooooxx', 2600),
      attemptCount: 131,
    },
    secondsAfterStart: 3000,
  },
  rebuffering: {
    state: {
      playback: { kind: 'rebuffering' },
      link: trouble({ kind: 'lost', lastFailure: 'stalled', attempts: 33, nextAttemptAtMs: 2000 }),
      broadcast: loaded({ state: 'live' }),
      feed: following(0, 47),
      position: at(0, 52),
      attempts: attempts('oxxxoxxxxx-xxxx-', 2100),
      attemptCount: 177,
    },
    secondsAfterStart: 3000,
  },
  'rebuffering-stale': {
    state: {
      playback: { kind: 'rebuffering' },
      link: trouble({ attempts: 0, lastFailure: null, lastStatus: null, okStreak: 5, stale: true }),
      broadcast: loaded({ state: 'live' }),
      feed: following(0, 2),
      position: at(0, 61),
      usualLatencySeconds: 26,
      attempts: attempts('ooooooo-', 5000),
      attemptCount: 145,
    },
    secondsAfterStart: 3000,
  },
  'rebuffering-growing': {
    state: {
      playback: { kind: 'rebuffering' },
      broadcast: loaded({ state: 'live' }),
      feed: following(8, 44, { lostSeconds: 4 }),
      position: at(8, 46),
      usualLatencySeconds: 26,
      attempts: steadyAttempts,
      attemptCount: 177,
    },
    secondsAfterStart: 3000,
  },
  'rebuffering-steady': {
    state: {
      playback: { kind: 'rebuffering' },
      broadcast: loaded({ state: 'live' }),
      feed: following(1, 22),
      position: at(1, 24),
      attempts: steadyAttempts,
      attemptCount: 177,
    },
    secondsAfterStart: 3000,
  },
  offline: {
    state: {
      playback: { kind: 'rebuffering' },
      link: { kind: 'offline', sinceMs: -40_000 },
      broadcast: loaded({ state: 'live' }),
      feed: following(0, 30),
      position: at(0, 70),
      attemptCount: 177,
    },
    secondsAfterStart: 3000,
  },
  paused: {
    state: {
      playback: { kind: 'paused' },
      broadcast: loaded({ state: 'live' }),
      feed: following(40, 66),
      position: at(40, 68),
      usualLatencySeconds: 26,
      attempts: steadyAttempts,
      attemptCount: 90,
    },
    secondsAfterStart: 3000,
  },
  blocked: {
    state: {
      playback: { kind: 'blocked' },
      broadcast: loaded({ state: 'live' }),
      feed: following(18, 23),
      position: at(18, 23.6),
      attemptCount: 9,
    },
    secondsAfterStart: 2530,
  },
  ended: {
    state: {
      playback: { kind: 'ended' },
      broadcast: loaded({ state: 'ended' }),
      feed: following(0, 2, { ended: true, phase: { kind: 'complete' } }),
      position: at(0, null),
      attemptCount: 1730,
    },
    secondsAfterStart: 9000,
  },
  denied: {
    state: {
      playback: { kind: 'failed', problem: { kind: 'denied', status: 403 } },
      link: { kind: 'denied', status: 403 },
      broadcast: loaded({ state: 'live' }),
      attemptCount: 3,
    },
    secondsAfterStart: 600,
  },
  'failed-not-a-playlist': failed({ kind: 'not-a-playlist', url: 'https://radio.example/live.html' }),
  'failed-no-audio': failed({ kind: 'no-audio' }),
  'failed-codec-not-supported': failed({ kind: 'codec-not-supported', codecs: ['ac-4.02.01.03'] }),
  'failed-browser-not-supported': failed({ kind: 'browser-not-supported' }),
  'failed-player-not-loaded': failed({ kind: 'player-not-loaded' }),
  'failed-media': failed({ kind: 'media', message: 'bufferAppendError' }),
  'address-invalid-url': {
    state: { address: { kind: 'invalid-url', url: 'radio example' } },
    secondsAfterStart: 0,
  },
  'address-unsupported-scheme': {
    state: { address: { kind: 'unsupported-scheme', url: 'rtmp://radio.example/live' } },
    secondsAfterStart: 0,
  },
  'address-origin-not-allowed': {
    state: { address: { kind: 'origin-not-allowed', url: 'https://elsewhere.example/live.m3u8' } },
    secondsAfterStart: 0,
  },
  'languages-chosen': languages({ audioTrackId: 'de' }),
  'languages-switching': languages({ audioSwitch: { toId: 'de', kind: 'switching' } }),
  'languages-unavailable': languages({ audioSwitch: { toId: 'fr', kind: 'unavailable' } }),
  'sheet-settings': {
    state: { broadcast: loaded({ state: 'live' }) },
    secondsAfterStart: 2700,
    press: ['settings.open', 'settings.forget'],
  },
  'sheet-help': {
    state: { broadcast: loaded({ state: 'live' }) },
    secondsAfterStart: 2700,
    press: ['help.open'],
  },
  'sleep-timer': {
    state: {
      playback: { kind: 'playing' },
      broadcast: loaded({ state: 'live' }),
      feed: following(22, 26),
      position: at(22, 26),
      attempts: steadyAttempts,
      attemptCount: 60,
    },
    secondsAfterStart: 2700,
    press: ['settings.open', 'sleep.endOfTalk', 'sheet.close'],
  },
  'time-behind': { state: listeningBehind, secondsAfterStart: 3000 },
  'time-dragging': { state: listeningMarked, secondsAfterStart: 3000, draggedPixels: 90 },
  'time-marks': { state: listeningMarked, secondsAfterStart: 3000 },
  'time-announced': { state: announced, secondsAfterStart: 3000 },
  'time-many-marks': { state: manyMarks, secondsAfterStart: 9000 },
  'time-speed': { state: { ...listeningBehind, rate: 1.5 }, secondsAfterStart: 3000 },
  'time-replay': { state: chaptered, secondsAfterStart: 9000 },
  'time-replay-dragging': { state: chaptered, secondsAfterStart: 9000, draggedPixels: 60 },
  'time-replay-resumed': { state: replay, secondsAfterStart: 9000 },
  'time-replay-ended': { state: replayEnded, secondsAfterStart: 9000 },
};

const embedSizes = ['280x120', '320x160', '480x180', '360x280', '640x420'] as const;
const embedded = [
  'ready-live',
  'waiting-late',
  'listening-in-trouble',
  'failed-codec-not-supported',
  'ready-long-title',
] as const;

function named(name: string): Pictured {
  const picture = plain[name];
  if (picture === undefined) throw new Error(`No state is called ${name}.`);
  return picture;
}

function embeddedStates(): Record<string, Pictured> {
  const states: Record<string, Pictured> = {};
  for (const name of embedded) {
    for (const size of embedSizes) states[`embed-${name}-${size}`] = { ...named(name), embed: 'paper' };
  }
  return states;
}

const mutedListening: Pictured = {
  ...named('listening'),
  state: { ...named('listening').state, output: { volume: 0.8, muted: true } },
};

/** Every state of the listener page, by name. */
export const pictured: Readonly<Record<string, Pictured>> = {
  ...plain,
  ...embeddedStates(),
  'why-overloaded': { ...named('rebuffering'), explained: true },
  'why-late': { ...named('waiting-late'), explained: true },
  'why-held': { ...named('held'), explained: true },
  'why-muted': { ...mutedListening, explained: true },
  'why-offline': { ...named('offline'), explained: true },
  'why-codec': { ...named('failed-codec-not-supported'), explained: true },
  'why-listening': { ...named('listening-after-loss'), explained: true },
};
