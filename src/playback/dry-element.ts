/** Where the playhead is, and since when; milliseconds of the Clock. */
export interface Stand {
  readonly positionSeconds: number;
  readonly sinceMs: number;
}

/** An element tells its time in steps, and a busy page looks late; this is longer than both. */
export const STANDS_STILL_MS = 750;

/** One look at the playhead. The same object while it stands. */
export function standOf(before: Stand, positionSeconds: number, nowMs: number): Stand {
  return before.positionSeconds === positionSeconds ? before : { positionSeconds, sinceMs: nowMs };
}

/**
 * Whether the sound has run out: the playhead stands still, and has next to nothing before it. Firefox goes on to say
 * HAVE_ENOUGH_DATA then, and WebKitGTK HAVE_FUTURE_DATA (measured in 153 and 2.50, some hundredths of a second before the
 * end of the buffer).
 */
export function hasRunDry(facts: {
  readonly stand: Stand;
  readonly nowMs: number;
  /** There is something to play at the playhead. */
  readonly hasSound: boolean;
  readonly seeking: boolean;
}): boolean {
  return !facts.hasSound && !facts.seeking && facts.nowMs - facts.stand.sinceMs >= STANDS_STILL_MS;
}
