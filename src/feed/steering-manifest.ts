import * as v from 'valibot';
import type { MultivariantPlaylist } from '../hls/multivariant-playlist.ts';

/** Seconds until the next look where the manifest does not say (RFC 8216bis 7.1). */
export const USUAL_TTL_SECONDS = 300;
/** A server that says less would be asked by a crowd as often as a playlist. */
const SHORTEST_TTL_SECONDS = 1;
/** More than 24.8 days overflow a browser's timer, which then fires at once: a server would be asked without end. */
const LONGEST_TTL_SECONDS = 86_400;

const uris = v.optional(v.record(v.string(), v.string()), {});
const cloneSchema = v.object({
  'BASE-ID': v.string(),
  ID: v.pipe(v.string(), v.nonEmpty()),
  'URI-REPLACEMENT': v.object({
    HOST: v.optional(v.string()),
    PARAMS: uris,
    'PER-VARIANT-URIS': uris,
    'PER-RENDITION-URIS': uris,
  }),
});
const manifestSchema = v.object({
  VERSION: v.literal(1),
  TTL: v.optional(v.number(), USUAL_TTL_SECONDS),
  'RELOAD-URI': v.optional(v.string()),
  'PATHWAY-PRIORITY': v.pipe(v.array(v.string()), v.minLength(1)),
  'PATHWAY-CLONES': v.optional(v.array(cloneSchema), []),
});

export type PathwayClone = v.InferOutput<typeof cloneSchema>;

export interface SteeringManifest {
  readonly ttlSeconds: number;
  /** Absolute; the address that the manifest came from when it names no other. */
  readonly reloadUrl: string;
  /** Names of pathways, most preferred first. */
  readonly priority: readonly string[];
  readonly clones: readonly PathwayClone[];
}

/** Reads a steering manifest (RFC 8216bis 7.1), `url` being where it came from; null when it is none. */
export function parseSteeringManifest(text: string, url: string): SteeringManifest | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(manifestSchema, json);
  if (!parsed.success) return null;
  const { TTL, 'RELOAD-URI': reload, 'PATHWAY-PRIORITY': priority, 'PATHWAY-CLONES': clones } = parsed.output;
  const reloadUrl = reload === undefined ? url : URL.canParse(reload, url) ? new URL(reload, url).href : url;
  const ttlSeconds = Math.min(LONGEST_TTL_SECONDS, Math.max(SHORTEST_TTL_SECONDS, TTL));
  return { ttlSeconds, reloadUrl, priority, clones };
}

/** The address of the next look, with what the server wants to know (RFC 8216bis 7.1). */
export function steeringUrl(url: string, pathwayName: string, throughputBps: number | null): string {
  const asked = new URL(url);
  asked.searchParams.set('_HLS_pathway', pathwayName);
  if (throughputBps !== null) asked.searchParams.set('_HLS_throughput', String(Math.round(throughputBps)));
  return asked.href;
}

/** The variants of a pathway's clone (RFC 8216bis 7.2); null when there is no pathway to be cloned. */
export function clonePathway(
  playlist: MultivariantPlaylist,
  { 'BASE-ID': baseId, ID: id, 'URI-REPLACEMENT': replacement }: PathwayClone,
): MultivariantPlaylist | null {
  const base = playlist.variants.filter(({ pathwayId }) => pathwayId === baseId);
  if (base.length === 0) return null;
  const replaced = (url: string, stableId: string | null, perId: Readonly<Record<string, string>>) => {
    const own = stableId === null ? undefined : perId[stableId];
    if (own !== undefined && URL.canParse(own)) return own;
    const next = new URL(url);
    if (replacement.HOST !== undefined) next.hostname = replacement.HOST;
    for (const [name, value] of Object.entries(replacement.PARAMS)) next.searchParams.set(name, value);
    return next.href;
  };
  return {
    ...playlist,
    variants: base.map((variant) => ({
      ...variant,
      pathwayId: id,
      url: replaced(variant.url, variant.stableVariantId, replacement['PER-VARIANT-URIS']),
    })),
    audioGroups: new Map(
      [...playlist.audioGroups].map(([groupId, group]) => [
        groupId,
        group.map((rendition) => ({
          ...rendition,
          url:
            rendition.url === null
              ? null
              : replaced(rendition.url, rendition.stableRenditionId, replacement['PER-RENDITION-URIS']),
        })),
      ]),
    ),
    textGroups: new Map(
      [...playlist.textGroups].map(([groupId, group]) => [
        groupId,
        group.map((text) => ({
          ...text,
          url: replaced(text.url, text.stableRenditionId, replacement['PER-RENDITION-URIS']),
        })),
      ]),
    ),
  };
}
