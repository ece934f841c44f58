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
  /** When the sound goes on with what is in hand; NEVER while there is nothing to go on with. */
  goesOnAt: 16,
  /** Seconds of the stream that are heard in one second. */
  rate: 17,
  /** Bit n: segment neededFrom + n will never come. */
  gaps: 18,
  /** Since when there has been something to begin or go on with; NEVER for nothing. (Holdline's pace, and the next six) */
  somethingSince: 19,
  rateChangedAt: 20,
  /** When what is in hand last grew. */
  arrivedAt: 21,
  /** When an answer last was none. */
  failedAt: 22,
  /** Since when what is asked for has been missing, though it is listed. */
  missingSince: 23,
  /** When the last two silences began, the present one included once something has come in it. */
  silenceBefore: 24,
  silenceBeforeThat: 25,
  /** When each of four segments may be asked for again. (Holdline's lanes, and the next two) */
  laneDueAt: 26,
  /** Four bytes: the last eight bits of their numbers. */
  laneSegments: 30,
  /** Four bytes: one more than they have failed in a row; 0: the lane is free. */
  laneTries: 31,
} as const;

/** Bytes of a record's last word. */
export const Byte = { stage: 0, failures: 1, playlistFailures: 2, mediaFailures: 3 } as const;

/** Later than any evening. */
export const NEVER = 1e6;

/** Two cache lines each. */
const WORDS = 32;
const LINE_WORDS = 16;
const WASM_PAGE_BYTES = 65_536;

/**
 * Bits of `flags`. `silences`: how many count in the present one, up to 3; 0 before that is known, and after it.
 * `underWay`: how many segments arrive at `arrivedAt`.
 */
export const Flag = {
  playing: 1,
  heard: 2,
  hasInit: 4,
  letInBefore: 8,
  signalled: 16,
  silences: 96,
  underWay: 0x700,
} as const;
export const SILENCES_SHIFT = 5;
export const UNDER_WAY_SHIFT = 8;

/** When somebody silent who has so much in hand goes on with it: at this time, or later unless more comes. */
type GoesOn = (id: number, base: number, atSeconds: number, inHandSeconds: number) => number;

/** Everybody, in arrays. */
export interface People {
  readonly count: number;
  readonly f: Float32Array;
  readonly i: Int32Array;
  readonly b: Uint8Array;
  readonly flags: Uint16Array;
  readonly pressedAt: Float32Array;
  /** -1 before it. */
  readonly firstSoundAt: Float32Array;
  /** Seconds of sound within the counted span. */
  readonly heardSeconds: Float32Array;
  /** Index of the first word of a record, and of its first byte at four times that. */
  base(id: number): number;
  /** Something of each line of a record: it is in a nearer memory then. */
  glance(id: number): number;
  stage(id: number): number;
  setStage(id: number, stage: number): void;
  isPlaying(id: number): boolean;
  /** What can be heard from a record's playhead on without another byte. */
  inHandSeconds(base: number): number;
  /** Without it whatever is in hand is heard at once. */
  setGoesOn(goesOn: GoesOn): void;
  /** Moves the playhead on to this time, as far as there is sound. */
  advance(id: number, atSeconds: number): void;
  /** A segment has come, or the initialization section, or one will never come. */
  gained(id: number, atSeconds: number): void;
  /** Takes up at this segment; what was held is thrown away. */
  beginAt(id: number, segment: number): void;
  /** Takes up at this later segment without having heard anything; what is held from there on stays. */
  beginLaterAt(id: number, segment: number): void;
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
  const flags = new Uint16Array(count);
  const pressedAt = new Float32Array(count);
  const firstSoundAt = new Float32Array(count);
  const heardSeconds = new Float32Array(count);
  let goesOn: GoesOn = (_id, _base, atSeconds) => atSeconds;
  const byteAt = (id: number, byte: number) => (id * WORDS + Word.bytes) * 4 + byte;
  firstSoundAt.fill(-1);
  for (let id = 0; id < count; id += 1) {
    f[id * WORDS + Word.goesOnAt] = NEVER;
    f[id * WORDS + Word.rate] = 1;
  }

  const inHandSeconds = (base: number) =>
    (i[base + Word.neededFrom] ?? 0) * TARGET_SECONDS - (f[base + Word.position] ?? 0);

