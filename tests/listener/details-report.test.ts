import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailsReport } from '../../src/listener/details-report.ts';
import { reportText } from '../../src/listener/report-text.ts';
import { reducedUserAgent } from '../../src/listener/user-agent.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import {
  beginHistory,
  withFeedEvent,
  withMediaFault,
  withState,
  type History,
} from '../../src/session/history.ts';
import { joinStatus } from '../../src/session/join-status.ts';
import { i18nOf } from '../fakes/languages.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, attempts, following, loaded } from '../fakes/session-states.ts';

const page = {
  version: '1.2.3',
  nowMs: 10_000,
  wallNowMs: Date.UTC(2026, 10, 23, 20, 45),
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.8078.108 Safari/537.36',
  language: 'de',
  history: null,
};

describe('detailsReport', () => {
  it('tells what helps to understand a listener’s trouble', () => {
    const report = detailsReport(
      {
        ...silentState,
        playback: { kind: 'playing' },
        broadcast: loaded({ state: 'live' }),
        feed: following(18, 30, {}, 70),
        position: at(18, 31),
        attempts: attempts('ox-', 1000),
        attemptCount: 3,
      },
      { kind: 'listening' },
      page,
    );
    expect(report).toMatchObject({
      holdline: '1.2.3',
      browser: 'Chrome 156, Linux',
      history: null,
      at: '2026-11-23T20:45:00.000Z',
      status: { kind: 'listening' },
      admission: null,
      programme: 'live',
      broadcast: { kind: 'loaded', id: 'evening', state: 'live' },
      feed: {
        pathway: 'north',
        rendition: { bandwidthBps: 53_000 },
        segments: { gap: 1, fetching: 2 },
        gaps: { missing: 1 },
      },
      attemptCount: 3,
      attempts: [{ outcome: 'ok' }, { outcome: 'failed' }, { outcome: 'pending', secondsAgo: 10.2 }],
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('tells no address: a stream’s may carry a token', () => {
    const url = 'https://radio.example/live.m3u8?token=secret';
    const problem = { kind: 'not-a-playlist', url } as const;
    const report = detailsReport(
      { ...silentState, playback: { kind: 'failed', problem }, address: { kind: 'invalid-url', url } },
      { kind: 'failed', problem },
      page,
    );
    expect(JSON.stringify(report)).toContain('not-a-playlist');
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('tells the history: when, how long ago, what failed where', () => {
    const began = beginHistory({ ...silentState, playback: { kind: 'joining' } }, -5000);
    const report = detailsReport(
      silentState,
      { kind: 'listening' },
      {
        ...page,
        history: withFeedEvent(began, {
          type: 'answer',
          atMs: 4000,
          pathwayId: 'north',
          what: 'segment',
          url: 'https://north.example/live/7.m4s?token=secret',
          attempt: 2,
          elapsedMs: 10,
          bytes: 0,
          outcome: 'overloaded',
          status: 503,
        }),
      },
    );
    expect(report.history).toEqual({
      began: { at: '2026-11-23T20:44:45.000Z', secondsAgo: 15 },
      timeline: [
        { at: '2026-11-23T20:44:45.000Z', secondsAgo: 15, kind: 'playback', to: 'joining', problem: null },
        { at: '2026-11-23T20:44:45.000Z', secondsAgo: 15, kind: 'link', to: 'steady', failure: null },
        { at: '2026-11-23T20:44:45.000Z', secondsAgo: 15, kind: 'broadcast', to: 'none' },
      ],
      forgotten: 0,
      requests: [{ pathway: 'north', asked: 0, ok: 0, failed: 1 }],
      failures: [
        {
          pathway: 'north',
          what: 'segment',
          failure: 'overloaded',
          status: 503,
          count: 1,
          first: { at: '2026-11-23T20:44:54.000Z', secondsAgo: 6 },
          last: { at: '2026-11-23T20:44:54.000Z', secondsAgo: 6 },
          where: 'https://north.example/live/7.m4s',
        },
      ],
    });
  });
});

/** Everything of a session that anything could have put a token into. */
function poisoned(token: string): { readonly state: SessionState; readonly history: History } {
  const url = `https://user:${token}@north.example/${token}/live.m3u8?t=${token}#${token}`;
  const problem = { kind: 'not-a-playlist', url } as const;
  const state: SessionState = {
    ...silentState,
    playback: { kind: 'failed', problem },
    address: { kind: 'origin-not-allowed', url },
    broadcast: loaded({
      id: token,
      title: token,
      host: token,
      pathways: [{ id: token, url }],
      replay: { url },
      reports: { url, sampleRate: 1 },
      announcements: [{ id: token, at: '2026-11-23T20:18:00Z', level: 'info', text: { en: token } }],
    }),
    feed: following(4, 8, {
      phase: { kind: 'stopped', problem },
      pathwayId: token,
      renditions: [{ id: url, bandwidthBps: 64_000, codecs: 'mp4a.40.2' }],
      renditionId: url,
      audioTracks: [{ id: url, name: token, language: null, isDefault: true }],
      transcript: {
        cues: [{ id: token, startSeconds: 0, endSeconds: 1, speaker: token, text: token }],
        holes: [],
      },
      dateRanges: [{ id: token, startSeconds: 0, endSeconds: null, title: token }],
    }),
    pathwaySwitch: { fromId: token, toId: url, atMs: 0 },
  };
  let history = beginHistory(silentState, 0);
  history = withState(history, silentState, state, 1);
  history = withMediaFault(history, `cannot decode ${url}`, 2);
  for (const outcome of ['overloaded', 'not-found', 'ok'] as const) {
    history = withFeedEvent(history, {
      type: 'answer',
      atMs: 3,
      pathwayId: token,
      what: 'segment',
      url,
      attempt: 1,
      elapsedMs: 1,
      bytes: 1,
      outcome,
      status: null,
    });
  }
  return { state, history };
}

describe('the whole report', () => {
  it('never holds a token, whatever carried it', () => {
    const token = fc.oneof(
      fc.uuid(),
      fc.stringMatching(/^[\da-f]{32}$/),
      fc.stringMatching(/^[\w-]{24,64}$/),
    );
    fc.assert(
      fc.property(token, (secret) => {
        const { state, history } = poisoned(secret);
        const status = joinStatus(state, page.nowMs, page.wallNowMs);
        for (const faulty of [
          state,
          { ...state, broadcast: { kind: 'malformed', message: `found “${secret}”` } as const },
        ]) {
          const report = detailsReport(faulty, status, { ...page, history });
          expect(JSON.stringify(report)).not.toContain(secret);
          expect(reportText(report, [], i18nOf('en'))).not.toContain(secret);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is read by people first, and by programs after the rule', () => {
    const { state, history } = poisoned('secret');
    const report = detailsReport(state, { kind: 'listening' }, { ...page, history });
    for (const locale of ['en', 'de'] as const) {
      const [forPeople = '', forPrograms = ''] = reportText(report, ['It is silent.'], i18nOf(locale)).split(
        /\n-{40}\n/,
      );
      expect(forPeople).toContain('It is silent.');
      expect(forPeople).toContain('Chrome 156, Linux');
      expect(forPeople).toContain('https://north.example/');
      expect(forPeople).not.toMatch(/undefined|NaN|\{\w+\}/);
      expect(JSON.parse(forPrograms)).toEqual(JSON.parse(JSON.stringify(report)));
    }
  });
});

describe('reducedUserAgent', () => {
  const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
  it.each([
    [page.userAgent, 'Chrome 156, Linux'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox 153, Linux'],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/26.1 Safari/605.1.15`,
      'Safari 26, macOS',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) ${webkit} Version/26.1 Mobile/15E148 Safari/604.1`,
      'Safari 26, iOS',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1`,
      'Edge 156, Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16; SM-S911B Build/AP3A.240905) Chrome/156.0.7.1 Mobile Safari/537.36',
      'Chrome 156, Android',
    ],
    ['', 'another browser, another system'],
  ])('%s', (userAgent, reduced) => {
    expect(reducedUserAgent(userAgent)).toBe(reduced);
  });
});
