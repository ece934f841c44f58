/** A web audio context that makes no sound, and tells what was asked of it. */
export interface FakeAudioContext {
  readonly context: AudioContext;
  /** Levels of the output, oldest first. */
  readonly levels: readonly number[];
  /** Hertz and when (seconds) each note begins. */
  readonly notes: readonly { readonly hertz: number; readonly fromSeconds: number }[];
  readonly closed: () => number;
  /** The last note has died away. */
  end(): void;
}

/** `refuses`: the browser wants another gesture. */
export function createFakeAudioContext({ refuses = false } = {}): FakeAudioContext {
  const levels: number[] = [];
  const notes: { hertz: number; fromSeconds: number }[] = [];
  const sources: EventTarget[] = [];
  let closed = 0;
  let isFirstGain = true;
  const connectable = { connect: (node: unknown) => node };
  const createGain = () => {
    const isOutput = isFirstGain;
    isFirstGain = false;
    return {
      ...connectable,
      gain: {
        set value(level: number) {
          if (isOutput) levels.push(level);
        },
        setValueAtTime: () => undefined,
        linearRampToValueAtTime: () => undefined,
        exponentialRampToValueAtTime: () => undefined,
      },
    };
  };
  const createOscillator = () => {
    const frequency = { value: 0 };
    const source = Object.assign(new EventTarget(), {
      ...connectable,
      frequency,
      start: (fromSeconds: number) => notes.push({ hertz: frequency.value, fromSeconds }),
      stop: () => undefined,
    });
    sources.push(source);
    return source;
  };
  const context: object = {
    currentTime: 10,
    destination: {},
    createGain,
    createOscillator,
    resume: () => (refuses ? Promise.reject(new DOMException('', 'NotAllowedError')) : Promise.resolve()),
    close() {
      closed += 1;
      return Promise.resolve();
    },
  };
  return {
    context: context as AudioContext,
    levels,
    notes,
    closed: () => closed,
    end: () => sources.at(-1)?.dispatchEvent(new Event('ended')),
  };
}
