import { expect, it } from 'vitest';
import type { SessionState } from '../../src/session/audio-session.ts';
import { watchMediaSession } from '../../src/session/media-session.ts';
import { createFakeMediaSession } from '../fakes/fake-media-session.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { at, following, loaded } from '../fakes/session-states.ts';

const icons = [{ src: 'https://page.example/icon-512.png', sizes: '512x512', type: 'image/png' }];
const live: Partial<SessionState> = {
  playback: { kind: 'playing' },
  broadcast: loaded({ state: 'live' }),
  feed: following(18, 23),
  position: at(18, 26),
  usualLatencySeconds: 26,
};

function watch(
  state: Partial<SessionState> = {},
  options: Parameters<typeof createFakeMediaSession>[0] = {},
) {
  const session = createFakeSession(state);
  const media = createFakeMediaSession(options);
  const dispose = watchMediaSession({
    // The fake's clock has all that a Clock has.
    session,
    mediaSession: media,
    createMetadata: (init) =>
      ({ title: '', artist: '', album: '', artwork: [], chapterInfo: [], ...init }) as MediaMetadata,
    icons,
  });
  return { session, media, dispose };
}

it('pause and resume from the lock screen, also after ten minutes: by the session’s own commands', () => {
  const { session, media } = watch(live);
  expect(media.playbackState).toBe('playing');
  media.press({ action: 'pause' });
  expect(session.asked).toEqual([['pause']]);
  session.store.setState({ playback: { kind: 'paused' } });
  expect(media.playbackState).toBe('paused');
  session.advance(600_000);
  expect(media.metadata?.title).toBe('An Evening About Rockets');
  expect(media.handlers.has('play')).toBe(true);
  media.press({ action: 'play' });
  expect(session.asked).toEqual([['pause'], ['listen']]);
});

it('a second pause asks for nothing: the session would take it for giving up', () => {
  const { session, media } = watch({ ...live, playback: { kind: 'paused' } });
  media.press({ action: 'pause' });
  expect(session.asked).toEqual([]);
});

it('before anybody has pressed Listen nothing is shown; while they wait the broadcast is', () => {
  const { session, media } = watch({ broadcast: loaded() });
  expect(media).toMatchObject({ metadata: null, playbackState: 'none', positions: [] });
  expect(media.handlers.size).toBe(0);
  session.store.setState({ playback: { kind: 'waiting' } });
  expect(media.metadata).toMatchObject({
    title: 'An Evening About Rockets',
    artist: 'Ada Winter',
    artwork: icons,
  });
  expect(media.playbackState).toBe('playing');
  expect([...media.handlers.keys()]).toEqual(['stop']);
});

it('shows the document’s picture, and another title when it changes, without a word in between', () => {
  const { session, media } = watch({
    ...live,
    broadcast: loaded({ artwork: 'https://radio.example/a.png' }),
  });
  expect(media.metadata?.artwork).toEqual([{ src: 'https://radio.example/a.png' }]);
  const before = media.metadata;
  session.store.setState({ position: at(19, 26) });
  expect(media.metadata).toBe(before);
  session.store.setState({ broadcast: loaded({ title: 'Another Evening' }) });
  expect(media.metadata?.title).toBe('Another Evening');
});

it('buttons come and go with what they are for', () => {
  const { session, media } = watch(live);
  expect(media.handlers.has('nexttrack')).toBe(false);
  session.store.setState({ position: at(60, 226), feed: following(60, 200) });
  expect(media.handlers.has('nexttrack')).toBe(true);
  media.press({ action: 'nexttrack' });
  media.press({ action: 'seekforward', seekOffset: 10 });
  media.press({ action: 'seekbackward' });
  media.press({ action: 'seekto', seekTime: 33 });
  expect(session.asked).toEqual([['jumpToLive'], ['seek', 71.5], ['seek', 46.5], ['seek', 33]]);
  session.store.setState({ playback: { kind: 'idle' } });
  expect(media.handlers.size).toBe(0);
});

it('tells where it is when the platform would count wrongly, and not at every look', () => {
  const { session, media } = watch(live);
  expect(media.positions).toEqual([{ duration: Infinity, position: 61.5, playbackRate: 1 }]);
  for (let second = 1; second <= 20; second += 1) {
    session.advance(1_000);
    session.store.setState({ position: { ...at(18, 26), positionSeconds: 61.5 + second } });
  }
  expect(media.positions).toHaveLength(1);
  session.store.setState({ position: { ...at(18, 26), positionSeconds: 30 } });
  expect(media.positions).toHaveLength(2);
  session.store.setState({ playback: { kind: 'waiting' } });
  expect(media.positions.at(-1)).toBeNull();
});

it('a platform without infinity is told what can be heard, and its moments are understood', () => {
  const feed = following(18, 23, { seekableFromSeconds: 20 });
  const { session, media } = watch({ ...live, feed }, { endless: false });
  expect(media.positions).toEqual([{ duration: 64, position: 41.5, playbackRate: 1 }]);
  media.press({ action: 'seekto', seekTime: 10 });
  expect(session.asked).toEqual([['seek', 30]]);
});

it('an action that the browser does not know is done without', () => {
  const { session, media } = watch(live, { unknown: ['stop', 'seekto', 'nexttrack'] });
  expect([...media.handlers.keys()]).toEqual(['play', 'pause', 'seekbackward']);
  media.press({ action: 'pause' });
  expect(session.asked).toEqual([['pause']]);
});

it('takes everything back when it ends', () => {
  const { session, media, dispose } = watch(live);
  expect(session.subscribers()).toBe(1);
  dispose();
  expect(session.subscribers()).toBe(0);
  expect(media).toMatchObject({ metadata: null, playbackState: 'none' });
  expect(media.handlers.size).toBe(0);
  expect(media.positions.at(-1)).toBeNull();
});
