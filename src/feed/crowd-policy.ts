/**
 * What a producer asks of every listener when the crowd is too large (DESIGN, The broadcast document). Applied live,
 * without a break.
 */
export interface CrowdPolicy {
  /** Ask for the lowest rendition only. */
  readonly lowestOnly: boolean;
  /** Stay so much further behind the live edge. */
  readonly holdBackExtraSeconds: number;
  /** Reload playlists so many times more slowly, with enough in hand. */
  readonly reloadStretch: number;
  /** Cap of the waits before the first sound; null for the usual one. */
  readonly joinBackoffMs: number | null;
  /** A failure closes its pathway for so long: those whom the producer still lets in have the right of way; null for nobody has. */
  readonly yieldMs: number | null;
  /** Fetch no more than this ahead of the playhead, but for what is about to leave a sliding window; as usual when not said. */
  readonly mostAheadSeconds?: number;
}

export const usualPolicy: CrowdPolicy = {
  lowestOnly: false,
  holdBackExtraSeconds: 0,
  reloadStretch: 1,
  joinBackoffMs: null,
  yieldMs: null,
};
