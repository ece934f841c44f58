import { describe, expect, it } from 'vitest';
import {
  explain,
  type Beside,
  type Cause,
  type Explanation,
  type Remedy,
} from '../../src/listener/explanation.ts';
import { explanationWords } from '../../src/listener/explanation-words.ts';
import type { EngineProblem } from '../../src/playback/engine.ts';
import type { FailureKind } from '../../src/network/failure.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import { beginHistory, withState, type History, type PathwayTally } from '../../src/session/history.ts';
import { joinStatus } from '../../src/session/join-status.ts';
import { pictured } from '../fakes/gallery/states.ts';
import { silentState } from '../fakes/fake-session.ts';
import { i18nOf } from '../fakes/languages.ts';
import { at, following, loaded, START_WALL_MS, trouble } from '../fakes/session-states.ts';

function explained(
  change: Partial<SessionState>,
  { history = null, secondsAfterStart = 0 }: { history?: History | null; secondsAfterStart?: number } = {},
): Explanation {
  const state = { ...silentState, ...change };
  const status = joinStatus(state, 0, START_WALL_MS + secondsAfterStart * 1000);
  return explain({ state, status, nowMs: 0, history });
}

const live = loaded({ state: 'live' });
const playing = {
  playback: { kind: 'playing' },
  broadcast: live,
  feed: following(18, 23),
  position: at(18, 23),
} as const;
const silence = {
  playback: { kind: 'rebuffering' },
  broadcast: live,
  feed: following(0, 23),
  position: at(0, 40),
} as const;
const muted = { output: { volume: 0.8, muted: true } };
const slow = (seconds: number) => following(seconds, 23, { throughputBps: 20_000 });
const problem = (kind: EngineProblem): Partial<SessionState> => ({
  playback: { kind: 'failed', problem: kind },
});
const FAILURES = [
  'overloaded',
  'not-found',
  'denied',
  'unreachable',
  'timed-out',
  'stalled',
  'truncated',
  'malformed',
] as const satisfies readonly FailureKind[];

interface Row {
  readonly state: Partial<SessionState>;
  readonly secondsAfterStart?: number;
  readonly cause: Cause;
  readonly silent: boolean;
  readonly remedies?: readonly Remedy[];
  readonly beside?: readonly Beside[];
}

