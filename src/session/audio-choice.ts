import { maxLength, pipe, safeParse, string } from 'valibot';
import type { Engine } from '../playback/engine.ts';

const KEY = 'holdline.audio';

/** A track's id holds a language and a name, percent-encoded; the feed cuts names to 80 characters. */
const schema = pipe(string(), maxLength(1200));

type AudioStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * The engine, and with it the version of the sound that this listener chose last, on any broadcast: it is wished for
 * before the first segment is asked for. Where it is not offered, the broadcast's own default is heard. Storage that is
 * full, refused or damaged only means that nothing is remembered.
 */
export function rememberingAudio(engine: Engine, storage: AudioStorage | null): Engine {
  const saved = read(storage);
  if (saved !== null) engine.chooseAudio(saved);
  return {
    ...engine,
    chooseAudio(trackId) {
      try {
        storage?.setItem(KEY, trackId);
      } catch {
        // The choice holds for this visit.
      }
      engine.chooseAudio(trackId);
    },
  };
}

function read(storage: AudioStorage | null): string | null {
  try {
    const saved = safeParse(schema, storage?.getItem(KEY));
    return saved.success ? saved.output : null;
  } catch {
    return null;
  }
}
