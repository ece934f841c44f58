import { availableSegment, listedSegments, liveWindow } from '../origin/live-window.ts';
import { segmentSeconds } from '../origin/media-library.ts';
import type { Scenario } from '../origin/scenario.ts';

/** A segment of the broadcast, in whatever rendition and on whatever pathway. */
export interface Piece {
  /** Its media sequence number where a pathway does not number otherwise. */
  readonly sequence: number;
  /** Its place on the timeline of the encoder that made it, in segments from 0. */
  readonly place: number;
  /** Which part of the talk it is, in segments since the broadcast began. */
  readonly sound: number;
  /** When its first sample was spoken, in seconds since the evening began: this tells it from all others. */
  readonly startSeconds: number;
  readonly seconds: number;
}

/** What a healthy media playlist lists at that second, oldest first; gaps are listed too. */
export function listedAt(scenario: Scenario, second: number): readonly Piece[] {
  const window = liveWindow(scenario, second);
  if (window.kind === 'not-started') return [];
  return listedSegments(scenario, window).map((segment) => ({ ...segment, seconds: segmentSeconds }));
}

/** What a healthy origin gives at that second for a media sequence number; null: not to be had. */
export function pieceAskedFor(scenario: Scenario, second: number, sequence: number): Piece | null {
  const segment = availableSegment(scenario, second, sequence);
  return segment === null ? null : { ...segment, seconds: segmentSeconds };
}

/**
 * When the last sample of a segment was spoken, by the number in its movie fragment header less one, as it was at that
 * second; null where nothing listed then explains the number. The number counts from the last start of the encoder, on
 * a pathway that numbers otherwise from further on.
 */
export function endOfNumbered(scenario: Scenario, second: number, number: number): number | null {
  const newest = listedAt(scenario, second).at(-1);
  if (newest === undefined) return null;
  const ends = scenario.pathways
    .map(({ numberOffset }) => number - numberOffset - newest.place)
    .map((distance) => newest.startSeconds + (distance + 1) * segmentSeconds)
    .filter((end) => end <= second);
  return ends.length === 0 ? null : Math.max(...ends);
}
