import type { StoreApi } from 'zustand/vanilla';
import type { TrackView } from '../playback/engine.ts';
import type { SessionState } from './audio-session.ts';
import { readTextWish, wishedTrack, writeTextWish } from './text-choice.ts';

export interface TextChoiceOptions {
  readonly store: Pick<StoreApi<SessionState>, 'getState' | 'subscribe'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly chooseText: (trackId: string) => void;
}

/**
 * Remembers what is read along, and opens it again when the next visit, or the next stream, has it too. Returns a
 * disposer.
 */
export function watchTextChoice({ store, storage, chooseText }: TextChoiceOptions): () => void {
  /** The tracks that have been looked at: whatever changes while they stay the same is somebody's choice. */
  let seen: readonly TrackView[] | null = null;
  let chosenId: string | null = null;
  const look = () => {
    const { feed } = store.getState();
    if (feed === null || feed.textTracks.length === 0) return;
    const { textTracks, textTrackId } = feed;
    if (textTracks !== seen) {
      seen = textTracks;
      if (textTrackId === null) {
        const wish = readTextWish(storage);
        const track = wish?.isOn === true ? wishedTrack(textTracks, wish) : null;
        chosenId = track?.id ?? null;
        if (track !== null) chooseText(track.id);
        return;
      }
    }
    if (textTrackId === chosenId) return;
    const read = textTracks.find(({ id }) => id === (textTrackId ?? chosenId));
    chosenId = textTrackId;
    if (read === undefined) return;
    writeTextWish(storage, { isOn: textTrackId !== null, language: read.language, name: read.name });
  };
  look();
  return store.subscribe(look);
}
