import { describe, expect, it } from 'vitest';
import type { FeedEvent } from '../../src/playback/engine.ts';
import type { PlaybackState } from '../../src/session/playback-state.ts';
import {
  maySendReports,
  nextMarks,
  type PlaybackMarks,
  playerState,
  problemEvent,
  reportsUrl,
  responseEvent,
} from '../../src/session/report-state.ts';
import { silentState } from '../fakes/fake-session.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';
import { loaded, trouble } from '../fakes/session-states.ts';

const URL_OF_REPORTS = 'https://collector.example/v1/reports';
const reports = { url: URL_OF_REPORTS, sampleRate: 0.5 };

describe('reportsUrl', () => {
  it.each([
    { name: 'no document', broadcast: { kind: 'none' } as const, url: null },
    { name: 'a document without reports', broadcast: loaded(), url: null },
    { name: 'reports', broadcast: loaded({ reports }), url: URL_OF_REPORTS },
    { name: 'degrade 0', broadcast: loaded({ reports, degrade: 0 }), url: URL_OF_REPORTS },
    { name: 'degrade 1', broadcast: loaded({ reports, degrade: 1 }), url: null },
    { name: 'degrade 4', broadcast: loaded({ reports, degrade: 4 }), url: null },
  ])('$name: $url', ({ broadcast, url }) => {
    expect(reportsUrl(broadcast, 0.49)).toBe(url);
    expect(reportsUrl(broadcast, 0.5)).toBeNull();
  });
});

describe('playerState', () => {
  it.each<[PlaybackState['kind'], string]>([
    ['waiting', 'w'],
    ['joining', 's'],
    ['playing', 'p'],
    ['rebuffering', 'r'],
    ['paused', 'a'],
    ['blocked', 'a'],
    ['ended', 'e'],
    ['failed', 'f'],
  ])('%s is %s', (playback, state) => {
    expect(playerState(playback, null)).toBe(state);
    expect(playerState(playback, 'q')).toBe(state);
  });

  it('says nothing before the first press, and quits after it', () => {
    expect(playerState('idle', null)).toBeNull();
    expect(playerState('idle', 's')).toBe('q');
    expect(playerState('idle', 'q')).toBe('q');
  });
});

describe('nextMarks', () => {
  type Step = readonly [PlaybackState['kind'], atMs: number];
  function follow(steps: readonly Step[]) {
    let marks: PlaybackMarks = { kind: 'idle', sinceMs: 0, joinTimeMs: null };
    const starved: number[] = [];
    for (const [kind, atMs] of steps) {
      const next = nextMarks(marks, kind, atMs);
      marks = next.marks;
      if (next.starvedMs !== null) starved.push(next.starvedMs);
    }
    return { joinTimeMs: marks.joinTimeMs, starved };
  }

  it.each<{ name: string; steps: Step[]; joinTimeMs: number | null; starved: number[] }>([
    {
      name: 'from the press',
      steps: [
        ['joining', 1000],
        ['playing', 3500],
      ],
      joinTimeMs: 2500,
      starved: [],
    },
    {
      name: 'from the end of the waiting',
      steps: [
        ['joining', 1000],
        ['waiting', 1100],
        ['joining', 60_000],
        ['playing', 61_000],
      ],
      joinTimeMs: 1000,
      starved: [],
    },
    {
      name: 'from the press that the browser asked for',
      steps: [
        ['joining', 1000],
        ['blocked', 1500],
        ['joining', 9000],
        ['playing', 9700],
      ],
      joinTimeMs: 700,
      starved: [],
    },
    {
      name: 'of the join that ended in sound',
      steps: [
        ['joining', 1000],
        ['failed', 20_000],
        ['joining', 30_000],
        ['playing', 34_000],
      ],
      joinTimeMs: 4000,
      starved: [],
    },
    {
      name: 'of the first sound only',
      steps: [
        ['joining', 0],
        ['playing', 500],
        ['ended', 900],
        ['joining', 1000],
        ['playing', 9000],
      ],
      joinTimeMs: 500,
      starved: [],
    },
    {
      name: 'not before there is sound',
      steps: [
        ['joining', 0],
        ['failed', 900],
      ],
      joinTimeMs: null,
      starved: [],
    },
    {
      name: 'not of a sound whose join nobody saw',
      steps: [
        ['blocked', 1000],
        ['playing', 9000],
      ],
      joinTimeMs: null,
      starved: [],
    },
    {
      name: 'nothing new in the same state',
      steps: [
        ['joining', 0],
        ['joining', 400],
        ['playing', 900],
      ],
      joinTimeMs: 900,
      starved: [],
    },
    {
      name: 'every rebuffering by itself, however it ends',
      steps: [
        ['joining', 0],
        ['playing', 1000],
        ['rebuffering', 5000],
        ['playing', 7000],
        ['rebuffering', 8000],
        ['paused', 8500],
      ],
      joinTimeMs: 1000,
      starved: [2000, 500],
    },
  ])('$name', ({ steps, joinTimeMs, starved }) => {
    expect(follow(steps)).toEqual({ joinTimeMs, starved });
  });
});

