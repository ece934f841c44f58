import type { PageClock } from './ticker.ts';

/** What became of a tone: it was played, or the browser would not let it out. */
type ToneOutcome = 'sounded' | 'refused';

export interface Tone {
  /** 0 to 1, as on the page's slider; also while it sounds. */
  setLevel(level: number): void;
  readonly outcome: Promise<ToneOutcome>;
  /** Ends it at once. */
  stop(): void;
}

/** Two notes, a third apart, going up: cannot be taken for an alarm, nor for a click of the loudspeaker. Hertz and seconds. */
const NOTES = [
  { hertz: 523.25, fromSeconds: 0.05, forSeconds: 0.7 },
  { hertz: 659.25, fromSeconds: 0.6, forSeconds: 1.1 },
] as const;
/** About as loud as speech in a broadcast, whose peaks are higher. */
const PEAK = 0.25;
const ATTACK_SECONDS = 0.04;
/** An exponential ramp cannot reach 0. */
const SILENCE = 0.0001;
/** Beyond the tone's own length; a context that has not run by then has been refused. */
const DEADLINE_MS = 4_000;

/** The part of Safari's Audio Session that matters: "ambient" sound obeys a phone's mute switch, an audio element does not. */
interface SessionType {
  readonly audioSession?: { type: string };
}

/**
 * Plays a short tone, apart from the page's audio element, which it leaves alone. Call inside the press. Everything it has
 * opened is closed afterwards.
 */
export function playTone(
  level: number,
  clock: Pick<PageClock, 'setTimer'>,
  createContext: () => AudioContext = () => new AudioContext(),
): Tone {
  let context: AudioContext;
  try {
    context = createContext();
  } catch {
    return { setLevel: () => undefined, outcome: Promise.resolve('refused'), stop: () => undefined };
  }
  const { audioSession } = navigator as SessionType;
  const typeBefore = audioSession?.type;
  // So that the check and the broadcast come out of the same place, under the same switch.
  if (audioSession !== undefined) audioSession.type = 'playback';

  const output = context.createGain();
  output.gain.value = level;
  output.connect(context.destination);
  const sources = NOTES.map(({ hertz, fromSeconds, forSeconds }) => {
    const note = context.createOscillator();
    const envelope = context.createGain();
    const atSeconds = context.currentTime + fromSeconds;
    note.frequency.value = hertz;
    envelope.gain.setValueAtTime(SILENCE, atSeconds);
    envelope.gain.linearRampToValueAtTime(PEAK, atSeconds + ATTACK_SECONDS);
    envelope.gain.exponentialRampToValueAtTime(SILENCE, atSeconds + forSeconds);
    note.connect(envelope).connect(output);
    note.start(atSeconds);
    note.stop(atSeconds + forSeconds);
    return note;
  });

  let finish: (outcome: ToneOutcome) => void = () => undefined;
  const outcome = new Promise<ToneOutcome>((resolve) => {
    let isOver = false;
    finish = (result) => {
      if (isOver) return;
      isOver = true;
      cancelDeadline();
      if (audioSession !== undefined && typeBefore !== undefined) audioSession.type = typeBefore;
      context.close().catch(() => undefined);
      resolve(result);
    };
  });
  const cancelDeadline = clock.setTimer(() => finish('refused'), DEADLINE_MS);
  sources.at(-1)?.addEventListener('ended', () => finish('sounded'), { once: true });
  context.resume().catch(() => finish('refused'));
  return {
    setLevel(next) {
      output.gain.value = next;
    },
    outcome,
    stop: () => finish('sounded'),
  };
}
