import { describe, expect, it } from 'vitest';
import { detailsReport } from '../../src/listener/details-report.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, attempts, following, loaded } from '../fakes/session-states.ts';

const page = {
  version: '1.2.3',
  nowMs: 10_000,
  wallNowMs: Date.UTC(2026, 10, 23, 20, 45),
  userAgent: 'Browser',
  language: 'de',
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
      at: '2026-11-23T20:45:00.000Z',
      status: { kind: 'listening' },
      admission: null,
      programme: 'live',
      broadcast: { kind: 'loaded', id: 'evening', state: 'live' },
      feed: { pathwayId: 'north', rendition: { id: '48k' }, segments: { gap: 1, fetching: 2 } },
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
});
