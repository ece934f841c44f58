import { audioTrackId, findTrack, type AudioTrack } from '../feed/audio-tracks.ts';
import type { FeedSnapshot } from '../feed/feed-snapshot.ts';

/** HTML, "AudioTrack objects": what Safari has, and few others. */
interface ElementTrack {
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

/** The versions of the sound where the element fetches by itself. */
export interface NativeAudio {
  choose(trackId: string): void;
  /** Does what was wished for as soon as the element offers it; a new source offers it anew. */
  look(): void;
  view(): Pick<FeedSnapshot, 'audioTracks' | 'audioTrackId' | 'audioSwitch'>;
}

export function createNativeAudio(element: object): NativeAudio {
  let wished: string | null = null;
  const offered = (): readonly { readonly track: AudioTrack; readonly own: ElementTrack }[] => {
    const { audioTracks } = element as { readonly audioTracks?: ArrayLike<ElementTrack> };
    return Array.from(audioTracks ?? []).map((own) => {
      const named = { name: own.label, language: own.language === '' ? null : own.language };
      const id = audioTrackId({ ...named, assocLanguage: null });
      return { own, track: { id, ...named, isDefault: own.kind === 'main' } };
    });
  };
  const wish = () =>
    wished === null
      ? null
      : findTrack(
          offered().map(({ track }) => track),
          wished,
        );
  const look = () => {
    const found = wish();
    if (found === null) return;
    // The new one first: with none enabled the element would be silent.
    const sorted = [...offered()].sort((a) => (a.track.id === found.id ? -1 : 1));
    for (const { own, track } of sorted) {
      const isWanted = track.id === found.id;
      if (own.enabled !== isWanted) own.enabled = isWanted;
    }
  };
  return {
    choose(trackId) {
      wished = trackId;
      look();
    },
    look,
    view() {
      const all = offered();
      if (all.length < 2) return { audioTracks: [], audioTrackId: null, audioSwitch: null };
      const current = all.find(({ own }) => own.enabled)?.track.id ?? null;
      const toId = wish()?.id ?? current;
      return {
        audioTracks: all.map(({ track }) => track),
        audioTrackId: current,
        audioSwitch: toId === null || toId === current ? null : { toId, kind: 'switching' },
      };
    },
  };
}
