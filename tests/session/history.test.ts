import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../src/network/failure.ts';
import type { FeedEvent } from '../../src/playback/engine.ts';
import type { SessionState } from '../../src/session/audio-session.ts';
import {
  beginHistory,
  MAX_FAILURES,
  MAX_MOMENTS,
  MAX_PATHWAYS,
  withFeedEvent,
  withMediaFault,
  withState,
  type History,
  type Moment,
} from '../../src/session/history.ts';
import { recordHistory } from '../../src/session/record-history.ts';
import { createFakeEngine } from '../fakes/fake-engine.ts';
import { createFakeSession, silentState } from '../fakes/fake-session.ts';
import { following, loaded, trouble } from '../fakes/session-states.ts';

const URL = 'https://north.example/live/seg7.m4s?token=secret';

function answer(
  outcome: 'ok' | 'overtaken' | FailureKind,
  atMs: number,
  changes: Partial<Extract<FeedEvent, { type: 'answer' }>> = {},
): FeedEvent {
  return {
    type: 'answer',
    atMs,
    pathwayId: 'north',
    what: 'segment',
    url: URL,
    attempt: 1,
    elapsedMs: 100,
    bytes: 0,
    outcome,
    status: outcome === 'overloaded' ? 503 : null,
    ...changes,
  };
}

const begun = beginHistory(silentState, 0);
const after = (events: readonly FeedEvent[]) => events.reduce(withFeedEvent, begun);

/** What a change adds. */
function added(before: Partial<SessionState>, then: Partial<SessionState>): readonly Moment[] {
  const from = { ...silentState, ...before };
  const history = beginHistory(from, 0);
  return withState(history, from, { ...from, ...then }, 5).moments.slice(history.moments.length);
}