const rows: Readonly<Record<string, Row>> = {
  'an address that cannot be read': {
    state: { address: { kind: 'invalid-url', url: 'x' } },
    cause: { kind: 'address', problem: 'invalid-url' },
    silent: false,
    remedies: ['open-without-address'],
  },
  'nothing pressed, nothing known': {
    state: {},
    cause: { kind: 'not-pressed', phase: 'before' },
    silent: false,
    remedies: ['listen'],
  },
  'nothing pressed, muted': {
    state: muted,
    cause: { kind: 'not-pressed', phase: 'before' },
    silent: false,
    remedies: ['listen'],
  },
  'nothing pressed, late': {
    state: { broadcast: loaded() },
    secondsAfterStart: 600,
    cause: { kind: 'not-pressed', phase: 'before' },
    silent: false,
    remedies: ['listen'],
  },
  'nothing pressed, live': {
    state: { broadcast: live },
    cause: { kind: 'not-pressed', phase: 'live' },
    silent: false,
    remedies: ['listen'],
  },
  'nothing pressed, over': {
    state: { broadcast: loaded({ state: 'ended' }) },
    cause: { kind: 'not-pressed', phase: 'ended' },
    silent: false,
    remedies: ['listen'],
  },
  'nothing pressed, recorded': {
    state: { broadcast: loaded({ state: 'ended', replay: { url: 'https://a.example/r.m3u8' } }) },
    cause: { kind: 'not-pressed', phase: 'replay' },
    silent: false,
    remedies: ['listen'],
  },
  'nothing pressed, no programme': {
    state: { broadcast: { kind: 'unreachable' } },
    cause: { kind: 'not-pressed', phase: 'before' },
    silent: false,
    remedies: ['listen'],
    beside: [{ kind: 'no-programme' }],
  },
  'not started': {
    state: { playback: { kind: 'waiting' }, broadcast: loaded() },
    secondsAfterStart: -95,
    cause: { kind: 'not-started' },
    silent: true,
  },
  'not started, and nobody knows when': {
    state: { playback: { kind: 'waiting' } },
    cause: { kind: 'not-started' },
    silent: true,
  },
  late: {
    state: { playback: { kind: 'waiting' }, broadcast: loaded() },
    secondsAfterStart: 2400,
    cause: { kind: 'late' },
    silent: true,
  },
  'late, and muted already': {
    state: { playback: { kind: 'waiting' }, broadcast: loaded(), ...muted },
    secondsAfterStart: 2400,
    cause: { kind: 'late' },
    silent: true,
    remedies: ['unmute'],
    beside: [{ kind: 'muted' }],
  },
  held: {
    state: {
      playback: { kind: 'waiting' },
      admission: { kind: 'held' },
      broadcast: loaded({ state: 'live', admission: 0.4 }),
    },
    cause: { kind: 'held', percent: 40, dueSeconds: null },
    silent: true,
  },
  'held until a moment': {
    state: { playback: { kind: 'waiting' }, admission: { kind: 'due', atMs: 95_000 }, broadcast: live },
    cause: { kind: 'held', percent: 100, dueSeconds: 95 },
    silent: true,
  },
  'closed, not pressed': {
    state: { broadcast: loaded({ state: 'live', degrade: 4 }) },
    cause: { kind: 'closed', pressed: false },
    silent: false,
    remedies: ['listen'],
  },
  'closed, pressed': {
    state: { playback: { kind: 'waiting' }, admission: { kind: 'closed' }, broadcast: live },
    cause: { kind: 'closed', pressed: true },
    silent: true,
  },
  joining: { state: { playback: { kind: 'joining' } }, cause: { kind: 'joining' }, silent: true },
  'joining on a slow line': {
    state: { playback: { kind: 'joining' }, feed: slow(0) },
    cause: { kind: 'slow-line', heard: 'nothing-yet' },
    silent: true,
  },
  'joining on a slow line, timing out': {
    state: { playback: { kind: 'joining' }, feed: slow(0), link: trouble({ lastFailure: 'timed-out' }) },
    cause: { kind: 'slow-line', heard: 'nothing-yet' },
    silent: true,
    remedies: ['try-now'],
  },
  'a slow line that is turned away is turned away': {
    state: { ...silence, feed: slow(0), link: trouble() },
    cause: { kind: 'trouble', failure: 'overloaded', heard: 'silent' },
    silent: true,
    remedies: ['try-now'],
  },
  listening: { state: playing, cause: { kind: 'listening' }, silent: false },
  'listening on a slow line that keeps up': {
    state: { ...playing, feed: slow(18) },
    cause: { kind: 'listening' },
    silent: false,
  },
  'listening far behind': {
    state: { ...playing, position: at(60, 90), usualLatencySeconds: 26 },
    cause: { kind: 'listening' },
    silent: false,
    remedies: ['jump-to-live'],
    beside: [{ kind: 'behind', seconds: 90 }],
  },
  'listening after a gap': {
    state: { ...playing, feed: following(18, 23, { lostSeconds: 12 }) },
    cause: { kind: 'listening' },
    silent: false,
    beside: [{ kind: 'lost', seconds: 12 }],
  },
  muted: { state: { ...playing, ...muted }, cause: { kind: 'muted' }, silent: true, remedies: ['unmute'] },
  'at zero': {
    state: { ...playing, output: { volume: 0, muted: false } },
    cause: { kind: 'volume-zero' },
    silent: true,
    remedies: ['volume-up'],
  },
  'muted and at zero': {
    state: { ...playing, output: { volume: 0, muted: true } },
    cause: { kind: 'muted' },
    silent: true,
    remedies: ['unmute', 'volume-up'],
  },
  'muted in trouble': {
    state: { ...playing, link: trouble(), ...muted },
    cause: { kind: 'muted' },
    silent: true,
    remedies: ['unmute'],
  },
  'muted offline': {
    state: { ...playing, link: { kind: 'offline', sinceMs: -1 }, ...muted },
    cause: { kind: 'muted' },
    silent: true,
    remedies: ['unmute'],
  },
  'muted and silent anyway': {
    state: { ...silence, ...muted },
    cause: { kind: 'refilling' },
    silent: true,
    remedies: ['unmute'],
    beside: [{ kind: 'muted' }],
  },
  'the sound goes on in trouble': {
    state: { ...playing, link: trouble() },
    cause: { kind: 'trouble', failure: 'overloaded', heard: 'goes-on' },
    silent: false,
  },
  'the sound goes on offline': {
    state: { ...playing, link: { kind: 'offline', sinceMs: -1 } },
    cause: { kind: 'offline', heard: 'goes-on' },
    silent: false,
  },
  refilling: { state: silence, cause: { kind: 'refilling' }, silent: true },
  'starved on a slow line': {
    state: { ...silence, feed: slow(0) },
    cause: { kind: 'slow-line', heard: 'silent' },
    silent: true,
  },
  'starved on a slow line, breaking off': {
    state: { ...silence, feed: slow(0), link: trouble({ lastFailure: 'truncated', attempts: 1 }) },
    cause: { kind: 'slow-line', heard: 'silent' },
    silent: true,
  },
  'at a gap': {
    state: { ...silence, feed: following(0, 23, {}, 61) },
    cause: { kind: 'gap' },
    silent: true,
    beside: [{ kind: 'lost', seconds: 4 }],
  },
  'a gap further on is none yet': {
    state: { ...silence, feed: following(0, 23, {}, 72) },
    cause: { kind: 'refilling' },
    silent: true,
    beside: [{ kind: 'lost', seconds: 4 }],
  },
  'nothing new': {
    state: { ...silence, link: trouble({ attempts: 0, lastFailure: null, okStreak: 3, stale: true }) },
    cause: { kind: 'trouble', failure: 'stale', heard: 'silent' },
    silent: true,
  },
  'offline before the sound': {
    state: { playback: { kind: 'joining' }, link: { kind: 'offline', sinceMs: -1 } },
    cause: { kind: 'offline', heard: 'nothing-yet' },
    silent: true,
    remedies: ['try-now'],
  },
  'offline in silence': {
    state: { ...silence, link: { kind: 'offline', sinceMs: -1 } },
    cause: { kind: 'offline', heard: 'silent' },
    silent: true,
    remedies: ['try-now'],
  },
  paused: {
    state: { ...playing, playback: { kind: 'paused' } },
    cause: { kind: 'paused' },
    silent: true,
    remedies: ['listen'],
  },
  blocked: {
    state: { ...playing, playback: { kind: 'blocked' } },
    cause: { kind: 'blocked' },
    silent: true,
    remedies: ['listen'],
  },
  ended: {
    state: { playback: { kind: 'ended' }, broadcast: loaded({ state: 'ended' }) },
    cause: { kind: 'ended', replay: false },
    silent: false,
    remedies: ['listen'],
  },
  'ended, recorded': {
    state: {
      playback: { kind: 'ended' },
      broadcast: loaded({ state: 'ended', replay: { url: 'https://a.example/r.m3u8' } }),
    },
    cause: { kind: 'ended', replay: true },
    silent: false,
    remedies: ['listen'],
  },
  denied: {
    state: { ...problem({ kind: 'denied', status: 403 }), link: { kind: 'denied', status: 403 } },
    cause: { kind: 'denied' },
    silent: true,
    remedies: ['retry'],
  },
  'not a playlist': {
    state: problem({ kind: 'not-a-playlist', url: 'https://a.example/?t=1' }),
    cause: { kind: 'failed', problem: 'not-a-playlist' },
    silent: true,
    remedies: ['retry'],
  },
  'no sound in it': {
    state: problem({ kind: 'no-audio' }),
    cause: { kind: 'failed', problem: 'no-audio' },
    silent: true,
    remedies: ['retry'],
  },
  'an unknown codec': {
    state: problem({ kind: 'codec-not-supported', codecs: ['ac-4'] }),
    cause: { kind: 'failed', problem: 'codec-not-supported' },
    silent: true,
    remedies: ['copy-link'],
  },
  'an old browser': {
    state: problem({ kind: 'browser-not-supported' }),
    cause: { kind: 'failed', problem: 'browser-not-supported' },
    silent: true,
    remedies: ['copy-link'],
  },
  'no player': {
    state: problem({ kind: 'player-not-loaded' }),
    cause: { kind: 'failed', problem: 'player-not-loaded' },
    silent: true,
    remedies: ['retry'],
  },
  'no decoding': {
    state: problem({ kind: 'media', message: 'x' }),
    cause: { kind: 'failed', problem: 'media' },
    silent: true,
    remedies: ['retry'],
  },
  ...Object.fromEntries(
    FAILURES.flatMap((failure): [string, Row][] => [
      [
        `waiting, ${failure}`,
        {
          state: { playback: { kind: 'waiting' }, link: trouble({ lastFailure: failure }) },
          cause: { kind: 'trouble', failure, heard: 'nothing-yet' },
          silent: true,
          remedies: ['try-now'],
        },
      ],
      [
        `joining, ${failure}`,
        {
          state: { playback: { kind: 'joining' }, link: trouble({ lastFailure: failure, attempts: 2 }) },
          cause: { kind: 'trouble', failure, heard: 'nothing-yet' },
          silent: true,
        },
      ],
      [
        `silent, ${failure}`,
        {
          state: { ...silence, link: trouble({ kind: 'lost', lastFailure: failure }) },
          cause: { kind: 'trouble', failure, heard: 'silent' },
          silent: true,
          remedies: ['try-now'],
        },
      ],
    ]),
  ),
};

