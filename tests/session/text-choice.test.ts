import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { SessionState } from '../../src/session/audio-session.ts';
import {
  preferredTextTrack,
  readTextWish,
  wishedTrack,
  writeTextWish,
} from '../../src/session/text-choice.ts';
import { watchTextChoice } from '../../src/session/watch-text-choice.ts';
import { emptyFeedSnapshot } from '../fakes/feed-snapshot.ts';
import { silentState } from '../fakes/fake-session.ts';
import { bothLanguages } from '../fakes/transcripts.ts';

function memory(saved: string | null = null) {
  let value = saved;
  return {
    getItem: () => value,
    setItem: (_key: string, next: string) => {
      value = next;
    },
    saved: () => value,
  };
}
const refused = {
  getItem: (): string => {
    throw new DOMException('no', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  },
};

describe('the wish', () => {
  it('survives, and whatever is damaged is none', () => {
    const storage = memory();
    writeTextWish(storage, { isOn: true, language: 'de', name: 'Deutsch' });
    expect(readTextWish(storage)).toEqual({ isOn: true, language: 'de', name: 'Deutsch' });
    for (const damaged of [null, '', '{', '[]', '{"isOn":1}', '{"isOn":true,"language":5}'])
      expect(readTextWish(memory(damaged))).toBeNull();
    expect(readTextWish(refused)).toBeNull();
    expect(readTextWish(null)).toBeNull();
    expect(() => writeTextWish(refused, { isOn: true, language: null, name: '' })).not.toThrow();
  });
});

describe('which track', () => {
  const british = { id: 'gb', name: 'British', language: 'en-GB', isDefault: false };
  const french = { id: 'fr', name: 'Français', language: 'fr', isDefault: true };

  it('is the wished one, else one in its language, else the page’s, else the author’s', () => {
    const wish = { language: 'de', name: 'Deutsch' };
    expect(preferredTextTrack(bothLanguages, wish, 'en')?.id).toBe('de Deutsch');
    expect(preferredTextTrack([french, british], wish, 'en')?.id).toBe('gb');
    expect(preferredTextTrack([british, french], wish, 'ar')?.id).toBe('fr');
    expect(preferredTextTrack([british], null, 'ar')?.id).toBe('gb');
    expect(preferredTextTrack([], wish, 'en')).toBeNull();
    expect(wishedTrack([british, french], { language: 'en', name: 'English' })?.id).toBe('gb');
    expect(wishedTrack([french], { language: 'en', name: 'English' })).toBeNull();
    expect(wishedTrack([{ ...french, language: null, name: 'x' }], { language: null, name: 'x' })?.id).toBe(
      'fr',
    );
  });
});

describe('watchTextChoice', () => {
  const watched = (saved: string | null) => {
    const store = createStore<SessionState>(() => silentState);
    const storage = memory(saved);
    const chosen: string[] = [];
    const feed = (changes: object) => store.setState({ feed: { ...emptyFeedSnapshot, ...changes } });
    const stop = watchTextChoice({
      store,
      storage,
      chooseText(trackId) {
        chosen.push(trackId);
        // As the engine does: told within the call.
        feed({ textTracks: store.getState().feed?.textTracks ?? [], textTrackId: trackId });
      },
    });
    return { store, storage, chosen, feed, stop };
  };
  const wish = (isOn: boolean) => JSON.stringify({ isOn, language: 'de', name: 'Deutsch' });

  it('opens again what was open, once the tracks are known', () => {
    const { chosen, feed, storage } = watched(wish(true));
    feed({});
    expect(chosen).toEqual([]);
    feed({ textTracks: bothLanguages });
    expect(chosen).toEqual(['de Deutsch']);
    feed({ textTracks: bothLanguages, textTrackId: 'de Deutsch', lostSeconds: 4 });
    expect(chosen).toHaveLength(1);
    expect(storage.saved()).toBe(wish(true));
  });

  it('opens nothing that was closed, or that the stream does not have', () => {
    const closed = watched(wish(false));
    closed.feed({ textTracks: bothLanguages });
    expect(closed.chosen).toEqual([]);
    const other = watched(wish(true));
    other.feed({ textTracks: bothLanguages.slice(0, 1) });
    expect(other.chosen).toEqual([]);
    // Found later, on another pathway.
    other.feed({ textTracks: [...bothLanguages] });
    expect(other.chosen).toEqual(['de Deutsch']);
  });

  it('remembers what is chosen and what is closed', () => {
    const { feed, storage } = watched(null);
    feed({ textTracks: bothLanguages });
    expect(storage.saved()).toBeNull();
    feed({ textTracks: bothLanguages, textTrackId: 'en English' });
    expect(storage.saved()).toBe(JSON.stringify({ isOn: true, language: 'en', name: 'English' }));
    feed({ textTracks: bothLanguages, textTrackId: 'de Deutsch' });
    feed({ textTracks: bothLanguages, textTrackId: null });
    expect(storage.saved()).toBe(wish(false));
  });

  it('does not take another stream for somebody who closes', () => {
    const { feed, storage, chosen } = watched(wish(true));
    feed({ textTracks: bothLanguages });
    feed({});
    feed({ textTracks: [...bothLanguages] });
    expect(storage.saved()).toBe(wish(true));
    expect(chosen).toEqual(['de Deutsch', 'de Deutsch']);
  });

  it('detaches', () => {
    const { feed, storage, stop } = watched(null);
    feed({ textTracks: bothLanguages });
    stop();
    feed({ textTracks: bothLanguages, textTrackId: 'en English' });
    expect(storage.saved()).toBeNull();
  });
});
