import { parseCueText } from '../hls/webvtt-text.ts';
import { noTranscript, type Cue, type FeedSnapshot, type TrackView } from '../feed/feed-snapshot.ts';

/** As of the feed's captions: what is beyond is dropped, the oldest first. */
const MAX_CUES = 20_000;

type NativeTextView = Pick<FeedSnapshot, 'textTracks' | 'textTrackId' | 'transcript'>;

/** The captions that the element itself has found in the stream. */
export interface NativeText {
  choose(trackId: string | null): void;
  view(): NativeTextView;
  dispose(): void;
}

/**
 * Reads along where the element does the fetching. A track is `hidden` while it is followed: its cues come, and nothing
 * is drawn over the page. `originSeconds` is our time minus the element's.
 */
export function watchNativeText(
  audio: HTMLMediaElement,
  originSeconds: () => number,
  onChange: () => void,
): NativeText {
  let chosenId: string | null = null;
  let views: readonly TrackView[] = [];
  let transcript = noTranscript;
  let listened: TextTrack | null = null;
  const known = new Map<string, Cue>();

  const textTracks = () =>
    Array.from(audio.textTracks).filter(({ kind }) => kind === 'subtitles' || kind === 'captions');
  const idOf = ({ language, label }: TextTrack) => `${language} ${label}`;

  const take = () => {
    const before = known.size;
    for (const cue of Array.from(listened?.cues ?? [])) {
      if (!('text' in cue) || typeof cue.text !== 'string') continue;
      const startSeconds = cue.startTime + originSeconds();
      for (const { speaker, text } of parseCueText(cue.text.slice(0, 4_000))) {
        const id = `${startSeconds.toFixed(1)} ${speaker ?? ''} ${text}`;
        if (known.has(id)) continue;
        known.set(id, { id, startSeconds, endSeconds: cue.endTime + originSeconds(), speaker, text });
      }
    }
    if (known.size === before) return;
    const all = [...known.values()].sort((a, b) => a.startSeconds - b.startSeconds);
    for (const { id } of all.slice(0, Math.max(0, all.length - MAX_CUES))) known.delete(id);
    transcript = { cues: all.slice(-MAX_CUES), holes: [] };
    onChange();
  };

  const listen = (track: TextTrack | null) => {
    if (track === listened) return;
    listened?.removeEventListener('cuechange', take);
    listened = track;
    listened?.addEventListener('cuechange', take);
  };

  /** The element decides about modes by itself when tracks come; so they are set whenever anything changes. */
  const look = () => {
    const found = textTracks();
    const unique = new Map(found.map((track) => [idOf(track), track]));
    for (const track of found) {
      const mode = unique.get(idOf(track)) === track && idOf(track) === chosenId ? 'hidden' : 'disabled';
      if (track.mode !== mode) track.mode = mode;
    }
    listen(chosenId === null ? null : (unique.get(chosenId) ?? null));
    const next = [...unique].map(([id, { label, language }], index) => ({
      id,
      name: label,
      language: language === '' ? null : language,
      isDefault: index === 0,
    }));
    // Between two sources there are none: the choice stands.
    if (next.length === 0 || next.map(({ id }) => id).join('\n') === views.map(({ id }) => id).join('\n'))
      return;
    views = next;
    onChange();
  };
  const { textTracks: list } = audio;
  const events = ['addtrack', 'removetrack', 'change'] as const;
  for (const name of events) list.addEventListener(name, look);

  return {
    choose(trackId) {
      if (trackId === chosenId || (trackId !== null && !views.some(({ id }) => id === trackId))) return;
      if (trackId !== null) {
        known.clear();
        transcript = noTranscript;
      }
      chosenId = trackId;
      look();
      take();
      onChange();
    },
    view: () => ({ textTracks: views, textTrackId: chosenId, transcript }),
    dispose() {
      listen(null);
      for (const name of events) list.removeEventListener(name, look);
    },
  };
}