describe('explain', () => {
  it.each(Object.entries(rows))(
    '%s',
    (_, { state, secondsAfterStart = 0, cause, silent, remedies = [], beside = [] }) => {
      const explanation = explained(state, { secondsAfterStart });
      expect(explanation.cause).toEqual(cause);
      expect(explanation.silent).toBe(silent);
      expect(explanation.remedies).toEqual(remedies);
      expect(explanation.beside).toEqual(beside);
    },
  );

  it('tells when the next try comes, and nothing where none is to come', () => {
    expect(explained({ ...silence, link: trouble({ nextAttemptAtMs: 4200 }) }).nextTrySeconds).toBe(5);
    expect(explained({ ...silence, link: trouble({ nextAttemptAtMs: null }) }).nextTrySeconds).toBe(0);
    expect(explained(silence).nextTrySeconds).toBeNull();
    expect(explained(problem({ kind: 'no-audio' })).nextTrySeconds).toBeNull();
  });

  it('tells since when, by the link or by the history', () => {
    expect(explained({ ...silence, link: trouble({ sinceMs: -30_000 }) }).sinceMs).toBe(-30_000);
    expect(explained({ ...playing, link: { kind: 'offline', sinceMs: -4000 } }).sinceMs).toBe(-4000);
    expect(explained({ ...playing, playback: { kind: 'paused' } }).sinceMs, 'without a history').toBeNull();
    const before = { ...silentState, ...playing };
    const steps: readonly (readonly [number, Partial<SessionState>])[] = [
      [-9000, { playback: { kind: 'paused' } }],
      [-5000, { playback: { kind: 'playing' } }],
      [-2000, muted],
    ];
    let state: SessionState = before;
    let history = beginHistory(before, -20_000);
    for (const [atMs, change] of steps) {
      const next = { ...state, ...change };
      history = withState(history, state, next, atMs);
      state = next;
    }
    expect(explained({ ...playing, ...muted }, { history }).sinceMs).toBe(-2000);
    expect(explained(playing, { history }).sinceMs).toBe(-5000);
    expect(
      explained({ ...playing, playback: { kind: 'ended' } }, { history }).sinceMs,
      'not in the history',
    ).toBeNull();
  });

  it.each<[string, Partial<PathwayTally>, readonly Beside[]]>([
    ['fails', { lastFailedAtMs: -1000 }, [{ kind: 'other-pathway' }]],
    ['failed long ago', { lastFailedAtMs: -61_000, lastOkAtMs: -70_000 }, []],
    ['has recovered', { lastFailedAtMs: -1000, lastOkAtMs: -900 }, []],
  ])('while one pathway %s', (_, north, beside) => {
    const tally = { asked: 9, ok: 4, failed: 5, lastOkAtMs: -9000, lastFailedAtMs: null };
    const pathways = [
      { ...tally, id: 'north', ...north },
      { ...tally, id: 'south', lastOkAtMs: -500 },
    ];
    const began = beginHistory(silentState, -60_000);
    expect(explained(playing, { history: { ...began, pathways } }).beside).toEqual(beside);
    expect(
      explained(playing, { history: { ...began, pathways: pathways.slice(0, 1) } }).beside,
      'the only one',
    ).toEqual([]);
  });

  it('tells of another pathway when one has just been left', () => {
    const pathwaySwitch = { fromId: 'north', toId: 'south', atMs: -25_000 };
    expect(explained({ ...playing, pathwaySwitch }).beside).toEqual([{ kind: 'other-pathway' }]);
    expect(explained({ ...playing, pathwaySwitch: { ...pathwaySwitch, atMs: -61_000 } }).beside).toEqual([]);
  });
});

