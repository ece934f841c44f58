import { expect, it } from 'vitest';
import type { SessionState } from '../../src/session/audio-session.ts';
import { keyWish, seekSpan, usableKeys, type KeyPress } from '../../src/session/media-keys.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, following } from '../fakes/session-states.ts';

type Kind = SessionState['playback']['kind'];

function state(kind: Kind, changes: Partial<SessionState> = {}): SessionState {
  const playback: SessionState['playback'] =
    kind === 'failed' ? { kind, problem: { kind: 'no-audio' } } : { kind };
  return { ...silentState, playback, ...changes };
}

/** 61.5 s into a talk whose edge is at 84 s, where a join would land at about 26 s behind. */
const live = { feed: following(18, 23), position: at(18, 26), usualLatencySeconds: 26 };
const behind = { ...live, feed: following(60, 200), position: at(60, 226) };
const replay = {
  feed: following(60, 200, { ended: true }),
  position: at(60, null),
  programme: 'replay',
} as const;

it.each<[Kind, Partial<SessionState>, string]>([
  ['idle', {}, ''],
  ['waiting', {}, 'stop'],
  ['joining', {}, 'stop'],
  ['playing', live, 'play pause stop seekbackward seekto'],
  ['playing', behind, 'play pause stop seekbackward seekforward seekto nexttrack'],
  ['playing', replay, 'play pause stop seekbackward seekforward seekto'],
  // Its past is not known (an element that fetches for itself).
  ['playing', { ...live, feed: following(18, 23, { seekableFromSeconds: null }) }, 'play pause stop'],
  ['rebuffering', live, 'play pause stop seekbackward seekto nexttrack'],
  ['paused', behind, 'play pause seekbackward seekforward seekto nexttrack'],
  ['blocked', {}, 'play pause'],
  ['ended', replay, 'play pause'],
  ['failed', {}, ''],
])('%s offers what can be used', (kind, changes, expected) => {
  expect([...usableKeys(state(kind, changes))].join(' ')).toBe(expected);
});

it.each<[string, Kind, Partial<SessionState>, KeyPress, ReturnType<typeof keyWish>]>([
  ['play after pause', 'paused', live, { key: 'play' }, { command: 'listen' }],
  ['play when it plays', 'playing', live, { key: 'play' }, null],
  ['pause', 'playing', live, { key: 'pause' }, { command: 'pause' }],
  ['a second pause must not give the place up', 'paused', live, { key: 'pause' }, null],
  ['pause while waiting must not either', 'waiting', {}, { key: 'pause' }, null],
  ['stop while waiting gives up', 'waiting', {}, { key: 'stop' }, { command: 'pause' }],
  ['stop keeps the place', 'playing', live, { key: 'stop' }, { command: 'pause' }],
  ['stop after pause', 'paused', live, { key: 'stop' }, null],
  ['back', 'playing', live, { key: 'seekbackward' }, { command: 'seek', toSeconds: 46.5 }],
  [
    'back by its own',
    'playing',
    live,
    { key: 'seekbackward', seekOffset: 5 },
    { command: 'seek', toSeconds: 56.5 },
  ],
  [
    'back by nonsense',
    'playing',
    live,
    { key: 'seekbackward', seekOffset: -5 },
    { command: 'seek', toSeconds: 46.5 },
  ],
  [
    'back to the beginning',
    'playing',
    live,
    { key: 'seekbackward', seekOffset: 900 },
    { command: 'seek', toSeconds: 0 },
  ],
  ['on, at live', 'playing', live, { key: 'seekforward' }, null],
  ['on, behind', 'playing', behind, { key: 'seekforward' }, { command: 'seek', toSeconds: 91.5 }],
  ['on beyond live', 'playing', behind, { key: 'seekforward', seekOffset: 300 }, { command: 'jumpToLive' }],
  [
    'on beyond the end',
    'playing',
    replay,
    { key: 'seekforward', seekOffset: 900 },
    { command: 'seek', toSeconds: 260 },
  ],
  ['to a moment', 'paused', behind, { key: 'seekto', seekTime: 100 }, { command: 'seek', toSeconds: 100 }],
  [
    'to one before the first',
    'paused',
    behind,
    { key: 'seekto', seekTime: -9 },
    { command: 'seek', toSeconds: 0 },
  ],
  ['to live, where one is', 'playing', live, { key: 'seekto', seekTime: 999 }, null],
  ['to live', 'playing', behind, { key: 'seekto', seekTime: 999 }, { command: 'jumpToLive' }],
  ['to nowhere', 'playing', behind, { key: 'seekto', seekTime: Number.NaN }, null],
  ['to nothing', 'playing', behind, { key: 'seekto' }, null],
  ['before there is sound', 'joining', behind, { key: 'seekto', seekTime: 100 }, null],
])('%s', (_name, kind, changes, press, expected) => {
  expect(keyWish(state(kind, changes), press)).toEqual(expected);
});

it('the span reaches from what is kept to where a join would land', () => {
  expect(seekSpan(state('playing', live))).toEqual({ fromSeconds: 0, toSeconds: 61.5 });
  expect(seekSpan(state('playing', behind))).toEqual({ fromSeconds: 0, toSeconds: 261.5 });
  const late = { ...live, feed: following(18, 23, { seekableFromSeconds: 40 }) };
  expect(seekSpan(state('playing', late))).toEqual({ fromSeconds: 40, toSeconds: 61.5 });
});
