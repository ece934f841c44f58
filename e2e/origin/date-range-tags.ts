import type { MarkedRange } from './live-window.ts';

/** Seconds since the evening began. */
export interface ListedStretch {
  /** Start of the oldest listed segment. */
  readonly fromSeconds: number;
  /** Now: what begins later is not told yet. */
  readonly toSeconds: number;
  /** Unix time in milliseconds at which the evening began. */
  readonly beganAtWallMs: number;
}

/**
 * The EXT-X-DATERANGE tags (RFC 8216bis 4.4.5.1) of a playlist: what has begun and was not over before its oldest
 * segment. While one lasts its end is only planned, as with an author who marks by hand.
 */
export function dateRangeTags(
  ranges: readonly MarkedRange[],
  { fromSeconds, toSeconds, beganAtWallMs }: ListedStretch,
): string[] {
  return ranges
    .filter(({ atSeconds, durationSeconds, endOnNext }) => {
      const isOver = !endOnNext && atSeconds + (durationSeconds ?? 0) < fromSeconds;
      return atSeconds <= toSeconds && !isOver;
    })
    .map(({ id, atSeconds, durationSeconds, title, className, endOnNext }) => {
      const isOver = durationSeconds !== null && atSeconds + durationSeconds <= toSeconds;
      const attributes = [
        `ID="${id}"`,
        ...(className === null ? [] : [`CLASS="${className}"`]),
        `START-DATE="${new Date(beganAtWallMs + atSeconds * 1000).toISOString()}"`,
        ...(durationSeconds === null
          ? []
          : [`${isOver ? 'DURATION' : 'PLANNED-DURATION'}=${durationSeconds.toFixed(3)}`]),
        ...(endOnNext ? ['END-ON-NEXT=YES'] : []),
        ...(title === null ? [] : [`X-TITLE="${title}"`]),
      ];
      return `#EXT-X-DATERANGE:${attributes.join(',')}`;
    });
}
