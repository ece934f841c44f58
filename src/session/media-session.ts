import type { SessionState } from './audio-session.ts';
import type { AudioSession } from './create-session.ts';
import { keyWish, mediaKeys, usableKeys, type KeyPress, type MediaKey } from './media-keys.ts';
import {
  hasMovedOn,
  mediaPlayback,
  mediaPosition,
  mediaWords,
  type MediaPosition,
  type MediaWords,
  type ToldPosition,
} from './media-view.ts';

export interface MediaSessionOptions {
  readonly session: Pick<AudioSession, 'store' | 'commands' | 'clock'>;
  /** `navigator.mediaSession`. */
  readonly mediaSession: Pick<
    MediaSession,
    'metadata' | 'playbackState' | 'setActionHandler' | 'setPositionState'
  >;
  createMetadata(init: MediaMetadataInit): MediaMetadata;
  /** The page's own icons, absolute addresses. */
  readonly icons: readonly MediaImage[];
}

/**
 * Tells lock screen, headset and media keys what is heard, and obeys them by the session's own commands, so that what
 * was paused there can be taken up there again. Returns a disposer, which takes everything back.
 */
export function watchMediaSession(options: MediaSessionOptions): () => void {
  const { mediaSession, session } = options;
  const { store, commands, clock } = session;
  const offered = new Set<MediaKey>();
  let words: MediaWords | null = null;
  let told: ToldPosition = { position: null, atMs: clock.now(), running: false };
  /** Until the platform has refused an infinite duration. */
  let endless = true;

  const obey = (press: KeyPress) => {
    const wish = keyWish(store.getState(), press);
    if (wish?.command === 'seek') commands.seek(wish.toSeconds);
    else if (wish !== null) commands[wish.command]();
  };
  const onKey = (key: MediaKey) => (details: MediaSessionActionDetails) => {
    const { seekOffset, seekTime } = details;
    const originSeconds = told.position?.originSeconds ?? 0;
    obey({ key, seekOffset, seekTime: seekTime === undefined ? undefined : originSeconds + seekTime });
  };
  const setHandler = (key: MediaKey, handler: MediaSessionActionHandler | null) => {
    try {
      mediaSession.setActionHandler(key, handler);
    } catch {
      // A browser throws for an action that it does not know (Media Session, 6.1): it has no button for it either.
    }
  };
  const offer = (state: SessionState) => {
    const usable = usableKeys(state);
    for (const key of mediaKeys) {
      if (usable.has(key) === offered.has(key)) continue;
      setHandler(key, usable.has(key) ? onKey(key) : null);
      if (!offered.delete(key)) offered.add(key);
    }
  };
  const say = (next: MediaWords | null) => {
    const isSame =
      words?.title === next?.title &&
      words?.artist === next?.artist &&
      words?.artworkUrl === next?.artworkUrl &&
      (words === null) === (next === null);
    if (isSame) return;
    words = next;
    mediaSession.metadata =
      next === null
        ? null
        : options.createMetadata({
            title: next.title,
            artist: next.artist,
            artwork: next.artworkUrl === null ? [...options.icons] : [{ src: next.artworkUrl }],
          });
  };
  const setPosition = (position: MediaPosition | null): boolean => {
    try {
      if (position === null) mediaSession.setPositionState();
      else
        mediaSession.setPositionState({
          duration: position.durationSeconds,
          position: position.positionSeconds,
          playbackRate: position.rate,
        });
      return true;
    } catch {
      return false;
    }
  };
  const place = (state: SessionState) => {
    const nowMs = clock.now();
    const running = state.playback.kind === 'playing';
    let position = mediaPosition(state, endless);
    if (!hasMovedOn(told, position, nowMs, running)) return;
    if (!setPosition(position) && endless && position?.durationSeconds === Infinity) {
      endless = false;
      position = mediaPosition(state, endless);
      setPosition(position);
    }
    told = { position, atMs: nowMs, running };
  };
  const look = (state: SessionState) => {
    say(mediaWords(state));
    offer(state);
    place(state);
    const playback = mediaPlayback(state);
    if (mediaSession.playbackState !== playback) mediaSession.playbackState = playback;
  };

  const detach = store.subscribe(look);
  look(store.getState());
  return () => {
    detach();
    for (const key of offered) setHandler(key, null);
    offered.clear();
    say(null);
    setPosition(null);
    mediaSession.playbackState = 'none';
  };
}
