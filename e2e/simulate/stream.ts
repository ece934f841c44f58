/** The broadcast as everybody in the simulation sees it: what the mock origin serves where a scenario says nothing. */
export const TARGET_SECONDS = 4;
/** Listed at a time. */
export const WINDOW_SEGMENTS = 6;
/** What has left the playlist is kept for as long as it was listed, and its own duration (RFC 8216bis 6.2.2). */
export const KEPT_SEGMENTS = 2 * WINDOW_SEGMENTS + 1;
/** It has been on air for longer than anybody can look back. */
const FIRST_SEGMENT = 100;

/** Requests a second of one who listens: a playlist and a segment every target duration. */
export const STEADY_REQUESTS_PER_SECOND = 2 / TARGET_SECONDS;

/** How far the talk has come at this time, in seconds of the stream: what is said then is listed a segment later. */
export function liveSecondsAt(atSeconds: number): number {
  return (FIRST_SEGMENT + 1) * TARGET_SECONDS + atSeconds;
}

/** Number of the newest segment that is listed at this time. */
export function edgeAt(atSeconds: number): number {
  return FIRST_SEGMENT + Math.floor(atSeconds / TARGET_SECONDS);
}
