import type { MediaSegment } from '../hls/media-segment.ts';
import type { WebVttFile } from '../hls/webvtt.ts';
import type { CaptionPlace } from './caption-place.ts';
import type { TranscriptView } from './feed-snapshot.ts';

type PieceState =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'fetching'; readonly abort: AbortController }
  /** Read, and not placed yet: the sound that tells where it belongs is not in hand. */
  | {
      readonly kind: 'unplaced';
      readonly file: WebVttFile;
      readonly pathwayId: string;
      readonly sinceMs: number;
    }
  | { readonly kind: 'placed' }
  | { readonly kind: 'hole' };

/** One segment's share of the timeline of the captions, whichever pathways have it. */
export interface CaptionPiece {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** By pathway: as its newest playlist writes it. */
  readonly sources: Map<string, MediaSegment>;
  /** The pathways whose newest playlist lists it. */
  readonly listedOn: Set<string>;
  /** Since when none lists it; null while one does. */
  unlistedSinceMs: number | null;
  state: PieceState;
}

/** Two days of segments of ten seconds. */
const MAX_PIECES = 20_000;

export function endOf({ startSeconds, durationSeconds }: CaptionPiece): number {
  return startSeconds + durationSeconds;
}

/**
 * Takes in what a pathway lists now. A segment that covers more than half of a piece that is known is that piece, be it
 * listed anew, on another pathway, or in an older copy of the playlist. Returns all pieces in order of time.
 */
export function listPieces(
  pieces: readonly CaptionPiece[],
  pathwayId: string,
  places: readonly CaptionPlace[],
  nowMs: number,
): readonly CaptionPiece[] {
  for (const { listedOn } of pieces) listedOn.delete(pathwayId);
  const added: CaptionPiece[] = [];
  for (const { segment, startSeconds } of places) {
    const { durationSeconds } = segment;
    const known = pieces.findLast(
      (piece) =>
        overlap(piece, startSeconds, durationSeconds) > Math.min(piece.durationSeconds, durationSeconds) / 2,
    );
    const piece = known ?? {
      startSeconds,
      durationSeconds,
      sources: new Map<string, MediaSegment>(),
      listedOn: new Set<string>(),
      unlistedSinceMs: null,
      state: segment.gap ? ({ kind: 'hole' } as const) : ({ kind: 'wanted' } as const),
    };
    piece.sources.set(pathwayId, segment);
    piece.listedOn.add(pathwayId);
    if (known === undefined) added.push(piece);
  }
  const all =
    added.length === 0 ? pieces : [...pieces, ...added].sort((a, b) => a.startSeconds - b.startSeconds);
  for (const piece of all) {
    if (piece.listedOn.size > 0) piece.unlistedSinceMs = null;
    else piece.unlistedSinceMs ??= nowMs;
  }
  return all.slice(-MAX_PIECES);
}

function overlap(piece: CaptionPiece, startSeconds: number, durationSeconds: number): number {
  return Math.min(endOf(piece), startSeconds + durationSeconds) - Math.max(piece.startSeconds, startSeconds);
}

/** Shorter gaps between two segments are what rounding leaves. */
const LEAST_HOLE_SECONDS = 1;

/** The stretches without captions: what could not be had, and what was never seen listed. */
export function holesOf(pieces: readonly CaptionPiece[], fromSeconds: number): TranscriptView['holes'] {
  const holes: { startSeconds: number; endSeconds: number }[] = [];
  const add = (startSeconds: number, endSeconds: number) => {
    const last = holes.at(-1);
    if (last !== undefined && startSeconds - last.endSeconds < LEAST_HOLE_SECONDS) {
      holes[holes.length - 1] = { ...last, endSeconds: Math.max(last.endSeconds, endSeconds) };
    } else holes.push({ startSeconds, endSeconds });
  };
  let end: number | null = null;
  for (const piece of pieces) {
    if (endOf(piece) <= fromSeconds) continue;
    if (end !== null && piece.startSeconds - end >= LEAST_HOLE_SECONDS) add(end, piece.startSeconds);
    if (piece.state.kind === 'hole') add(Math.max(piece.startSeconds, fromSeconds), endOf(piece));
    end = Math.max(end ?? -Infinity, endOf(piece));
  }
  return holes;
}

/** Which pieces to fetch now, most pressing first: from the playhead on, then what lies behind it, nearest first. */
export function planPieces(
  pieces: readonly CaptionPiece[],
  facts: {
    /** Nothing that ends before it is asked for. */
    readonly fromSeconds: number;
    readonly playheadSeconds: number;
    readonly aheadSeconds: number;
    readonly most: number;
  },
): CaptionPiece[] {
  const { fromSeconds, playheadSeconds, aheadSeconds, most } = facts;
  const fetching = pieces.filter(({ state }) => state.kind === 'fetching').length;
  const rank = (piece: CaptionPiece) =>
    endOf(piece) > playheadSeconds
      ? [0, piece.startSeconds - playheadSeconds]
      : [1, playheadSeconds - piece.startSeconds];
  return pieces
    .filter(
      (piece) =>
        piece.state.kind === 'wanted' &&
        endOf(piece) > fromSeconds &&
        piece.startSeconds < playheadSeconds + aheadSeconds,
    )
    .map((piece) => ({ piece, rank: rank(piece) }))
    .sort((a, b) => (a.rank[0] ?? 0) - (b.rank[0] ?? 0) || (a.rank[1] ?? 0) - (b.rank[1] ?? 0))
    .slice(0, Math.max(0, most - fetching))
    .map(({ piece }) => piece);
}