  const start = (id: number, atSeconds: number) => {
    const flag = flags[id] ?? 0;
    flags[id] = (flag | Flag.playing | Flag.heard) & ~Flag.silences;
    f[id * WORDS + Word.goesOnAt] = NEVER;
    series.playing(atSeconds, 1);
    if ((flag & Flag.heard) === 0) series.heardFirst(atSeconds, 1);
    if ((firstSoundAt[id] ?? 0) >= 0) return;
    firstSoundAt[id] = atSeconds;
    series.joined(atSeconds, atSeconds - (pressedAt[id] ?? 0));
  };

  const advance = (id: number, atSeconds: number) => {
    const base = id * WORDS;
    let from = f[base + Word.lookedAt] ?? 0;
    if (atSeconds <= from) return;
    f[base + Word.lookedAt] = atSeconds;
    if (((flags[id] ?? 0) & Flag.playing) === 0) {
      const goesOnAt = f[base + Word.goesOnAt] ?? 0;
      if (goesOnAt >= atSeconds) return;
      from = Math.max(from, goesOnAt);
      start(id, from);
    }
    const rate = f[base + Word.rate] ?? 1;
    const played = Math.min(inHandSeconds(base) / rate, atSeconds - from);
    const until = from + played;
    f[base + Word.position] = (f[base + Word.position] ?? 0) + played * rate;
    const overlap = Math.min(until, counted.to) - Math.max(from, counted.from);
    if (overlap > 0) heardSeconds[id] = (heardSeconds[id] ?? 0) + overlap;
    if (until >= atSeconds) return;
    flags[id] = (flags[id] ?? 0) & ~Flag.playing;
    f[base + Word.silentSince] = until;
    series.playing(until, -1);
  };

  /** Moves the front over what is held and what will never come; there the playhead jumps. */
  const moveFront = (base: number) => {
    let mask = i[base + Word.mask] ?? 0;
    let gaps = i[base + Word.gaps] ?? 0;
    let needed = i[base + Word.neededFrom] ?? 0;
    while (((mask | gaps) & 1) === 1) {
      if ((gaps & 1) === 1) f[base + Word.position] = (f[base + Word.position] ?? 0) + TARGET_SECONDS;
      mask >>>= 1;
      gaps >>>= 1;
      needed += 1;
    }
    i[base + Word.mask] = mask;
    i[base + Word.gaps] = gaps;
    i[base + Word.neededFrom] = needed;
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
    glance: (id) => (i[id * WORDS] ?? 0) + (i[id * WORDS + LINE_WORDS] ?? 0),
    stage: (id) => b[byteAt(id, Byte.stage)] ?? 0,
    setStage(id, stage) {
      b[byteAt(id, Byte.stage)] = stage;
    },
    isPlaying: (id) => ((flags[id] ?? 0) & Flag.playing) !== 0,
    inHandSeconds,
    setGoesOn(next) {
      goesOn = next;
    },
    advance,
    gained(id, atSeconds) {
      advance(id, atSeconds);
      const base = id * WORDS;
      const flag = flags[id] ?? 0;
      if ((flag & Flag.hasInit) === 0) return;
      moveFront(base);
      if ((flag & Flag.playing) !== 0) return;
      const inHand = inHandSeconds(base);
      if (inHand <= 0) return;
      const goesOnAt = goesOn(id, base, atSeconds, inHand);
      f[base + Word.goesOnAt] = goesOnAt;
      if (goesOnAt <= atSeconds) start(id, atSeconds);
    },
    beginAt(id, segment) {
      const base = id * WORDS;
      i[base + Word.neededFrom] = segment;
      i[base + Word.mask] = 0;
      i[base + Word.gaps] = 0;
      f[base + Word.position] = segment * TARGET_SECONDS;
      f[base + Word.goesOnAt] = NEVER;
    },
    beginLaterAt(id, segment) {
      const base = id * WORDS;
      const passed = segment - (i[base + Word.neededFrom] ?? 0);
      i[base + Word.mask] = passed > 31 ? 0 : (i[base + Word.mask] ?? 0) >>> passed;
      i[base + Word.gaps] = passed > 31 ? 0 : (i[base + Word.gaps] ?? 0) >>> passed;
      i[base + Word.neededFrom] = segment;
      f[base + Word.position] = segment * TARGET_SECONDS;
    },
    stop(id, atSeconds) {
      advance(id, atSeconds);
      const flag = flags[id] ?? 0;
      if ((flag & Flag.playing) !== 0) series.playing(atSeconds, -1);
      if ((flag & Flag.heard) !== 0) series.heardFirst(atSeconds, -1);
      flags[id] = flag & ~(Flag.playing | Flag.heard | Flag.hasInit | Flag.silences);
      f[id * WORDS + Word.goesOnAt] = NEVER;
    },
  };
}
