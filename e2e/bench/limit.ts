import type { Scenario } from '../origin/scenario.ts';
import { listedAt, pieceAskedFor, type Piece } from './broadcast-facts.ts';
import { passageAt, type Need, type Passage } from './certain-faults.ts';

/** The most that anybody could hear of an evening. */
export interface Limit {
  /** Share of the time from the press to the end in which there is sound. */
  readonly listeningRatio: number;
  /** From the press to the first sound; null: none is possible. */
  readonly joinSeconds: number | null;
  /** What was spoken after the press and nobody can have heard, because it could not be had while it was there. */
  readonly neverHeardSeconds: number;
}

export interface LimitFacts {
  /** From the press, at second 0 of the evening, to its end. */
  readonly lengthSeconds: number;
  /** Of the lowest rendition, with its container. */
  readonly lowestBps: number;
}

const stepSeconds = 0.05;
const steps: readonly Need[] = ['multivariant', 'media-playlist'];

interface Wanted extends Piece {
  received: number;
  /** When the first bytes can come, once it has been asked for. */
  flowsAt: number | null;
  isLost: boolean;
}

/**
 * The physical limit, computed: a client that knows when which requests must fail, asks at the right moments on every
 * pathway at once, joins at the oldest segment of the window, takes the lowest rendition, always the oldest piece that
 * it has not got, and never pauses while there is something to hear. No client can hear longer: sound is continuous
 * supply, and this is the greatest. Counted in its favour: playlists weigh nothing, a part of a segment can be heard,
 * a hole costs no time. Pieces are known from playlists only; once known, they can be had as long as the origin keeps
 * them.
 */
export function limitOf(scenario: Scenario, { lengthSeconds, lowestBps }: LimitFacts): Limit {
  const passages = (need: Need, second: number) =>
    addressed(scenario, need)
      .map(({ id }) => passageAt(scenario, need, id, second))
      .filter(({ isOpen }) => isOpen);

  const wanted = new Map<number, Wanted>();
  let order: Wanted[] = [];
  let step = 0;
  let stepDoneAt = 0;
  let initAt: number | null = null;
  let playing = 0;
  let heardOfPlaying = 0;
  let heardSeconds = 0;
  let joinSeconds: number | null = null;

  function lookAround(second: number): void {
    for (let need = steps[step]; need !== undefined && second >= stepDoneAt; need = steps[step]) {
      const delay = quickest(passages(need, second));
      if (delay === null || listedAt(scenario, second).length === 0) return;
      stepDoneAt = second + delay;
      step += 1;
    }
    if (step < steps.length || second < stepDoneAt) return;
    if (initAt === null) {
      const delay = quickest(passages('init', second));
      if (delay !== null) initAt = second + delay;
    }
    for (const { asOfSecond, delaySeconds } of passages('media-playlist', second)) {
      for (const piece of listedAt(scenario, asOfSecond - delaySeconds)) {
        if (
          wanted.has(piece.startSeconds) ||
          piece.startSeconds < (order[playing]?.startSeconds ?? -Infinity)
        )
          continue;
        wanted.set(piece.startSeconds, { ...piece, received: 0, flowsAt: null, isLost: false });
        order = [...wanted.values()].sort((a, b) => a.startSeconds - b.startSeconds);
      }
    }
  }

  function fetchSome(second: number): void {
    const open = passages('segment', second);
    if (open.length === 0) return;
    let sharedBits = open.reduce((sum, { sharedBps }) => sum + sharedBps, 0) * stepSeconds;
    const eachBits = Math.max(...open.map(({ eachBps }) => eachBps)) * stepSeconds;
    for (const piece of order) {
      if (piece.isLost || piece.received >= piece.seconds || sharedBits <= 0) continue;
      const offered = pieceAskedFor(scenario, second, piece.sequence);
      if (offered?.startSeconds !== piece.startSeconds) {
        piece.isLost = true;
        continue;
      }
      piece.flowsAt ??= second + (quickest(open) ?? 0);
      if (second < piece.flowsAt) continue;
      const missingBits = (piece.seconds - piece.received) * lowestBps;
      const bits = Math.min(missingBits, eachBits, sharedBits);
      sharedBits -= bits;
      piece.received = bits >= missingBits ? piece.seconds : piece.received + bits / lowestBps;
    }
  }

  function hearSome(second: number): void {
    if (initAt === null || second < initAt) return;
    let leftSeconds = stepSeconds;
    for (let piece = order[playing]; piece !== undefined && leftSeconds > 1e-9; piece = order[playing]) {
      const heard = Math.min(leftSeconds, Math.max(0, piece.received - heardOfPlaying));
      if (heard > 0) joinSeconds ??= second;
      heardSeconds += heard;
      heardOfPlaying += heard;
      leftSeconds -= heard;
      const isOver =
        heardOfPlaying >= piece.seconds - 1e-9 || (piece.isLost && heardOfPlaying >= piece.received);
      if (!isOver) return;
      playing += 1;
      heardOfPlaying = 0;
    }
  }

  for (let tick = 0; tick * stepSeconds < lengthSeconds; tick += 1) {
    const second = tick * stepSeconds;
    lookAround(second);
    fetchSome(second);
    hearSome(second);
  }
  return {
    // Of many small steps the sum is a little off.
    listeningRatio: Math.min(1, Number((heardSeconds / lengthSeconds).toFixed(6))),
    joinSeconds,
    neverHeardSeconds: unheardOf(scenario, lengthSeconds, (piece) => {
      const known = wanted.get(piece.startSeconds);
      return known !== undefined && known.received >= known.seconds;
    }),
  };
}

/**
 * Seconds of the broadcast that were spoken after the press, have left the window at the end of the evening, and were
 * not had.
 */
export function unheardOf(
  scenario: Scenario,
  lengthSeconds: number,
  isHad: (piece: Piece) => boolean,
): number {
  const goneBefore = listedAt(scenario, lengthSeconds)[0]?.startSeconds ?? Infinity;
  const spoken = new Map<number, Piece>();
  for (let second = 0; second <= lengthSeconds; second += 1)
    for (const piece of listedAt(scenario, second)) spoken.set(piece.startSeconds, piece);
  return [...spoken.values()]
    .filter((piece) => piece.startSeconds >= 0 && piece.startSeconds < goneBefore && !isHad(piece))
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

/** A listener is given one address, on the first pathway; the others are known from what stands there. */
function addressed({ pathways }: Scenario, need: Need): Scenario['pathways'] {
  return need === 'multivariant' ? pathways.slice(0, 1) : pathways;
}

/** The shortest delay of those that are open; null: none is. */
function quickest(open: readonly Passage[]): number | null {
  return open.length === 0 ? null : Math.min(...open.map(({ delaySeconds }) => delaySeconds));
}
