import { YIELD_MS } from '../broadcast/admission.ts';
import type { BroadcastDocument } from '../broadcast/broadcast-document.ts';
import type { CrowdPolicy } from '../playback/engine.ts';

/** Half a playlist window more in hand at the joining makes up for looking at the playlist half as often. */
const HOLD_BACK_EXTRA_SECONDS = 20;
/** With everybody's playlists at half the pace the origin has a third of its requests left for segments. */
const RELOAD_STRETCH = 2;

/**
 * What a document asks of the engine. Each level of `degrade` includes those below it. `yields`: of a listener above its
 * admission.
 */
export function crowdPolicy(
  { degrade = 0, joinBackoffSeconds }: Pick<BroadcastDocument, 'degrade' | 'joinBackoffSeconds'>,
  yields = false,
): CrowdPolicy {
  return {
    lowestOnly: degrade >= 2,
    holdBackExtraSeconds: degrade >= 3 ? HOLD_BACK_EXTRA_SECONDS : 0,
    reloadStretch: degrade >= 3 ? RELOAD_STRETCH : 1,
    joinBackoffMs: joinBackoffSeconds === undefined ? null : joinBackoffSeconds * 1000,
    yieldMs: yields ? YIELD_MS : null,
  };
}
