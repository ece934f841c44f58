/** HTMLMediaElement.NETWORK_EMPTY: the element has no source at all. */
const NETWORK_EMPTY = 0;

/**
 * Whether the element has been robbed of its source, by the platform or by an extension, while it was paused: asked to
 * play, it would then wait for ever. `attaching`: a new source is on its way.
 */
export function hasLostSource(facts: {
  readonly wanting: boolean;
  readonly attaching: boolean;
  readonly hasPlayer: boolean;
  /** HTMLMediaElement.networkState. */
  readonly networkState: number;
}): boolean {
  return facts.wanting && !facts.attaching && facts.hasPlayer && facts.networkState === NETWORK_EMPTY;
}
