import { expect, it } from 'vitest';
import type { SessionState } from '../../src/session/audio-session.ts';
import { hasMovedOn, mediaPlayback, mediaPosition, mediaWords } from '../../src/session/media-view.ts';
import { silentState } from '../fakes/fake-session.ts';
import { at, following, loaded } from '../fakes/session-states.ts';

const playing: SessionState = {
  ...silentState,
  playback: { kind: 'playing' },
  feed: following(18, 23, { seekableFromSeconds: 20 }),
  position: at(18, 26),
};

it.each<[SessionState['playback'], MediaSessionPlaybackState]>([
  [{ kind: 'idle' }, 'none'],
  [{ kind: 'waiting' }, 'playing'],
  [{ kind: 'joining' }, 'playing'],
  [{ kind: 'playing' }, 'playing'],
  [{ kind: 'rebuffering' }, 'playing'],
  [{ kind: 'paused' }, 'paused'],
  [{ kind: 'blocked' }, 'paused'],
  [{ kind: 'ended' }, 'none'],
  [{ kind: 'failed', problem: { kind: 'no-audio' } }, 'none'],
])('%o is shown as %s', (playback, expected) => {
  expect(mediaPlayback({ ...playing, playback })).toBe(expected);
});

it('says what is broadcast and by whom, once somebody wants to hear', () => {
  const artwork = 'https://radio.example/cover.jpg';
  expect(mediaWords({ ...playing, broadcast: loaded({ artwork }) })).toEqual({
    title: 'An Evening About Rockets',
    artist: 'Ada Winter',
    artworkUrl: artwork,
  });
  expect(mediaWords(playing)).toEqual({ title: 'Holdline', artist: '', artworkUrl: null });
  expect(mediaWords({ ...silentState, broadcast: loaded() })).toBeNull();
});

it('live has no end; where that is not taken, it is what can be heard of it', () => {
  expect(mediaPosition(playing, true)).toEqual({
    originSeconds: 0,
    durationSeconds: Infinity,
    positionSeconds: 61.5,
    rate: 1,
  });
  expect(mediaPosition(playing, false)).toEqual({
    originSeconds: 20,
    durationSeconds: 64,
    positionSeconds: 41.5,
    rate: 1,
  });
});

it('a recording has its length, and its rate', () => {
  const replay = { ...playing, rate: 1.5, feed: following(60, 200, { ended: true }) };
  expect(mediaPosition(replay, true)).toEqual({
    originSeconds: 0,
    durationSeconds: 260,
    positionSeconds: 61.5,
    rate: 1.5,
  });
});

it('a playhead outside of the span widens it, for the platform throws at a position beyond the duration', () => {
  const ahead = { ...playing, position: { ...at(0, 0), positionSeconds: 90 } };
  expect(mediaPosition(ahead, false)).toMatchObject({ durationSeconds: 70, positionSeconds: 70 });
  const before = { ...playing, position: { ...at(0, 0), positionSeconds: 10 } };
  expect(mediaPosition(before, false)).toMatchObject({ originSeconds: 10, positionSeconds: 0 });
});

it.each(['idle', 'waiting', 'joining', 'ended'] as const)('%s is nowhere in time', (kind) => {
  expect(mediaPosition({ ...playing, playback: { kind } }, true)).toBeNull();
});

const position = { originSeconds: 0, durationSeconds: Infinity, positionSeconds: 60, rate: 1 };
const told = { position, atMs: 1_000, running: true };

it.each([
  ['as the platform counts', { ...position, positionSeconds: 70 }, 11_000, true, false],
  ['a little late', { ...position, positionSeconds: 68.5 }, 11_000, true, false],
  ['a silence of three seconds', { ...position, positionSeconds: 67 }, 11_000, true, true],
  ['a jump', { ...position, positionSeconds: 100 }, 11_000, true, true],
  ['stopped', { ...position, positionSeconds: 60 }, 1_100, false, true],
  ['another rate', { ...position, positionSeconds: 70, rate: 2 }, 11_000, true, true],
  ['another length', { ...position, positionSeconds: 70, durationSeconds: 99 }, 11_000, true, true],
  ['nowhere', null, 11_000, true, true],
])('%s is news or not', (_name, next, nowMs, running, expected) => {
  expect(hasMovedOn(told, next, nowMs, running)).toBe(expected);
});

it('a paused playhead is not counted on', () => {
  const paused = { ...told, running: false };
  expect(hasMovedOn(paused, position, 600_000, false)).toBe(false);
  expect(hasMovedOn({ ...paused, position: null }, null, 600_000, false)).toBe(false);
});