describe('the history of a session', () => {
  it('begins with what is, and since when', () => {
    expect(beginHistory({ ...silentState, playback: { kind: 'joining' } }, 40).moments).toEqual([
      { atMs: 40, kind: 'playback', to: 'joining', problem: null },
      { atMs: 40, kind: 'link', to: 'steady', failure: null },
      { atMs: 40, kind: 'broadcast', to: 'none' },
    ]);
    const inTrouble = { ...silentState, link: trouble({ sinceMs: 7 }), output: { volume: 1, muted: true } };
    expect(beginHistory(inTrouble, 40).moments.slice(1)).toEqual([
      { atMs: 7, kind: 'link', to: 'struggling', failure: 'overloaded' },
      { atMs: 40, kind: 'broadcast', to: 'none' },
      { atMs: 40, kind: 'output', audible: false },
    ]);
  });

  it.each<[string, Partial<SessionState>, Partial<SessionState>, readonly object[]]>([
    ['playback', {}, { playback: { kind: 'joining' } }, [{ kind: 'playback', to: 'joining', problem: null }]],
    [
      'a failure',
      {},
      { playback: { kind: 'failed', problem: { kind: 'not-a-playlist', url: URL } } },
      [{ kind: 'playback', to: 'failed', problem: 'not-a-playlist' }],
    ],
    ['link', {}, { link: trouble() }, [{ kind: 'link', to: 'struggling', failure: 'overloaded' }]],
    [
      'a playlist that stands still',
      {},
      { link: trouble({ lastFailure: null, stale: true }) },
      [{ kind: 'link', to: 'struggling', failure: 'stale' }],
    ],
    ['another failure of the same trouble', { link: trouble() }, { link: trouble({ attempts: 8 }) }, []],
    ['admission', {}, { admission: { kind: 'held' } }, [{ kind: 'admission', to: 'held' }]],
    ['admission taken back', { admission: { kind: 'held' } }, { admission: null }, []],
    [
      'the programme',
      { broadcast: { kind: 'loading' } },
      { broadcast: loaded({ state: 'late' }) },
      [{ kind: 'broadcast', to: 'late' }],
    ],
    ['the same programme again', { broadcast: loaded() }, { broadcast: loaded() }, []],
    [
      'another pathway',
      {},
      { pathwaySwitch: { fromId: 'north', toId: 'south', atMs: 5 } },
      [{ kind: 'pathway', from: 'north', to: 'south' }],
    ],
    ['the first rendition', {}, { feed: following(4, 8) }, [{ kind: 'rendition', bandwidthBps: 53_000 }]],
    [
      'another rendition',
      { feed: following(4, 8) },
      { feed: following(4, 8, { renditionId: '24k' }) },
      [{ kind: 'rendition', bandwidthBps: 27_000 }],
    ],
    ['more in hand', { feed: following(4, 8) }, { feed: following(8, 8) }, []],
    [
      'a gap',
      { feed: following(4, 8, { lostSeconds: 4 }) },
      { feed: following(4, 8, { lostSeconds: 8.04 }) },
      [{ kind: 'lost', seconds: 4 }],
    ],
    ['mute', {}, { output: { volume: 0.8, muted: true } }, [{ kind: 'output', audible: false }]],
    ['no volume', {}, { output: { volume: 0, muted: false } }, [{ kind: 'output', audible: false }]],
    ['another volume', {}, { output: { volume: 0.1, muted: false } }, []],
  ])('remembers %s', (_, before, then, expected) => {
    expect(added(before, then)).toEqual(expected.map((moment) => ({ atMs: 5, ...moment })));
  });

  it('is the same object while nothing changes', () => {
    expect(withState(begun, silentState, { ...silentState, attemptCount: 3 }, 5)).toBe(begun);
    expect(withFeedEvent(begun, { type: 'changed' })).toBe(begun);
    expect(withFeedEvent(begun, answer('overtaken', 5))).toBe(begun);
  });

  it('counts requests by pathway, and failures by pathway, kind, status and what was asked for', () => {
    const history = after([
      { type: 'attempt', atMs: 1, pathwayId: 'north', what: 'segment', url: URL, attempt: 1 },
      answer('overloaded', 10),
      answer('overloaded', 20),
      answer('overloaded', 30, { status: 500 }),
      answer('timed-out', 40, { pathwayId: 'south', what: 'media-playlist' }),
      answer('ok', 50, { pathwayId: 'south' }),
      answer('not-found', 60, { what: 'multivariant', status: 404 }),
    ]);
    expect(history.pathways).toEqual([
      { id: 'north', asked: 1, ok: 1, failed: 3, lastOkAtMs: 60, lastFailedAtMs: 30 },
      { id: 'south', asked: 0, ok: 1, failed: 1, lastOkAtMs: 50, lastFailedAtMs: 40 },
    ]);
    expect(
      history.failures.map(({ pathwayId, what, failure, status, count, firstAtMs, lastAtMs }) => [
        pathwayId,
        what,
        failure,
        status,
        count,
        firstAtMs,
        lastAtMs,
      ]),
    ).toEqual([
      ['north', 'segment', 'overloaded', 503, 2, 10, 20],
      ['north', 'segment', 'overloaded', 500, 1, 30, 30],
      ['south', 'media-playlist', 'timed-out', null, 1, 40, 40],
      ['north', 'multivariant', 'not-found', 404, 1, 60, 60],
    ]);
  });

  it('keeps a decoder’s message short, and no half words of it', () => {
    const told = (message: string) => withMediaFault(begun, message, 5).moments.at(-1);
    expect(told('bufferAppendError')).toEqual({ atMs: 5, kind: 'media-fault', message: 'bufferAppendError' });
    expect(told(`decode error at ${'x'.repeat(300)}`)).toEqual({
      atMs: 5,
      kind: 'media-fault',
      message: 'decode error at …',
    });
  });

  it('stays bounded however long and strange the evening is', () => {
    const event = fc.record({
      outcome: fc.constantFrom('ok', 'overloaded', 'timed-out', 'truncated', 'malformed'),
      pathway: fc.integer({ min: 0, max: 40 }),
      status: fc.integer({ min: 400, max: 599 }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 300, maxLength: 400 }), (events) => {
        let history: History = begun;
        let state = silentState;
        for (const [index, { outcome, pathway, status }] of events.entries()) {
          history = withFeedEvent(history, answer(outcome, index, { pathwayId: `p${pathway}`, status }));
          const next = { ...state, playback: { kind: index % 2 === 0 ? 'playing' : 'rebuffering' } as const };
          history = withState(history, state, next, index);
          state = next;
        }
        expect(history.moments.length).toBe(MAX_MOMENTS);
        expect(history.moments.at(-1)?.atMs).toBe(events.length - 1);
        expect(history.forgotten).toBe(begun.moments.length + events.length - MAX_MOMENTS);
        expect(history.pathways.length).toBeLessThanOrEqual(MAX_PATHWAYS);
        expect(history.failures.length).toBeLessThanOrEqual(MAX_FAILURES);
      }),
      { numRuns: 10 },
    );
  });
});

describe('the recorder', () => {
  it('listens to session and engine, and to neither once it is disposed of', () => {
    const session = createFakeSession({}, 0);
    const engine = createFakeEngine();
    const { store, clock } = session;
    const recorder = recordHistory({ store, clock, engine, playbackSinceMs: 0 });
    const first = recorder.history();
    session.advance(1000);
    session.store.setState({ playback: { kind: 'joining' } });
    engine.emit({ type: 'feed', event: answer('overloaded', 1100) });
    engine.emit({ type: 'media-fault', message: 'bufferAppendError' });
    const { moments, failures } = recorder.history();
    expect(moments.slice(first.moments.length)).toEqual([
      { atMs: 1000, kind: 'playback', to: 'joining', problem: null },
      { atMs: 1000, kind: 'media-fault', message: 'bufferAppendError' },
    ]);
    expect(failures).toHaveLength(1);

    recorder.dispose();
    const last = recorder.history();
    session.store.setState({ playback: { kind: 'playing' } });
    engine.emit({ type: 'media-fault', message: 'again' });
    expect(recorder.history()).toBe(last);
    expect(session.subscribers()).toBe(0);
    expect(engine.subscriberCount()).toBe(0);
  });
});
