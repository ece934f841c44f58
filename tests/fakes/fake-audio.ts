/** The part of a media element that Holdline asks to play. It plays when and if the test says so. */
export interface FakeAudio extends EventTarget {
  volume: number;
  muted: boolean;
  paused: boolean;
  /** What the next calls of `play` come to. */
  answer: 'plays' | 'refuses' | 'waits';
  readonly calls: string[];
  play(): Promise<void>;
  pause(): void;
}

export function createFakeAudio(): FakeAudio & HTMLAudioElement {
  const calls: string[] = [];
  let volume = 1;
  let muted = false;
  const target = new EventTarget();
  // As in a browser: the property has changed at once, the event comes later.
  const tellLater = () => queueMicrotask(() => target.dispatchEvent(new Event('volumechange')));
  const audio = Object.assign(target, {
    paused: true,
    answer: 'plays',
    calls,
    play() {
      calls.push('play');
      if (audio.answer === 'refuses')
        return Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
      audio.paused = false;
      return audio.answer === 'plays' ? Promise.resolve() : new Promise<void>(() => undefined);
    },
    pause() {
      calls.push('pause');
      audio.paused = true;
    },
  });
  Object.defineProperties(audio, {
    volume: {
      get: () => volume,
      set(next: number) {
        volume = next;
        tellLater();
      },
    },
    muted: {
      get: () => muted,
      set(next: boolean) {
        muted = next;
        tellLater();
      },
    },
  });
  return audio as FakeAudio & HTMLAudioElement;
}
