import type { Pathway } from './pathway.ts';
import { mediaPlaylistUrl } from './pathway.ts';
import type { Steering } from './scenario.ts';

/** The pathways that multivariant playlists name; clones are made known by the steering manifest alone. */
export function namedPathways(pathways: readonly Pathway[], steering: Steering | null): readonly Pathway[] {
  return pathways.filter(({ id }) => !steering?.clones.some((clone) => clone.id === id));
}

/** The pathway whose server is told as the steering server. */
export function steeringServer(pathways: readonly Pathway[], steering: Steering): Pathway | undefined {
  return pathways.find(({ id }) => id === steering.pathway) ?? pathways[0];
}

export interface SteeringFacts {
  readonly steering: Steering;
  /** In order of preference. */
  readonly pathways: readonly Pathway[];
  /** The STABLE-VARIANT-ID values that a clone has. */
  readonly renditionIds: readonly string[];
  readonly elapsedSeconds: number;
}

/**
 * A steering manifest (RFC 8216bis 7.1) at that second of the evening. Clones have their addresses in
 * PER-VARIANT-URIS: pathways differ in their ports, which HOST does not replace in every client.
 */
export function steeringManifest({
  steering,
  pathways,
  renditionIds,
  elapsedSeconds,
}: SteeringFacts): object {
  const step = steering.steps.findLast(({ atSeconds }) => atSeconds <= elapsedSeconds);
  const clones = steering.clones.flatMap(({ id, baseId }) => {
    const pathway = pathways.find((candidate) => candidate.id === id);
    if (pathway === undefined) return [];
    const uris = renditionIds.map((rendition) => [rendition, mediaPlaylistUrl(pathway, rendition)]);
    const replacement = { 'PER-VARIANT-URIS': Object.fromEntries(uris) as Record<string, string> };
    return [{ 'BASE-ID': baseId, ID: id, 'URI-REPLACEMENT': replacement }];
  });
  return {
    VERSION: 1,
    TTL: steering.ttlSeconds,
    ...(steering.reloadUri === undefined ? {} : { 'RELOAD-URI': steering.reloadUri }),
    'PATHWAY-PRIORITY': step?.priority ?? namedPathways(pathways, steering).map(({ id }) => id),
    ...(clones.length > 0 ? { 'PATHWAY-CLONES': clones } : {}),
  };
}
