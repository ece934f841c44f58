import type { MultivariantPlaylist, Variant } from '../hls/multivariant-playlist.ts';

/** PATHWAY-ID of a variant that has none (RFC 8216bis 4.4.6.2). */
const NO_PATHWAY = '.';

export interface PathwayVariants {
  readonly id: string;
  /** The playlist as if this were its only pathway. */
  readonly playlist: MultivariantPlaylist;
}

/**
 * The pathways of one multivariant playlist, in its order: by PATHWAY-ID (RFC 8216bis 4.4.6.2), and within one by
 * redundant variants (6.2.4), whose n-th copies make the n-th pathway. `ownId` names the first one that has no
 * PATHWAY-ID; the prefix keeps apart what several documents call alike.
 */
export function pathwaysOf(
  playlist: MultivariantPlaylist,
  ownId: string,
  prefix = '',
): readonly PathwayVariants[] {
  const byId = new Map<string, Variant[]>();
  const copies = new Map<string, number>();
  for (const variant of playlist.variants) {
    const { pathwayId, bandwidthBps, codecs, hasVideo } = variant;
    const alike = [pathwayId, bandwidthBps, codecs?.join(), hasVideo].join(' ');
    const copy = (copies.get(alike) ?? 0) + 1;
    copies.set(alike, copy);
    const name = pathwayId === NO_PATHWAY ? ownId : `${prefix}${pathwayId}`;
    const id = copy === 1 ? name : `${name}#${copy}`;
    byId.set(id, [...(byId.get(id) ?? []), variant]);
  }
  return [...byId].map(([id, variants]) => ({ id, playlist: { ...playlist, variants } }));
}