describe('problemEvent', () => {
  it('names what failed, and carries nothing that a browser or a host has written', () => {
    expect(problemEvent({ kind: 'media', message: 'PIPELINE_ERROR_DECODE: secret' })).toEqual({
      kind: 'e',
      code: 'media',
      failure: 'media',
    });
    expect(problemEvent({ kind: 'denied', status: 403 })).toMatchObject({
      code: 'denied',
      failure: 'denied',
    });
    expect(problemEvent({ kind: 'player-not-loaded' })).toMatchObject({ failure: 'other' });
  });
});

type Answer = Extract<FeedEvent, { type: 'answer' }>;
const answer: Answer = {
  type: 'answer',
  atMs: 0,
  pathwayId: 'north',
  what: 'segment',
  url: 'https://north.example/7.m4s',
  attempt: 1,
  elapsedMs: 300,
  bytes: 0,
  outcome: 'overloaded',
  status: 503,
};

describe('responseEvent', () => {
  it('is the failed request', () => {
    expect(responseEvent(answer, null)).toEqual({
      kind: 'rr',
      url: 'https://north.example/7.m4s',
      status: 503,
      elapsedMs: 300,
      failure: 'overloaded',
    });
  });

  it.each<{ outcome: Answer['outcome']; phase: 'locating' | 'not-started' | 'following'; told: boolean }>([
    { outcome: 'ok', phase: 'following', told: false },
    { outcome: 'overtaken', phase: 'following', told: false },
    { outcome: 'not-found', phase: 'locating', told: false },
    { outcome: 'not-found', phase: 'not-started', told: false },
    { outcome: 'not-found', phase: 'following', told: true },
    { outcome: 'unreachable', phase: 'locating', told: true },
    { outcome: 'timed-out', phase: 'not-started', told: true },
  ])('$outcome while $phase: $told', ({ outcome, phase, told }) => {
    const event = responseEvent({ ...answer, outcome }, { ...emptyFeedSnapshot, phase: { kind: phase } });
    expect(event !== null).toBe(told);
  });
});

describe('maySendReports', () => {
  const pathways = [
    { id: 'north', url: 'https://north.example/live.m3u8' },
    { id: 'south', url: 'https://south.example:8443/live.m3u8' },
  ];
  const own = 'https://collector.example/v1/reports';
  const shared = 'https://south.example:8443/v1/reports';
  const state = { ...silentState, broadcast: loaded({ pathways }) };

  it.each([
    { link: { kind: 'steady' } as const, url: shared, may: true },
    { link: trouble(), url: own, may: true },
    { link: trouble(), url: shared, may: false },
    { link: trouble({ stale: true }), url: shared, may: false },
    // Another port is another origin.
    { link: trouble(), url: 'https://south.example/v1/reports', may: true },
    { link: { kind: 'denied', status: 403 } as const, url: shared, may: false },
    { link: { kind: 'offline', sinceMs: 0 } as const, url: own, may: false },
  ])('$link.kind, reports to $url: $may', ({ link, url, may }) => {
    expect(maySendReports({ ...state, link }, url)).toBe(may);
  });
});
