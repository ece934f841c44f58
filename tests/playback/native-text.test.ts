import { describe, expect, it } from 'vitest';
import { watchNativeText } from '../../src/playback/native-text.ts';

/** What of a TextTrack is used; Node has none. */
class FakeTrack extends EventTarget {
  mode = 'disabled';
  cues: { startTime: number; endTime: number; text?: string }[] | null = null;
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  listeners = 0;
  constructor(kind: string, label: string, language: string) {
    super();
    this.kind = kind;
    this.label = label;
    this.language = language;
  }
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>) {
    this.listeners += 1;
    super.addEventListener(...args);
  }
  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>) {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
}
class FakeTracks extends EventTarget {
  readonly all: FakeTrack[] = [];
  listeners = 0;
  [Symbol.iterator]() {
    return this.all[Symbol.iterator]();
  }
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>) {
    this.listeners += 1;
    super.addEventListener(...args);
  }
  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>) {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }
}

function watched() {
  const textTracks = new FakeTracks();
  let changes = 0;
  let origin = 100;
  // The element's text tracks are all that is used of it.
  const audio = { textTracks } as never;
  const text = watchNativeText(
    audio,
    () => origin,
    () => (changes += 1),
  );
  const add = (...tracks: FakeTrack[]) => {
    textTracks.all.push(...tracks);
    textTracks.dispatchEvent(new Event('addtrack'));
  };
  return {
    text,
    textTracks,
    add,
    changes: () => changes,
    setOrigin: (seconds: number) => (origin = seconds),
  };
}
const say = (track: FakeTrack, ...cues: { startTime: number; endTime: number; text?: string }[]) => {
  track.cues = [...(track.cues ?? []), ...cues];
  track.dispatchEvent(new Event('cuechange'));
};

describe('watchNativeText', () => {
  it('names what can be read, and follows one that is hidden, never shown', () => {
    const { text, add, textTracks, changes } = watched();
    const english = new FakeTrack('subtitles', 'English', 'en');
    const german = new FakeTrack('captions', 'Deutsch', '');
    english.mode = 'showing';
    add(english, german, new FakeTrack('metadata', 'ID3', ''));
    expect(text.view().textTracks).toEqual([
      { id: 'en English', name: 'English', language: 'en', isDefault: true },
      { id: ' Deutsch', name: 'Deutsch', language: null, isDefault: false },
    ]);
    expect(english.mode).toBe('disabled');
    expect(changes()).toBe(1);
    text.choose('nowhere');
    expect(text.view().textTrackId).toBeNull();
    text.choose('en English');
    expect([english.mode, german.mode]).toEqual(['hidden', 'disabled']);
    // The browser's own menu.
    english.mode = 'showing';
    textTracks.dispatchEvent(new Event('change'));
    expect(english.mode).toBe('hidden');
    text.choose(null);
    expect([english.mode, english.listeners]).toEqual(['disabled', 0]);
  });

  it('takes cues once, as text, in order, on our timeline', () => {
    const { text, add } = watched();
    const english = new FakeTrack('subtitles', 'English', 'en');
    add(english);
    text.choose('en English');
    say(
      english,
      { startTime: 5, endTime: 7, text: '<v Ann>Hello <b>you</b>' },
      { startTime: 9, endTime: 10 },
    );
    const { cues } = text.view().transcript;
    expect(cues).toMatchObject([{ startSeconds: 105, endSeconds: 107, speaker: 'Ann', text: 'Hello you' }]);
    say(english, { startTime: 2, endTime: 3, text: 'before' });
    expect(text.view().transcript.cues.map((cue) => cue.text)).toEqual(['before', 'Hello you']);
    const same = text.view().transcript;
    say(english);
    expect(text.view().transcript).toBe(same);
  });

  it('chooses again what another source brings, and keeps what was read', () => {
    const { text, textTracks, add, setOrigin } = watched();
    const first = new FakeTrack('subtitles', 'English', 'en');
    add(first);
    text.choose('en English');
    say(first, { startTime: 5, endTime: 7, text: 'one' });
    textTracks.all.length = 0;
    textTracks.dispatchEvent(new Event('removetrack'));
    expect(text.view().textTrackId).toBe('en English');
    setOrigin(200);
    const second = new FakeTrack('subtitles', 'English', 'en');
    add(second);
    expect(second.mode).toBe('hidden');
    say(second, { startTime: 5, endTime: 7, text: 'two' });
    expect(text.view().transcript.cues.map(({ startSeconds }) => startSeconds)).toEqual([105, 205]);
    expect(first.listeners).toBe(0);
  });

  it('detaches', () => {
    const { text, textTracks, add } = watched();
    const english = new FakeTrack('subtitles', 'English', 'en');
    add(english);
    text.choose('en English');
    text.dispose();
    expect([textTracks.listeners, english.listeners]).toEqual([0, 0]);
  });
});
