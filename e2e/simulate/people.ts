import type { Series } from './series.ts';
import { TARGET_SECONDS } from './stream.ts';

/** Where somebody is. Numbers, because eight million of them are kept in one array. */
export const Stage = {
  coming: 0,
  /** Pressed Listen, and admission has not come to them. */
  held: 1,
  /** Looks for the multivariant playlist. */
  locating: 2,
  /** Has it, and looks for the first media playlist. */
  opening: 3,
  following: 4,
  /** The player has given up. */
  failed: 5,
  /** The person has. */
  left: 6,
} as const;

/** Words of a record. All times in seconds; what a word means is only its policy's business where it says so. */
export const Word = {
  /** When they are to be visited. */
  wakeAt: 0,
  /** Closed by our own backoff. (Holdline's gate) */
  backoffUntil: 1,
  /** Closed by Retry-After. */
  heldUntil: 2,
  tokens: 3,
  tokensAt: 4,
  tokenReadyAt: 5,
  /** Requests in flight that the origin has shown to bear. */
  level: 6,
  playlistDueAt: 7,
  mediaDueAt: 8,
  /** Playhead, seconds of the stream. */
  position: 9,
  /** Until when the playhead has been moved. */
  lookedAt: 10,
  silentSince: 11,
  /** The first segment that is neither held nor given up. */
  neededFrom: 12,
  /** Bit n: segment neededFrom + n is held. */
  mask: 13,
  /** The newest segment that they know of. */
  knownEdge: 14,
  /** Four bytes, see Byte. */
  bytes: 15,
} as const;

/** Bytes of a record's last word. */
export const Byte = { stage: 0, failures: 1, playlistFailures: 2, mediaFailures: 3 } as const;

/** One cache line each: whoever is visited costs one look into memory. */
const WORDS = 16;
const WASM_PAGE_BYTES = 65_536;

/** Bits of `flags`. */
export const Flag = { playing: 1, heard: 2, hasInit: 4, letInBefore: 8, signalled: 16 } as const;

/** Everybody, in arrays. */
export interface People {
  readonly count: number;
  readonly f: Float32Array;
  readonly i: Int32Array;
  readonly b: Uint8Array;
  readonly flags: Uint8Array;
  readonly pressedAt: Float32Array;
  /** -1 before it. */
  readonly firstSoundAt: Float32Array;
  /** Seconds of sound within the counted span. */
  readonly heardSeconds: Float32Array;
  /** Index of the first word of a record, and of its first byte at four times that. */
  base(id: number): number;
  stage(id: number): number;
  setStage(id: number, stage: number): void;
  isPlaying(id: number): boolean;
  /** Moves the playhead on to this time, as far as there is sound. */
  advance(id: number, atSeconds: number): void;
  /** A segment has come, or the initialization section. */
  gained(id: number, atSeconds: number): void;
  /** Takes up at this segment; what was held is thrown away. */
  beginAt(id: number, segment: number): void;
  /** The player is taken down: whoever was silent is not missed. */
  stop(id: number, atSeconds: number): void;
}

export function createPeople(
  count: number,
  series: Series,
  counted: { readonly from: number; readonly to: number },
): People {
  // This memory begins at a page, and so each record at a cache line; an ArrayBuffer begins somewhere.
  const { buffer } = new WebAssembly.Memory({ initial: Math.ceil((count * WORDS * 4) / WASM_PAGE_BYTES) });
  const f = new Float32Array(buffer);
  const i = new Int32Array(buffer);
  const b = new Uint8Array(buffer);
  const flags = new Uint8Array(count);
  const pressedAt = new Float32Array(count);
  const firstSoundAt = new Float32Array(count).fill(-1);
  const heardSeconds = new Float32Array(count);
  const byteAt = (id: number, byte: number) => (id * WORDS + Word.bytes) * 4 + byte;

  const advance = (id: number, atSeconds: number) => {
    const base = id * WORDS;
    const from = f[base + Word.lookedAt] ?? 0;
    if (atSeconds <= from) return;
    f[base + Word.lookedAt] = atSeconds;
    const flag = flags[id] ?? 0;
    if ((flag & Flag.playing) === 0) return;
    const position = f[base + Word.position] ?? 0;
    const inHand = (i[base + Word.neededFrom] ?? 0) * TARGET_SECONDS - position;
    const played = Math.min(inHand, atSeconds - from);
    const until = from + played;
    f[base + Word.position] = position + played;
    const overlap = Math.min(until, counted.to) - Math.max(from, counted.from);
    if (overlap > 0) heardSeconds[id] = (heardSeconds[id] ?? 0) + overlap;
    if (until >= atSeconds) return;
    flags[id] = flag & ~Flag.playing;
    f[base + Word.silentSince] = until;
    series.playing(until, -1);
  };

  return {
    count,
    f,
    i,
    b,
    flags,
    pressedAt,
    firstSoundAt,
    heardSeconds,
    base: (id) => id * WORDS,
    stage: (id) => b[byteAt(id, Byte.stage)] ?? 0,
    setStage(id, stage) {
      b[byteAt(id, Byte.stage)] = stage;
    },
    isPlaying: (id) => ((flags[id] ?? 0) & Flag.playing) !== 0,
    advance,
    gained(id, atSeconds) {
      advance(id, atSeconds);
      const base = id * WORDS;
      const flag = flags[id] ?? 0;
      if ((flag & Flag.hasInit) === 0) return;
      let mask = i[base + Word.mask] ?? 0;
      let needed = i[base + Word.neededFrom] ?? 0;
      while ((mask & 1) === 1) {
        mask >>>= 1;
        needed += 1;
      }
      i[base + Word.mask] = mask;
      i[base + Word.neededFrom] = needed;
      if ((flag & Flag.playing) !== 0) return;
      if (needed * TARGET_SECONDS <= (f[base + Word.position] ?? 0)) return;
      flags[id] = flag | Flag.playing | Flag.heard;
      series.playing(atSeconds, 1);
      if ((flag & Flag.heard) === 0) series.heardFirst(atSeconds, 1);
      if ((firstSoundAt[id] ?? 0) >= 0) return;
      firstSoundAt[id] = atSeconds;
      series.joined(atSeconds, atSeconds - (pressedAt[id] ?? 0));
    },
    beginAt(id, segment) {
      const base = id * WORDS;
      i[base + Word.neededFrom] = segment;
      i[base + Word.mask] = 0;
      f[base + Word.position] = segment * TARGET_SECONDS;
    },
    stop(id, atSeconds) {
      advance(id, atSeconds);
      const flag = flags[id] ?? 0;
      if ((flag & Flag.playing) !== 0) series.playing(atSeconds, -1);
      if ((flag & Flag.heard) !== 0) series.heardFirst(atSeconds, -1);
      flags[id] = flag & ~(Flag.playing | Flag.heard | Flag.hasInit);
    },
  };
}