/** Words that a listener need not know. */
const JARGON =
  /\b(playlist|segment|pathway|rendition|codec|buffer\w*|HTTP|HLS|origin|latency|bitrate|manifest|playback|Playlist|Segment|Puffer\w*|Bitrate|Latenz)\b/;

describe('the explanation in words', () => {
  const all = {
    ...Object.fromEntries(
      Object.entries(rows).map(([name, row]) => [
        name,
        { state: row.state, secondsAfterStart: row.secondsAfterStart ?? 0 },
      ]),
    ),
    ...pictured,
  };
  const now = { nowMs: 0, wallNowMs: START_WALL_MS };

  it.each(Object.entries(all))(
    '%s: plain, in both languages, and says what to do',
    (_, { state, secondsAfterStart }) => {
      const explanation = explained(state, { secondsAfterStart });
      const [english, german] = (['en', 'de'] as const).map((locale) =>
        explanationWords(explanation, i18nOf(locale), now),
      );
      for (const words of [english, german]) {
        if (words === undefined) throw new Error('no words');
        const text = [...words.happening, words.todo, words.since, words.next].join(' ');
        expect(words.happening.length).toBeGreaterThan(0);
        expect(words.happening.length).toBeLessThanOrEqual(4);
        expect(words.todo.length).toBeGreaterThan(5);
        expect(text).not.toMatch(/[{}]|undefined|NaN|https?:/);
        expect(text).not.toMatch(JARGON);
      }
      expect(english?.happening).not.toEqual(german?.happening);
    },
  );

  it('says a different thing for each cause', () => {
    const said = Object.values(rows).map(({ cause, state, secondsAfterStart = 0 }) => [
      JSON.stringify(cause),
      explanationWords(explained(state, { secondsAfterStart }), i18nOf('en'), now)
        .happening.slice(0, 2)
        .join(' '),
    ]);
    const byCause = new Map(said.map(([cause, words]) => [cause, words]));
    // What has a recording is the same before and after; what is closed is closed whether or not one waits.
    const alike = /"replay":true|"phase":"replay"|"pressed":true/;
    const words = [...byCause].filter(([cause = '']) => !alike.test(cause));
    expect(new Set(words.map(([, text]) => text)).size).toBe(words.length);
  });

  it('says since when and how long', () => {
    const explanation = explained({ ...silence, link: trouble({ sinceMs: -125_000 }) });
    const words = explanationWords(explanation, i18nOf('en', 'en-GB'), now);
    expect(words.since).toMatch(/^So since \d\d:57, for 2 minutes\.$/);
    expect(words.next?.replaceAll('\u00a0', ' ')).toBe('Next try in 4 s');
  });
});
