import { describe, expect, it } from 'vitest';
import { parseBroadcastDocument } from '../../src/broadcast/broadcast-document.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import { joinStatus } from '../../src/session/join-status.ts';
import type { LinkState } from '../../src/session/link-state.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';

const START = Date.parse('2026-11-23T20:00:00Z');

const documentOf = (state: string) => {
  const parsed = parseBroadcastDocument(
    JSON.stringify({
      version: 1,
      id: 'talk',
      title: 'A talk',
      scheduledStart: new Date(START).toISOString(),
      state,
      pathways: [{ id: 'a', url: 'https://origin.example/live.m3u8' }],
    }),
    'https://page.example/broadcast.json',
  );
  if (parsed.kind !== 'ok') throw new Error(parsed.message);
  return parsed.document;
};

const base: SessionState = {
  playback: { kind: 'idle' },
  link: { kind: 'steady' },
  broadcast: { kind: 'loaded', document: documentOf('scheduled'), fetchedAtMs: 0 },
  address: null,
  admission: null,
  programme: 'live',
  output: { volume: 1, muted: false },
  rate: 1,
  feed: null,
  position: { positionSeconds: 0, inHandSeconds: 17.9, latencySeconds: null },
  usualLatencySeconds: null,
  joinedAtSeconds: null,
  resumedAtSeconds: null,
  missed: [],
  pathwaySwitch: null,
  attempts: [],
  attemptCount: 0,
  clockOffsetMs: 0,
  shortcuts: true,
  dataSaver: { on: false, chosen: false },
  theme: 'system',
};
const struggling: LinkState = {
  kind: 'struggling',
  sinceMs: 0,
  attempts: 3,
  lastFailure: 'overloaded',
  lastStatus: 503,
  lastFailureAtMs: 900,
  lastOkAtMs: 0,
  okStreak: 0,
  nextAttemptAtMs: 3_400,
  stale: false,
};
const at = (changes: Partial<SessionState>, wallNowMs = START - 60_000) =>
  joinStatus({ ...base, ...changes }, 1_000, wallNowMs);

describe('joinStatus', () => {
  it('before the press it tells where the broadcast stands', () => {
    expect(at({})).toEqual({ kind: 'ready', phase: 'scheduled' });
    expect(at({}, START + 1)).toEqual({ kind: 'ready', phase: 'late' });
    expect(at({ broadcast: { kind: 'loaded', document: documentOf('live'), fetchedAtMs: 0 } })).toEqual({
      kind: 'ready',
      phase: 'live',
    });
    expect(at({ broadcast: { kind: 'none' } })).toEqual({ kind: 'ready', phase: 'unknown' });
  });

  it('uses the clock of the host, not of the computer', () => {
    expect(at({ clockOffsetMs: 120_000 }, START - 60_000)).toEqual({ kind: 'ready', phase: 'late' });
  });

  it('waiting is normal while the link is steady, and honest when it is not', () => {
    expect(at({ playback: { kind: 'waiting' } })).toEqual({
      kind: 'waiting',
      phase: 'scheduled',
      trouble: null,
    });
    expect(at({ playback: { kind: 'waiting' }, link: struggling })).toMatchObject({
      kind: 'waiting',
      trouble: { failure: 'overloaded', status: 503, attempts: 3, nextTrySeconds: 3 },
    });
  });

  it('a document that says live while the stream is missing leaves the waiting unexplained, not wrong', () => {
    const broadcast = { kind: 'loaded', document: documentOf('live'), fetchedAtMs: 0 } as const;
    expect(at({ playback: { kind: 'waiting' }, broadcast })).toMatchObject({ phase: 'unknown' });
  });

  it('sound with a struggling link counts what is in hand, rounded down', () => {
    expect(at({ playback: { kind: 'playing' } })).toEqual({ kind: 'listening' });
    expect(at({ playback: { kind: 'playing' }, link: struggling })).toMatchObject({
      kind: 'listening-in-trouble',
      inHandSeconds: 17,
    });
    expect(at({ playback: { kind: 'playing' }, link: { kind: 'offline', sinceMs: 0 } })).toEqual({
      kind: 'listening-offline',
      inHandSeconds: 17,
    });
  });

  it('the origin no longer matters once everything is in hand', () => {
    const feed = { ...emptyFeedSnapshot, phase: { kind: 'complete' } as const };
    expect(at({ playback: { kind: 'playing' }, link: struggling, feed })).toEqual({ kind: 'listening' });
  });

  it.each(['waiting', 'joining', 'rebuffering'] as const)('%s without a network is offline', (kind) => {
    expect(at({ playback: { kind }, link: { kind: 'offline', sinceMs: 0 } })).toEqual({ kind: 'offline' });
  });

  it('a playlist that stands still is told as such, unless the newest answer was none', () => {
    const stale = { ...struggling, stale: true, okStreak: 1 };
    expect(at({ playback: { kind: 'playing' }, link: stale })).toMatchObject({
      kind: 'listening-in-trouble',
      trouble: { failure: 'stale' },
    });
    expect(at({ playback: { kind: 'playing' }, link: { ...stale, okStreak: 0 } })).toMatchObject({
      trouble: { failure: 'overloaded' },
    });
  });

  it('the next try is never in the past', () => {
    const overdue = { ...struggling, nextAttemptAtMs: 10 };
    expect(at({ playback: { kind: 'rebuffering' }, link: overdue })).toMatchObject({
      kind: 'rebuffering',
      trouble: { nextTrySeconds: 0 },
    });
  });

  it('a refusal is told as such, other problems by their name, and a wrong address before everything', () => {
    const denied = { kind: 'failed', problem: { kind: 'denied', status: 451 } } as const;
    expect(at({ playback: denied })).toEqual({ kind: 'denied', status: 451 });
    expect(at({ playback: { kind: 'failed', problem: { kind: 'no-audio' } } })).toEqual({
      kind: 'failed',
      problem: { kind: 'no-audio' },
    });
    const problem = { kind: 'invalid-url', url: 'nonsense' } as const;
    expect(at({ playback: { kind: 'playing' }, address: problem })).toEqual({
      kind: 'address-problem',
      problem,
    });
  });

  it.each(['paused', 'blocked'] as const)('%s is said plainly', (kind) => {
    expect(at({ playback: { kind }, link: struggling })).toEqual({ kind });
  });

  it('an end tells whether its recording is here', () => {
    const document = documentOf('ended');
    const ended = (replay: { url: string } | undefined) =>
      at({
        playback: { kind: 'ended' },
        broadcast: { kind: 'loaded', document: { ...document, replay }, fetchedAtMs: 0 },
      });
    expect(ended(undefined)).toEqual({ kind: 'ended', replay: false });
    expect(ended({ url: 'https://page.example/replay.m3u8' })).toEqual({ kind: 'ended', replay: true });
  });

  it('whoever is held is told so, unless their own device is the reason', () => {
    const held = { playback: { kind: 'waiting' }, admission: { kind: 'due', atMs: 3_500 } } as const;
    expect(at(held)).toEqual({ kind: 'held', percent: 100, dueSeconds: 3 });
    expect(at({ ...held, admission: { kind: 'due', atMs: 400 } })).toMatchObject({ dueSeconds: 0 });
    expect(at({ ...held, link: { kind: 'offline', sinceMs: 0 } })).toEqual({ kind: 'offline' });
    expect(at({ ...held, admission: { kind: 'closed' } })).toEqual({ kind: 'closed', pressed: true });
    expect(at({ ...held, admission: { kind: 'in', draw: null } })).toMatchObject({ kind: 'waiting' });
  });
});
