import { isAvailable, liveWindow, segmentStartSeconds } from '../origin/live-window.ts';
import { segmentSeconds } from '../origin/media-library.ts';
import type { Scenario } from '../origin/scenario.ts';

/** A piece of the broadcast. When its first sample was spoken (seconds since the evening began) tells it from others. */
export interface Piece {
  readonly sequence: number;
  /** Which part of the talk it is, in segments since the broadcast began. */
  readonly sound: number;
  readonly startSeconds: number;
  readonly seconds: number;
}

/** What a healthy media playlist lists at that second, oldest first. */
export function listedAt(scenario: Scenario, second: number): readonly Piece[] {
  const window = liveWindow(scenario, second);
  if (window.kind === 'not-started') return [];
  return Array.from({ length: window.last - window.first + 1 }, (_, index) =>
    pieceOf(scenario, window.first + index),
  );
}

/** What a healthy origin answers to a request for that media sequence number at that second; null: not to be had. */
export function pieceAskedFor(scenario: Scenario, second: number, sequence: number): Piece | null {
  return isAvailable(scenario, liveWindow(scenario, second), sequence) ? pieceOf(scenario, sequence) : null;
}

/**
 * The piece at that place of its encoder's own timeline, counted in segments from 0 (the number in a segment's movie
 * fragment header, less one), of the encoder that ran at that second.
 */
export function pieceAtPlace(scenario: Scenario, place: number): Piece {
  return pieceOf(scenario, place);
}

function pieceOf(scenario: Scenario, sequence: number): Piece {
  const startSeconds = segmentStartSeconds(scenario, sequence);
  return { sequence, sound: sequence, startSeconds, seconds: segmentSeconds };
}
