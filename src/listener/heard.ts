/** A stretch of the media timeline, in seconds. */
export interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What has come out of the loudspeaker, reconstructed from where the playhead was. */
export interface Heard {
  /** In order of time, not overlapping. */
  readonly spans: readonly Span[];
  readonly totalSeconds: number;
  readonly last: { readonly positionSeconds: number; readonly atMs: number } | null;
}

export const nothingHeard: Heard = { spans: [], totalSeconds: 0, last: null };

/** Playback may run a little fast to catch up (pitch preserved); anything beyond this is a jump, not listening. */
const FASTEST_RATE = 1.25;
/** Positions are read at intervals and a little late; this much (seconds) is still going on, not a jump. */
const SLACK_SECONDS = 0.75;
/** Every jump may begin a span; nobody tells more than this apart. */
const KEPT_SPANS = 200;

/**
 * Adds one reading of the playhead. A jump over a gap, or to live, begins a new span: what was skipped was not heard.
 * `rate` is how fast the listener wants to hear.
 */
export function hear(heard: Heard, positionSeconds: number, nowMs: number, rate = 1): Heard {
  const last = { positionSeconds, atMs: nowMs };
  if (heard.last === null) return { ...heard, last };
  const advancedSeconds = positionSeconds - heard.last.positionSeconds;
  const elapsedSeconds = (nowMs - heard.last.atMs) / 1000;
  const wentOn =
    advancedSeconds >= 0 && advancedSeconds <= elapsedSeconds * Math.max(FASTEST_RATE, rate) + SLACK_SECONDS;
  if (!wentOn || advancedSeconds === 0) return { ...heard, last };
  return {
    spans: extend(heard.spans, heard.last.positionSeconds, positionSeconds),
    totalSeconds: heard.totalSeconds + advancedSeconds,
    last,
  };
}

function extend(spans: readonly Span[], startSeconds: number, endSeconds: number): readonly Span[] {
  const touching = spans.filter((span) => span.endSeconds >= startSeconds && span.startSeconds <= endSeconds);
  const joined = {
    startSeconds: Math.min(startSeconds, ...touching.map((span) => span.startSeconds)),
    endSeconds: Math.max(endSeconds, ...touching.map((span) => span.endSeconds)),
  };
  return [
    ...spans.filter((span) => span.endSeconds < startSeconds),
    joined,
    ...spans.filter((span) => span.startSeconds > endSeconds),
  ].slice(-KEPT_SPANS);
}
